"""The package for VEPIS, the national heritage system: METS, Dublin Core, ALTO, access images.

Pure: a package in, a plan out. ``exporters.delivery`` carries it out.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from exporters.base import (
    ChecksumList,
    DeliveryPlan,
    GeneratedDocument,
    PlannedFile,
    RenderedFiles,
    WantedImage,
)
from exporters.completeness import missing_fields
from exporters.page_files import files_by_path, image_of, text_of_page
from exporters.vepis_profile import VepisProfile, default_profile
from schemas.dc import build_dc
from schemas.mets import write_mets
from schemas.packages import FileUse, ObjectPackage, PackagedFile, PackagedPage

VEPIS = "vepis"
_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/jp2": ".jp2",
    "image/png": ".png",
    "image/tiff": ".tif",
}


@dataclass(frozen=True, slots=True)
class VepisExporter:
    """VEPIS as a receiver; the profile that comes with the program unless another is given."""

    profile: VepisProfile | None = None

    @property
    def name(self) -> str:
        """The name by which people choose it."""
        return VEPIS

    def missing_fields(self, package: ObjectPackage) -> tuple[str, ...]:
        """Name everything mandatory that this object leaves empty."""
        return missing_fields(package, self._profile.mandatory)

    def wanted_images(self, package: ObjectPackage) -> tuple[WantedImage, ...]:
        """The images that must be made first."""
        return wanted_images(package, self._profile)

    def plan(self, package: ObjectPackage, rendered: RenderedFiles) -> DeliveryPlan:
        """What will be delivered, given the images that were made."""
        return plan_vepis(package, self._profile, rendered)

    @property
    def _profile(self) -> VepisProfile:
        return self.profile or default_profile()


def wanted_images(package: ObjectPackage, profile: VepisProfile) -> tuple[WantedImage, ...]:
    """The images to be made, because no file of the page has the form the profile asks for."""
    files = files_by_path(package)
    wanted = []
    for page in package.pages:
        source = image_of(page, files, profile.media_type)
        if source is not None and source.media_type != profile.media_type:
            wanted.append(
                WantedImage(
                    page_id=page.page_id,
                    source_path=source.logical_path,
                    media_type=profile.media_type,
                    longest_side_px=profile.longest_side_px,
                    quality=profile.quality,
                )
            )
    return tuple(wanted)


def plan_vepis(
    package: ObjectPackage, profile: VepisProfile, rendered: RenderedFiles
) -> DeliveryPlan:
    """Plan the package: files to copy, documents to write, fields that are missing.

    Args:
        package: the object as it is stored.
        profile: how a package looks.
        rendered: the images made for ``wanted_images``, by the path of their source; their own
            logical path is what the delivery will ask its reader for.
    """
    sources = dict(_sources(package, profile, rendered))
    description = build_dc(package.description)
    documents = [GeneratedDocument(profile.description, description)]
    delivered = _delivered_package(package, profile, sources, description)
    mets = io.BytesIO()
    write_mets(delivered, mets)
    documents.append(GeneratedDocument(profile.mets, mets.getvalue()))
    return DeliveryPlan(
        exporter=VEPIS,
        object_id=package.object_id,
        folder_name=_named(profile.folder, package),
        files=tuple(
            PlannedFile(source.logical_path, path, source.size_bytes, source.sha512)
            for path, source in sources.items()
        ),
        documents=tuple(documents),
        checksums=ChecksumList(profile.checksums, profile.algorithm),
        missing=(
            *missing_fields(package, profile.mandatory),
            *(f"image:{each}" for each in _unrendered(package, profile, rendered)),
        ),
    )


def _sources(
    package: ObjectPackage, profile: VepisProfile, rendered: RenderedFiles
) -> Iterator[tuple[str, PackagedFile]]:
    """The file behind each delivered path, page by page."""
    files = files_by_path(package)
    for page in package.pages:
        image = image_of(page, files, profile.media_type)
        if image is not None:
            made = rendered.get(image.logical_path)
            # The moment of the source, so that making the image anew changes nothing in METS.
            image = replace(made, created_at=image.created_at) if made else image
        if image is not None and image.media_type == profile.media_type:
            yield _page_path(profile.images, package, page, profile), image
        text = text_of_page(page, files)
        if text is not None:
            yield _page_path(profile.text, package, page, profile), text


def _delivered_package(
    package: ObjectPackage,
    profile: VepisProfile,
    sources: Mapping[str, PackagedFile],
    description: bytes,
) -> ObjectPackage:
    """The object as its delivered METS tells it: nothing but what is delivered."""
    files = [
        PackagedFile(
            logical_path=profile.description,
            use=FileUse.DESCRIPTION,
            media_type="application/xml",
            size_bytes=len(description),
            sha512=hashlib.sha512(description).hexdigest(),
            created_at=package.created_at,
        )
    ]
    for path, source in sources.items():
        use = FileUse.ALTO if source.use is FileUse.ALTO else FileUse.ACCESS
        files.append(replace(source, logical_path=path, use=use, technical_path=""))
    pages = tuple(
        replace(page, files=tuple(_paths_of(page, package, profile, sources)))
        for page in package.pages
    )
    return replace(package, files=tuple(files), pages=pages, events=())


def _paths_of(
    page: PackagedPage,
    package: ObjectPackage,
    profile: VepisProfile,
    sources: Mapping[str, PackagedFile],
) -> Iterator[str]:
    for pattern in (profile.images, profile.text):
        path = _page_path(pattern, package, page, profile)
        if path in sources:
            yield path


def _unrendered(
    package: ObjectPackage, profile: VepisProfile, rendered: RenderedFiles
) -> Iterator[str]:
    """Sources of images that should have been made and were not, or not in the right form."""
    for wanted in wanted_images(package, profile):
        made = rendered.get(wanted.source_path)
        if made is None or made.media_type != wanted.media_type:
            yield wanted.source_path


def _page_path(
    pattern: str, package: ObjectPackage, page: PackagedPage, profile: VepisProfile
) -> str:
    suffix = _SUFFIXES.get(profile.media_type, "")
    return _named(pattern, package, sequence=page.sequence, suffix=suffix)


def _named(pattern: str, package: ObjectPackage, **facts: object) -> str:
    name = package.object_id.rpartition("/")[2]
    return pattern.format(name=name, library_code=package.library_code, **facts)
