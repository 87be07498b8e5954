"""Which format a file has, told by its first bytes and never by its name."""

from pathlib import Path

TIFF = "image/tiff"
JPEG = "image/jpeg"
PNG = "image/png"
JPEG2000 = "image/jp2"
JPEG2000_CODESTREAM = "image/x-jp2-codestream"
PDF = "application/pdf"

#: Formats taken as masters.
TAKEN = (TIFF, JPEG, PNG, JPEG2000, JPEG2000_CODESTREAM, PDF)
#: Endings that promise an image; a file with one of them is a scan, whatever it holds.
IMAGE_ENDINGS = frozenset(
    (".tif", ".tiff", ".jpg", ".jpeg", ".jpe", ".png", ".jp2", ".j2k", ".j2c", ".jpf", ".jpx")
) | {".jpc", ".pdf"}

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\0\0\0\x0cjP  \r\n\x87\n", JPEG2000),
    (b"\xff\x4f\xff\x51", JPEG2000_CODESTREAM),
    (b"%PDF-", PDF),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"\0\0\1\0", "image/vnd.microsoft.icon"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
)
_SIGNATURE_BYTES = 32


def media_type_of(path: Path) -> str | None:
    """The media type of a file's content; None where it is no image this system knows."""
    with path.open("rb") as file:
        start = file.read(_SIGNATURE_BYTES)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    if start[4:8] == b"ftyp" and start[8:12] in (b"heic", b"heix", b"mif1", b"avif"):
        return "image/heif"
    return next((kind for signature, kind in _SIGNATURES if start.startswith(signature)), None)
