"""What a step is told: plain values that travel to any worker."""

from dataclasses import dataclass, field
from pathlib import Path

from schemas.objects import Material
from schemas.pages import ImageFacts, RecipePart

#: Pixels above which an image is taken for a decompression bomb; maps reach 700 million.
DEFAULT_MAX_PIXELS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """What one opening of a foreign file may use."""

    max_pixels: int = DEFAULT_MAX_PIXELS
    memory_bytes: int = 4 << 30
    cpu_seconds: int = 300
    wall_seconds: int = 600


@dataclass(frozen=True, slots=True)
class ScanSource:
    """One scan: an image within a file of the work folder's capture copy."""

    number: int
    path: Path
    image_in_file: int = 0
    sha512: str = ""
    facts: ImageFacts | None = None
    """None where the header could not be read."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """A scan and what of it goes into the page."""

    scan: ScanSource
    recipe: RecipePart

    @property
    def is_whole(self) -> bool:
        """Whether the scan goes in as it lies, neither turned nor cropped by the recipe."""
        return self.recipe.rotation_degrees % 360 == 0 and self.recipe.crop is None


@dataclass(frozen=True, slots=True)
class PageContext:
    """One page and the folder its steps write in."""

    object_id: str
    page_id: str
    sequence: int
    folder: Path
    """The page's own work folder."""
    parts: tuple[PagePart, ...]
    material: Material = Material.BOOK
    languages: tuple[str, ...] = ("lit",)
    limits: WorkLimits = field(default_factory=WorkLimits)
    target_category: str = ""
    """Kind of original by FADGI for a target beside the page; empty: by the material."""

    def file(self, name: str) -> Path:
        """The page's working file of this name."""
        return self.folder / name


@dataclass(frozen=True, slots=True)
class ObjectContext:
    """One object, its work folder and its pages in order."""

    object_id: str
    folder: Path
    pages: tuple[PageContext, ...] = ()
    material: Material = Material.BOOK
    languages: tuple[str, ...] = ("lit",)

    def file(self, name: str) -> Path:
        """The object's working file of this name."""
        return self.folder / name
