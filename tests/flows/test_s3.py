"""Storage in a bucket: the same commands, the same object, nothing of it on the local disk."""

from io import BytesIO

import pytest

from schemas.mets import parse_mets
from storage.ocfl.root import StorageRoot
from storage.s3 import S3Store
from tests.flows.conftest import BUCKET, PREFIX, s3_client

pytestmark = pytest.mark.integration


@pytest.fixture
def bucket(s3_server):
    client = s3_client(s3_server)
    yield StorageRoot(S3Store(BUCKET, PREFIX, client=client))
    client.close()


def damage(root: StorageRoot, object_id: str, logical_path: str) -> None:
    """Change a kept file behind everybody's back."""
    path = root.inventory(object_id).content_path(logical_path)
    [key] = [key for key in root.store.keys("") if key.endswith(path)]
    root.store.write_bytes(key, b"not what was kept")


def test_object_goes_all_the_way_through_a_bucket(s3_home, bucket, flagged_book, tmp_path):
    digitised = s3_home.digitise(flagged_book("Knyga"))

    assert digitised.status == 1, digitised.err
    report = digitised.json
    object_id = report["object_id"]
    assert report["state"] == "NeedsReview"
    assert report["aip"]["path"].startswith(f"s3://{BUCKET}/{PREFIX}/")
    assert list((s3_home.folder / "storage").iterdir()) == []
    assert s3_home.run("verify", "--json").json == {
        "schema_version": 1,
        "objects": [{"object_id": object_id, "problems": []}],
        "damaged": 0,
    }

    reviewed = s3_home.run("review", object_id, "--accept", "--note", "seen", "--json")

    assert reviewed.status == 0, reviewed.err
    assert reviewed.json["state"] == "Delivered"
    with bucket.read(object_id, "mets.xml") as mets:
        package = parse_mets(BytesIO(mets.read()), name="mets.xml")
    assert len(package.pages) == 2
    entries = [key for key in bucket.store.keys("") if "journal" in key]
    assert entries, "the verdict stands in the object's journal"
    exported = s3_home.run("export", "vepis", object_id, "--to", tmp_path / "out", "--json")
    assert exported.status == 0, exported.err
    assert sorted(p.suffix for p in (tmp_path / "out").rglob("*.jpg")) == [".jpg"] * 2

    again = s3_home.digitise(tmp_path / "Knyga")
    assert (again.status, again.json["already"]) == (0, True)
    assert bucket.inventory(object_id).head == 1

    damage(bucket, object_id, "mets.xml")
    verified = s3_home.run("verify", object_id, "--json")
    assert verified.status == 1
    assert verified.json["damaged"] == 1


def test_storage_that_does_not_answer_is_told_and_the_work_goes_on_later(s3_home, make_book):
    gone = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}
    folder = make_book("Knyga", 1)

    refused = s3_home.digitise(folder, **gone)

    assert refused.status in (1, 2)
    assert "STO-" in refused.err
    [row] = s3_home.objects()
    answer = s3_home.digitise(folder)
    assert answer.status == 0, answer.err
    assert answer.json["object_id"] == row["object_id"]
