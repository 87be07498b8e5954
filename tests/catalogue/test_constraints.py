"""What must never be, the database itself refuses, whoever writes."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from catalogue.interchange import dublin_core_json, dublin_core_of
from catalogue.models import (
    BibRecord,
    FlowRequest,
    Identifier,
    Item,
    ObjectItem,
    ObjectRecord,
    QaFinding,
    Verdict,
)
from catalogue.states import PageState
from schemas.objects import DublinCore
from schemas.objects import Identifier as Named

pytestmark = pytest.mark.database

FORBIDDEN_UPDATES = [
    ("digital_object", {"state": "Lost"}),
    ("digital_object", {"material": "papyrus"}),
    ("digital_object", {"aip_version": 1}),
    ("digital_object", {"aip_location": "/somewhere"}),
    ("page", {"sequence": 2}),
    ("page", {"number": 2}),
    ("page", {"number": 0}),
    ("page", {"confidence": 1.2}),
    ("page", {"role": "cover"}),
    ("page", {"state": "lost"}),
    ("scan", {"number": 2}),
    ("scan", {"file": "0002.tif"}),
    ("scan", {"role": "dust"}),
    ("part", {"rotation_degrees": 45}),
    ("library", {"kind": "kingdom"}),
]


@pytest.mark.parametrize(("name", "values"), FORBIDDEN_UPDATES)
def test_update_is_refused(registered, name, values):
    digital_object = registered()
    page, scan = digital_object.pages.first(), digital_object.scans.first()
    row = {
        "digital_object": digital_object,
        "page": page,
        "scan": scan,
        "part": page.parts.get(),
        "library": digital_object.library,
    }[name]

    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)


def test_superseded_page_gives_its_place_free(registered):
    first, second = registered().pages.all()
    type(first).objects.filter(pk=first.pk).update(state=PageState.SUPERSEDED)

    type(first).objects.filter(pk=second.pk).update(sequence=1)


def test_verdict_decides_or_withdraws(registered, person, now):
    basis = {"digital_object": registered(), "by": person(), "at": now}
    given = Verdict.objects.create(decision="accept", **basis)

    for values in ({}, {"decision": "perhaps"}, {"decision": "accept", "withdraws": given}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Verdict.objects.create(**basis, **values)
    Verdict.objects.create(withdraws=given, **basis)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(withdraws=given, **basis)


def test_identifier_names_one_thing(registered):
    for values in ({}, {"digital_object": registered(), "record": BibRecord.objects.get()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Identifier.objects.create(kind="isbn", value="1", **values)


def test_page_finding_names_its_page(registered, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        QaFinding.objects.create(
            digital_object=registered(), scope="page", code="Q", severity="error", found_at=now
        )


def test_taken_request_has_a_worker(registered, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        FlowRequest.objects.create(
            kind="export", fingerprint="f", state="taken", asked_at=now, digital_object=registered()
        )


def test_several_works_in_one_binding_and_a_copy_completed_from_another(registered, county, now):
    """Konvoliutas: one item, two works; a second copy lends the pages that the first lacks."""
    digital_object = registered()
    first = BibRecord.objects.get()
    second = BibRecord.objects.create(
        title="Antras", title_sort_key=b"1", created_at=now, changed_at=now
    )
    binding, other = (Item.objects.create(library=county, shelf_mark=mark) for mark in "AB")
    binding.records.set([first, second])
    ObjectRecord.objects.create(digital_object=digital_object, record=second, sequence=2)
    ObjectItem.objects.create(digital_object=digital_object, item=binding)
    ObjectItem.objects.create(digital_object=digital_object, item=other, sequence=2, note="p. 3–4")

    assert list(digital_object.records.order_by("object_links__sequence")) == [first, second]
    assert list(digital_object.items.order_by("object_links__sequence")) == [binding, other]
    assert list(first.items.all()) == [binding]


def test_items_without_barcode_do_not_collide(county):
    Item.objects.create(library=county)
    Item.objects.create(library=county)
    Item.objects.create(library=county, barcode="B-1")

    for barcode in ("B-1", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.create(library=county, barcode=barcode)


def test_description_comes_back_as_it_was():
    description = DublinCore(
        title=("Ąžuolas", "Дуб"), creator=("Žemaitė",), identifiers=(Named("isbn", "1"),)
    )

    assert dublin_core_of(dublin_core_json(description)) == description
    assert dublin_core_json(DublinCore()) == {}


@pytest.mark.django_db
def test_migrations_say_all_that_the_models_say():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0, skip_checks=True)


@pytest.mark.django_db(transaction=True)
def test_migrations_go_back_and_forth():
    call_command("migrate", "catalogue", "zero", verbosity=0, skip_checks=True)
    tables = connection.introspection.table_names()
    call_command("migrate", verbosity=0, skip_checks=True)

    assert not [table for table in tables if table.startswith("catalogue_")]
    assert "catalogue_digitalobject" in connection.introspection.table_names()
