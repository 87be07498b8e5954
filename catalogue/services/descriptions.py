"""Describing publications."""

from datetime import datetime

from catalogue.interchange import dublin_core_json
from catalogue.models import BibRecord, DigitalObject, Identifier, ObjectRecord
from catalogue.plans import ObjectPlan, title_of
from language.sorting import sort_key
from schemas.objects import DublinCore


def describe_object(digital_object: DigitalObject, plan: ObjectPlan, now: datetime) -> BibRecord:
    """Keep the plan's description and source record as the object's first publication."""
    title = title_of(plan)
    description = plan.description or DublinCore(title=(title,))
    source = plan.source_record
    record = BibRecord.objects.create(
        title=title,
        title_sort_key=sort_key(title),
        dublin_core=dublin_core_json(description),
        source=source.content if source else None,
        source_media_type=source.media_type if source else "",
        source_name=source.name if source else "",
        created_at=now,
        changed_at=now,
    )
    ObjectRecord.objects.create(digital_object=digital_object, record=record)
    Identifier.objects.bulk_create(
        Identifier(record=record, kind=one.kind, value=one.value)
        for one in dict.fromkeys(description.identifiers)
    )
    return record
