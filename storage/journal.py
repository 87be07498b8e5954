"""The journal of an object: what people decided about it, appended and never changed.

It lies beside the OCFL objects, as an extension of the storage root, in numbered segments. Each
names the digest of the one before, so that a segment taken out or altered breaks the chain; the
digest of the last goes into the object's next version and fastens the end.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from schemas.texts import N_, Translate, untranslated
from storage.errors import JournalBusyError
from storage.keys import JOURNAL_FOLDER
from storage.ocfl.inventory import rfc3339
from storage.ocfl.layout import object_folder
from storage.store import ObjectStore

_SEGMENT = re.compile(r"([0-9]{6})\.json")
_TRIES = 200

CODES: dict[str, str] = {
    "JRN-01": N_("Segment {number} of the journal is missing."),
    "JRN-02": N_("Segment {number} of the journal cannot be read."),
    "JRN-03": N_("Segment {number} of the journal does not follow from the one before it."),
    "JRN-04": N_("The journal does not reach the segment that the object's description names."),
}


@dataclass(frozen=True, slots=True)
class JournalEnd:
    """The last segment of a journal: its number and the SHA-512 of its file."""

    number: int = 0
    sha512: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """One act of appending."""

    number: int
    previous: str
    written_at: datetime
    written_by: str
    entries: tuple[Mapping[str, Any], ...]
    sha512: str


@dataclass(frozen=True, slots=True)
class JournalProblem:
    """A break of the chain: a finding."""

    code: str
    number: int

    @property
    def text(self) -> str:
        """What is wrong, in English."""
        return self.said()

    def said(self, translate: Translate = untranslated) -> str:
        """What is wrong, in the reader's language."""
        return translate(CODES[self.code]).format(number=self.number)


class Journal:
    """The journal of one object."""

    def __init__(self, store: ObjectStore, object_id: str) -> None:
        self.store = store
        self.object_id = object_id
        self.folder = f"{JOURNAL_FOLDER}/{object_folder(object_id)}"

    def append(
        self, entries: Sequence[Mapping[str, Any]], *, written_by: str, written_at: datetime
    ) -> JournalEnd:
        """Add entries as one segment: all of them or none; the journal's new end.

        Two who append at once both succeed, one after the other.

        Raises:
            JournalBusyError: others were faster too many times.
        """
        for _ in range(_TRIES):
            end = self.end()
            data = self._built(end, entries, written_by, written_at)
            if self.store.create_bytes(self._key(end.number + 1), data):
                return JournalEnd(end.number + 1, hashlib.sha512(data).hexdigest())
        raise JournalBusyError(object_id=self.object_id)

    def read(self) -> Iterator[Segment]:
        """All segments that can be read, oldest first."""
        for number in self._numbers():
            found = self._segment(number)
            if found is not None:
                yield found

    def end(self) -> JournalEnd:
        """Where the journal ends now."""
        number = max(self._numbers(), default=0)
        data = self.store.read_bytes(self._key(number)) if number else None
        return JournalEnd(number, hashlib.sha512(data).hexdigest()) if data else JournalEnd()

    def prove(self, fastened: JournalEnd | None = None) -> list[JournalProblem]:
        """Breaks of the chain, also against an end that was written down elsewhere."""
        problems: list[JournalProblem] = []
        before = ""
        seen: dict[int, str] = {0: ""}
        for number in range(1, max(self._numbers(), default=0) + 1):
            data = self.store.read_bytes(self._key(number))
            if data is None:
                problems.append(JournalProblem("JRN-01", number))
                continue
            found = _parsed(data)
            if found is None:
                problems.append(JournalProblem("JRN-02", number))
            elif found.number != number or found.previous != before:
                problems.append(JournalProblem("JRN-03", number))
            before = seen[number] = hashlib.sha512(data).hexdigest()
        if fastened is not None and seen.get(fastened.number) != fastened.sha512:
            problems.append(JournalProblem("JRN-04", fastened.number))
        return problems

    def _numbers(self) -> list[int]:
        names = (_SEGMENT.fullmatch(name) for name in self.store.entries(self.folder).files)
        return sorted(int(match[1]) for match in names if match)

    def _segment(self, number: int) -> Segment | None:
        data = self.store.read_bytes(self._key(number))
        return _parsed(data) if data is not None else None

    def _key(self, number: int) -> str:
        return f"{self.folder}/{number:06d}.json"

    def _built(
        self,
        end: JournalEnd,
        entries: Sequence[Mapping[str, Any]],
        written_by: str,
        written_at: datetime,
    ) -> bytes:
        data = {
            "object_id": self.object_id,
            "number": end.number + 1,
            "previous": end.sha512,
            "written_at": rfc3339(written_at),
            "written_by": written_by,
            # Tells two segments apart that say the same at the same moment.
            "token": secrets.token_hex(8),
            "entries": [dict(entry) for entry in entries],
        }
        return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _parsed(data: bytes) -> Segment | None:
    try:
        found = json.loads(data)
        return Segment(
            number=int(found["number"]),
            previous=str(found["previous"]),
            written_at=datetime.fromisoformat(found["written_at"]),
            written_by=str(found["written_by"]),
            entries=tuple(found["entries"]),
            sha512=hashlib.sha512(data).hexdigest(),
        )
    except (ValueError, KeyError, TypeError):
        return None
