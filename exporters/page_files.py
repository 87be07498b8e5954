"""Which of a page's files a delivery takes."""

from collections.abc import Mapping

from schemas.packages import FileUse, ObjectPackage, PackagedFile, PackagedPage

#: From which files an image for delivery is taken or made, the best first.
_IMAGE_USES = (FileUse.ACCESS, FileUse.MASTER)


def files_by_path(package: ObjectPackage) -> dict[str, PackagedFile]:
    """The package's files by their logical path."""
    return {file.logical_path: file for file in package.files}


def image_of(
    page: PackagedPage, files: Mapping[str, PackagedFile], media_type: str
) -> PackagedFile | None:
    """The page's image in the form wanted, else the best to make it from."""
    known = [files[path] for path in page.files if path in files]
    images = sorted(
        (file for file in known if file.use in _IMAGE_USES),
        key=lambda file: _IMAGE_USES.index(file.use),
    )
    ready = (file for file in images if file.media_type == media_type)
    return next(ready, next(iter(images), None))


def text_of_page(page: PackagedPage, files: Mapping[str, PackagedFile]) -> PackagedFile | None:
    """The page's ALTO."""
    known = (files[path] for path in page.files if path in files)
    return next((file for file in known if file.use is FileUse.ALTO), None)
