"""Homes and books as the journeys have them; other storage, another database, slower reading."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import boto3
import psycopg
import pytest
from moto.server import ThreadedMotoServer

from samples.imagefiles import write_tiff
from tests.journey import conftest as journeys
from tests.journey.calls import Home, environment_of_calls, page, settle, tesseract_stand_in
from tests.postgres import temporary_postgres

server, fresh_home = journeys.server, journeys.fresh_home
quiet_home, home = journeys.quiet_home, journeys.home
make_book = journeys.make_book

BUCKET = "kept"
REGION = "eu-north-1"
PREFIX = "county/main"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    client = s3_client(f"http://{host}:{port}")
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    client.close()
    yield f"http://{host}:{port}"
    moto.stop()


@pytest.fixture
def s3_home(home, s3_server) -> Home:
    """A home whose storage is a bucket of an S3 service."""
    service = {
        "AWS_ENDPOINT_URL": s3_server,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
    }
    storage = {"SKRYNIA_STORAGE": f"s3://{BUCKET}/{PREFIX}"}
    return Home(home.folder, home.environment | service | storage)


def s3_client(endpoint: str):
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with temporary_postgres() as url:
        yield url


@pytest.fixture
def postgres_home(tmp_path, postgres, server) -> Home:
    """A home whose catalogue is a database of a PostgreSQL server."""
    name = f"home_{next(_numbers)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    address = {"DATABASE_URL": postgres.replace("/postgres?", f"/{name}?")}
    return Home(tmp_path / "home", environment_of_calls() | address | {"PREFECT_API_URL": server})


@pytest.fixture
def flagged_book(make_book) -> Callable[..., Path]:
    """``flagged_book("name")``: a book with a sheet that was scanned too coarsely."""

    def made(name: str, pages: int = 1, seed: int = 1) -> Path:
        folder = make_book(name, pages, seed)
        write_tiff(folder / "9999.tif", page(seed * 100 + 99), 100)
        settle(folder / "9999.tif")
        return folder

    return made


@pytest.fixture
def slow_reading(tmp_path) -> "Reading":
    return Reading(tmp_path)


class Reading:
    """A Tesseract that waits at a gate once it has begun with a page."""

    def __init__(self, folder: Path) -> None:
        self.gate, self.log = folder / "gate", folder / "begun.log"
        self.path = tesseract_stand_in(
            folder / "bin",
            f'case "$*" in *.tif*|*.png*) echo "$1" >>{self.log};'
            f" while [ ! -e {self.gate} ]; do sleep 0.05; done;; esac",
        )

    def begun(self) -> list[str]:
        """The images whose reading has begun, also those begun twice."""
        return self.log.read_text().splitlines() if self.log.exists() else []

    def open(self) -> None:
        self.gate.touch()

    def close(self) -> None:
        """As at the beginning."""
        self.gate.unlink(missing_ok=True)
        self.log.unlink(missing_ok=True)
