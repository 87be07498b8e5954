"""Keys: relative paths with ``/``, the same on every kind of storage."""

#: Where locks lie, as an extension of the storage root, outside every OCFL object.
LOCKS_FOLDER = "extensions/skrynia-locks"
#: Where the objects' journals lie, as another such extension.
JOURNAL_FOLDER = "extensions/skrynia-journal"


def checked_key(key: str) -> str:
    """The key itself, once it is sure that it stays within its store.

    Raises:
        ValueError: it is absolute, empty or has an empty, ``.`` or ``..`` part.
    """
    if "\0" in key or any(part in {"", ".", ".."} for part in key.split("/")):
        raise ValueError(f"not a storage key: {key!r}")
    return key


def joined(*parts: str) -> str:
    """Folder and names as one key; empty parts, such as a store's own top, fall away."""
    return "/".join(part for part in parts if part)
