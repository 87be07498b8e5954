import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.errors import SourceChangedError, UnreadableFileError
from pipeline.files import copy_hashed, key_of, remembered, remove_unfinished, write_whole
from pipeline.plain import plain_of, value_of
from schemas.fixity import sha512_of

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    size: int


def step(folder, key, runs, *, fails=False):
    def compute():
        runs.append(key)
        if fails:
            raise OSError("disk full")
        write_whole(folder / "out.bin", b"x" * 10)
        return Result("out.bin", 10)

    return remembered(
        folder,
        "step",
        key,
        compute,
        encode=plain_of,
        decode=lambda plain: value_of(Result, plain),
        files=lambda result: (result.name,),
    )


def test_write_whole_replaces_what_stood_there(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")

    write_whole(path, b"new")

    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_write_whole_leaves_nothing_when_the_writer_fails(tmp_path):
    def writer(path):
        path.write_bytes(b"half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_whole(tmp_path / "a.txt", writer)

    assert list(tmp_path.iterdir()) == []


def test_killed_writer_leaves_only_what_can_be_removed(tmp_path):
    program = textwrap.dedent("""
        import os, signal, sys
        from pathlib import Path
        from pipeline.files import write_whole

        def writer(path):
            path.write_bytes(b"half")
            os.kill(os.getpid(), signal.SIGKILL)

        write_whole(Path(sys.argv[1]) / "a.txt", writer)
    """)
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=False)

    assert ended.returncode == -signal.SIGKILL
    assert not (tmp_path / "a.txt").exists()
    assert remove_unfinished(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_copy_hashed_gives_the_digest_of_the_copy(tmp_path):
    source = tmp_path / "scan.tif"
    source.write_bytes(os.urandom(3_000_000))

    digest = copy_hashed(source, tmp_path / "copy.tif")

    assert digest == sha512_of(source) == sha512_of(tmp_path / "copy.tif")


def test_copy_hashed_refuses_a_source_that_grows_meanwhile(tmp_path, monkeypatch):
    source = tmp_path / "scan.tif"
    source.write_bytes(b"x" * 100)
    before = os.stat_result((*source.stat()[:6], 90, *source.stat()[7:]))
    monkeypatch.setattr("pipeline.files.os.fstat", lambda _: before)

    with pytest.raises(SourceChangedError, match=r"CAP-005: “.*scan.tif” changed"):
        copy_hashed(source, tmp_path / "copy.tif")

    assert not (tmp_path / "copy.tif").exists()


def test_copy_hashed_names_a_source_that_is_gone(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"CAP-004: “.*gone.tif” cannot be read: No such"):
        copy_hashed(tmp_path / "gone.tif", tmp_path / "copy.tif")


def test_remembered_runs_a_step_once(tmp_path):
    runs = []

    assert step(tmp_path, "k1", runs) == step(tmp_path, "k1", runs) == Result("out.bin", 10)
    assert runs == ["k1"]


def test_remembered_runs_again_for_another_key(tmp_path):
    runs = []
    step(tmp_path, "k1", runs)
    step(tmp_path, "k2", runs)
    step(tmp_path, "k1", runs)

    assert runs == ["k1", "k2", "k1"]


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"short")])
def test_remembered_runs_again_when_a_file_was_harmed(tmp_path, harm):
    runs = []
    step(tmp_path, "k", runs)
    harm(tmp_path / "out.bin")

    step(tmp_path, "k", runs)

    assert runs == ["k", "k"]
    assert (tmp_path / "out.bin").stat().st_size == 10


def test_remembered_forgets_a_broken_marker(tmp_path):
    runs = []
    step(tmp_path, "k", runs)
    (tmp_path / "step.done.json").write_text('{"key": "k", "fi')

    assert step(tmp_path, "k", runs) == Result("out.bin", 10)
    assert runs == ["k", "k"]


def test_remembered_runs_again_when_the_result_has_another_shape(tmp_path):
    runs = []
    step(tmp_path, "k", runs)
    marker = tmp_path / "step.done.json"
    marker.write_text(marker.read_text().replace('"size"', '"bytes"'))

    assert step(tmp_path, "k", runs) == Result("out.bin", 10)
    assert runs == ["k", "k"]


def test_remembered_keeps_no_failure(tmp_path):
    runs = []
    with pytest.raises(OSError, match="disk full"):
        step(tmp_path, "k", runs, fails=True)

    assert step(tmp_path, "k", runs) == Result("out.bin", 10)


def test_key_of_tells_neighbouring_values_apart():
    assert key_of("a", "bc") != key_of("ab", "c")
    assert key_of("a", 1) == key_of("a", 1)
