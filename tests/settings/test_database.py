import pytest

from settings.database import database_of
from settings.errors import BadSettingError
from settings.home import Home


def test_sqlite_in_the_home_waits_and_writes_ahead(tmp_path):
    found = database_of("", Home(tmp_path))

    assert found["NAME"] == str(tmp_path / "skrynia.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert found["OPTIONS"]["timeout"] == 30
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


def test_postgres_by_address(tmp_path):
    found = database_of("postgresql://a:p%40ss@db.example:5433/cat?sslmode=require", Home(tmp_path))

    assert (found["USER"], found["PASSWORD"]) == ("a", "p@ss")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "5433", "cat")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_postgres_by_socket(tmp_path):
    found = database_of("postgres://u@/cat?host=/run/pg&port=5599", Home(tmp_path))

    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/run/pg", "5599", {})


@pytest.mark.parametrize(
    "url", ["mysql://u:secret@h/d", "postgres://u:secret@h", "postgres://u:secret@h:x/d"]
)
def test_other_addresses_are_refused_without_their_password(url, tmp_path):
    with pytest.raises(BadSettingError) as refused:
        database_of(url, Home(tmp_path))

    assert "secret" not in str(refused.value)
