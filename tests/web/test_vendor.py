import base64
import hashlib
import io
import tarfile

import pytest

from web import vendor
from web.vendor import Library, VendorFetchError, VendorIntegrityError, is_fetched, unpack


@pytest.fixture
def tarball(tmp_path):
    path = tmp_path / "thing-1.0.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for name, content in {"package/a.js": b"let a", "package/evil.js": b"no"}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def library_of(tarball, files=("a.js",)):
    digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    return Library("thing", "1.0", f"sha512-{digest}", files)


def test_only_listed_files_are_copied_and_known_again(tarball, tmp_path):
    library, target = library_of(tarball), tmp_path / "static/thing"

    unpack(library, tarball, target)

    assert sorted(file.name for file in target.iterdir()) == [".fetched", "a.js"]
    assert is_fetched(library, target)
    assert not is_fetched(Library("thing", "1.1", library.integrity, library.files), target)


def test_changed_tarball_leaves_nothing(tarball, tmp_path):
    library, target = library_of(tarball), tmp_path / "static/thing"
    tarball.write_bytes(tarball.read_bytes() + b" ")

    with pytest.raises(VendorIntegrityError, match="WEB-002"):
        unpack(library, tarball, target)
    assert not target.exists()


def test_missing_file_is_named(tarball, tmp_path):
    with pytest.raises(VendorFetchError, match=r"b\.js is missing"):
        unpack(library_of(tarball, ("b.js",)), tarball, tmp_path / "static/thing")
    assert not is_fetched(library_of(tarball, ("b.js",)), tmp_path / "static/thing")


def test_npm_that_fails_is_told_in_one_line(tmp_path, monkeypatch):
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'npm error network is out of reach' >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(VendorFetchError, match="network is out of reach"):
        vendor.fetch(Library("thing", "1.0", "sha512-", ("a.js",)), tmp_path / "t", tmp_path)


def test_pinned_libraries_are_in_place():
    libraries = vendor.read_libraries(vendor.HERE / "vendor.json")

    assert [library.name for library in libraries] == ["openseadragon"]
    for library in libraries:
        assert is_fetched(library, vendor.HERE / "static" / "vendor" / library.name)
