"""Reading kept objects back, and holding catalogue and storage against each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.models import DigitalObject
from pipeline.storage import open_root
from schemas.texts import N_
from settings.work import WorkSettings
from storage.journal import Journal

MISSING = N_("the catalogue knows the object, the storage has lost it")


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was kept."""

    code: str
    text: str
    path: str


@dataclass(frozen=True, slots=True)
class ObjectAudit:
    """What reading an object back has shown."""

    object_id: str
    problems: tuple[Damage, ...]

    def plain(self) -> dict[str, object]:
        """For JSON."""
        problems = [{"code": p.code, "text": p.text, "path": p.path} for p in self.problems]
        return {"object_id": self.object_id, "problems": problems}


def kept_objects(settings: WorkSettings) -> Iterator[str]:
    """Every object in storage, then those that only the catalogue knows of."""
    seen = set()
    for object_id in open_root(settings.storage).objects():
        seen.add(object_id)
        yield object_id
    for row in DigitalObject.objects.filter(aip_version__gt=0).order_by("pk"):
        if row.object_id not in seen:
            yield row.object_id


def audit_object(object_id: str, settings: WorkSettings) -> ObjectAudit:
    """Read every byte of an object back."""
    root = open_root(settings.storage)
    if root.inventory(object_id) is None:
        return ObjectAudit(object_id, (Damage("AIP-LOST", MISSING, ""),))
    found = [Damage(p.code, p.text, p.path) for p in root.verify(object_id)]
    broken = Journal(root.store, object_id).prove()
    found += [Damage(p.code, p.text, f"journal/{p.number}") for p in broken]
    return ObjectAudit(object_id, tuple(found))
