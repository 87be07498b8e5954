"""Where an object lies under the storage root: OCFL community extension 0003.

The identifier's SHA-256 gives three folders of three characters; below them stands one folder
named by the percent-encoded identifier.
"""

import hashlib
import re
from urllib.parse import unquote

NAME = "0003-hash-and-id-n-tuple-storage-layout"
DESCRIPTION = "Hashed Truncated N-tuple Trees with Object ID Encapsulating Directory"
CONFIG = {
    "extensionName": NAME,
    "digestAlgorithm": "sha256",
    "tupleSize": 3,
    "numberOfTuples": 3,
}
TUPLE_SIZE = 3
TUPLES = 3
#: Longer names are cut and told apart by the digest.
MAX_NAME = 100
_UNSAFE = re.compile(rb"[^A-Za-z0-9_-]")
_TUPLE = re.compile(r"[0-9a-f]{3}")


def object_folder(object_id: str) -> str:
    """The folder of an object, relative to the storage root."""
    raw = object_id.encode("utf-8")
    digest = hashlib.sha256(raw).hexdigest()
    tuples = [digest[n * TUPLE_SIZE : (n + 1) * TUPLE_SIZE] for n in range(TUPLES)]
    name = _UNSAFE.sub(lambda found: b"%%%02x" % ord(found[0]), raw).decode("ascii")
    if len(name) > MAX_NAME:
        name = f"{name[:MAX_NAME]}-{digest}"
    return "/".join((*tuples, name))


def is_tuple(name: str) -> bool:
    """Whether a folder's name can be one of the three above an object."""
    return _TUPLE.fullmatch(name) is not None


def object_id_of(folder_name: str) -> str | None:
    """The identifier a folder's name spells; None where the name had to be cut."""
    if len(folder_name) > MAX_NAME:
        return None
    try:
        return unquote(folder_name, errors="strict")
    except UnicodeDecodeError:
        return None
