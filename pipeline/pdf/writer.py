"""Writes a PDF from its first byte to its last, object by object, so that nothing is held back."""

import hashlib
import zlib
from collections.abc import Mapping

from pipeline.pdf.syntax import Name, Reference, written

#: A comment of four high bytes tells programs that the file is not text; PDF/A demands it.
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
#: More makes a volume's texts hardly smaller and takes twice as long.
_LEVEL = 6


class PdfWriter:
    """Gives out the bytes of a file; an object may be referred to before it is written."""

    def __init__(self) -> None:
        self._waiting = bytearray(_HEAD)
        self._written = 0
        self._offsets: list[int] = []
        self._sum = hashlib.sha256()

    def reserve(self) -> Reference:
        """The number of an object that is written later."""
        self._offsets.append(0)
        return Reference(len(self._offsets))

    def add(self, value: object, at: Reference | None = None) -> Reference:
        """Write an object."""
        reference = at or self.reserve()
        self._offsets[reference.number - 1] = self._written + len(self._waiting)
        self._waiting += b"%d 0 obj\n%b\nendobj\n" % (reference.number, written(value))
        return reference

    def add_stream(
        self, entries: Mapping[str, object], data: bytes, at: Reference | None = None
    ) -> Reference:
        """Write a stream as it is given."""
        reference = at or self.reserve()
        self._offsets[reference.number - 1] = self._written + len(self._waiting)
        head = written({**entries, "Length": len(data)})
        self._waiting += b"%d 0 obj\n%b\nstream\n" % (reference.number, head)
        self._waiting += data
        self._waiting += b"\nendstream\nendobj\n"
        return reference

    def add_packed(
        self, entries: Mapping[str, object], data: bytes, at: Reference | None = None
    ) -> Reference:
        """Write a stream compressed."""
        packed = zlib.compress(data, _LEVEL)
        return self.add_stream({**entries, "Filter": Name("FlateDecode")}, packed, at)

    def take(self) -> bytes:
        """The bytes written since the last call."""
        data = bytes(self._waiting)
        self._sum.update(data)
        self._written += len(data)
        self._waiting.clear()
        return data

    def finish(self, catalog: Reference, information: Reference) -> bytes:
        """The last bytes: the table of objects and the trailer.

        The identifier is the digest of all that stands before, so that equal documents are
        equal files.
        """
        rest = self.take()
        identifier = self._sum.digest()[:16]
        rows = [b"0000000000 65535 f \n", *(b"%010d 00000 n \n" % at for at in self._offsets)]
        trailer = {
            "Size": len(rows), "Root": catalog, "Info": information,
            "ID": [identifier, identifier],
        }  # fmt: skip
        table = b"xref\n0 %d\n%b" % (len(rows), b"".join(rows))
        end = b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (written(trailer), self._written)
        return rest + table + end
