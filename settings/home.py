"""Home: the one folder where Skrynia keeps what is its own; two homes never meet."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from settings.errors import HomeNotWritableError

SECRET_BYTES = 48


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one installation and what stands where in it."""

    root: Path

    @property
    def database_file(self) -> Path:
        """The embedded database, where no other is named."""
        return self.root / "skrynia.sqlite3"

    @property
    def storage(self) -> Path:
        """The preservation storage root, where no other is named."""
        return self.root / "storage"

    @property
    def work(self) -> Path:
        """Work files of objects on their way; they go once the object is kept."""
        return self.root / "work"

    @property
    def logs(self) -> Path:
        """Logs."""
        return self.root / "logs"

    @property
    def outbox(self) -> Path:
        """Packages made for others, until they are sent."""
        return self.root / "outbox"

    @property
    def secrets(self) -> Path:
        """Keys of this installation; for its owner's eyes only."""
        return self.root / "secrets"

    @property
    def prefect(self) -> Path:
        """The flow server's own files."""
        return self.root / "prefect"

    @property
    def cache(self) -> Path:
        """What can be made again at any time."""
        return self.root / "cache"

    @property
    def markers(self) -> Path:
        """Which steps of kept objects were done from what, so that only what changed is redone."""
        return self.cache / "steps"

    @property
    def rescans(self) -> Path:
        """Scans that arrived for objects, until they are confirmed and kept."""
        return self.root / "rescans"

    @property
    def inbox(self) -> Path:
        """Folders of scans that the site may take rescans from."""
        return self.root / "inbox"

    def make_folders(self) -> None:
        """Make what is missing; a second call changes nothing.

        Raises:
            HomeNotWritableError: the place is taken by a file, or closed to us.
        """
        open_to_all = (
            self.storage, self.work, self.logs, self.outbox, self.prefect, self.cache,
            self.rescans, self.inbox,
        )  # fmt: skip
        try:
            for folder in (self.root, *open_to_all):
                folder.mkdir(parents=True, exist_ok=True)
            self.secrets.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise HomeNotWritableError(path=self.root, reason=error.strerror) from error

    def secret(self, name: str) -> str:
        """The secret of this name, made at its first use; two first users get the same one."""
        self.make_folders()
        file = self.secrets / name
        if not file.exists():
            _write_secret_once(file, secrets.token_urlsafe(SECRET_BYTES))
        return file.read_text(encoding="ascii")


def _write_secret_once(file: Path, value: str) -> None:
    draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as writer:
        writer.write(value)
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def home_of(environment: Mapping[str, str] = os.environ) -> Home:
    """The home that the environment names: ``SKRYNIA_HOME``, else ``var`` in this folder."""
    return Home(Path(environment.get("SKRYNIA_HOME") or "var").expanduser().absolute())
