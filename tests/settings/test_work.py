import os
from dataclasses import FrozenInstanceError

import pytest

from settings.errors import BadSettingError
from settings.work import TaskRunner, first_library, work_settings


def test_defaults(tmp_path):
    work = work_settings({"SKRYNIA_HOME": str(tmp_path)})

    assert work.storage == str(tmp_path / "storage")
    assert work.task_runner is TaskRunner.THREAD
    assert work.max_pixels == 1_000_000_000
    assert work.naan == "99999"
    assert work.workers == os.cpu_count()
    with pytest.raises(FrozenInstanceError):
        work.naan = "1"


def test_environment_overrides(tmp_path):
    work = work_settings(
        {
            "SKRYNIA_HOME": str(tmp_path),
            "SKRYNIA_STORAGE": "s3://kept/here",
            "SKRYNIA_TASK_RUNNER": "dask",
            "SKRYNIA_DASK_ADDRESS": "tcp://10.0.0.1:8786",
            "SKRYNIA_MAX_PIXELS": "2_000_000",
            "SKRYNIA_NAAN": "12345",
            "SKRYNIA_WORKERS": "3",
        }
    )

    assert (work.storage, work.task_runner) == ("s3://kept/here", TaskRunner.DASK)
    assert (work.max_pixels, work.naan, work.workers) == (2_000_000, "12345", 3)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SKRYNIA_MAX_PIXELS", "many"),
        ("SKRYNIA_MAX_PIXELS", "0"),
        ("SKRYNIA_WORKERS", "-1"),
        ("SKRYNIA_TASK_RUNNER", "slurm"),
        ("SKRYNIA_LEASE_SECONDS", "0"),
        ("SKRYNIA_NAAN", "12/45"),
        ("SKRYNIA_NAAN", "123"),
    ],
)
def test_wrong_value_is_named(name, value):
    with pytest.raises(BadSettingError) as refused:
        work_settings({name: value})

    assert refused.value.facts["name"] == name
    assert value in str(refused.value)


@pytest.mark.parametrize("address", ["", "10.0.0.1", "tcp://10.0.0.1", "http://a/b:1/c"])
def test_dask_needs_the_address_of_a_scheduler(address):
    with pytest.raises(BadSettingError, match="SKRYNIA_DASK_ADDRESS"):
        work_settings({"SKRYNIA_TASK_RUNNER": "dask", "SKRYNIA_DASK_ADDRESS": address})


def test_first_library_is_named_by_the_environment():
    assert first_library({}) == ("county", "Apskrities biblioteka")
    assert first_library({"SKRYNIA_LIBRARY_CODE": "kavb", "SKRYNIA_LIBRARY_NAME": "Kauno"}) == (
        "kavb",
        "Kauno",
    )
    with pytest.raises(BadSettingError):
        first_library({"SKRYNIA_LIBRARY_CODE": "a b"})
