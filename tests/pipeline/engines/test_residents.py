import os
import signal

import pytest

from pipeline.engines.base import EngineError, EngineTimeoutError
from pipeline.engines.models import can_print, package_of
from pipeline.engines.residents import Residents
from pipeline.engines.tesseract import read_by_program, read_file

pytestmark = pytest.mark.integration


@pytest.fixture
def residents():
    made = Residents()
    yield made
    made.close()


def waiting(residents: Residents) -> list[int]:
    return [one.process.pid for one in residents._idle]


def test_the_same_child_does_one_job_after_another(residents):
    assert residents.run(package_of, "Latin", seconds=30) == "script-latn"
    [first] = waiting(residents)

    assert residents.run(can_print, "lit", "ą", seconds=30) is True
    assert waiting(residents) == [first]


def test_what_a_job_raises_is_told(residents, tmp_path):
    with pytest.raises(EngineError, match="cannot be decoded"):
        residents.run(read_file, tmp_path / "none.tif", "lit", seconds=30)
    assert len(waiting(residents)) == 1


def test_a_child_beyond_its_time_is_killed(residents, tmp_path):
    os.mkfifo(tmp_path / "stuck.tif")

    with pytest.raises(EngineTimeoutError):
        residents.run(read_file, tmp_path / "stuck.tif", "lit", seconds=1.5)
    assert waiting(residents) == []


def test_a_child_that_died_is_replaced(residents):
    residents.run(package_of, "lit", seconds=30)
    [first] = waiting(residents)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)

    assert residents.run(package_of, "lit", seconds=30) == "lit"
    assert waiting(residents) != [first]


def test_only_functions_of_the_pipeline_are_called(residents):
    with pytest.raises(EngineError, match="may not be called"):
        residents.run(os.getpid, seconds=30)


def test_the_program_is_killed_in_time_too(tmp_path):
    os.mkfifo(tmp_path / "stuck.tif")

    with pytest.raises(EngineTimeoutError):
        read_by_program(tmp_path / "stuck.tif", "lit", 0.5)
