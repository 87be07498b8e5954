import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from settings.errors import HomeNotWritableError
from settings.home import Home, home_of


def test_home_is_named_by_the_environment(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert home_of({"SKRYNIA_HOME": "/srv/skrynia"}).root.as_posix() == "/srv/skrynia"
    assert home_of({}).root == tmp_path / "var"
    assert home_of({"SKRYNIA_HOME": ""}).root == tmp_path / "var"


def test_secret_is_made_once_and_closed_to_others(tmp_path):
    home = Home(tmp_path / "home")

    first = home.secret("site.key")

    file = home.secrets / "site.key"
    assert home.secret("site.key") == first == file.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.secrets.stat().st_mode) == 0o700
    assert [path.name for path in home.secrets.iterdir()] == ["site.key"]


def test_many_first_users_get_the_same_secret(tmp_path):
    home = Home(tmp_path)

    with ThreadPoolExecutor(8) as threads:
        secrets = list(threads.map(home.secret, ["site.key"] * 16))

    assert len(set(secrets)) == 1


def test_two_homes_have_two_secrets(tmp_path):
    assert Home(tmp_path / "a").secret("k") != Home(tmp_path / "b").secret("k")


def test_home_on_a_file_is_refused(tmp_path):
    (tmp_path / "taken").write_text("")

    with pytest.raises(HomeNotWritableError, match="SET-002"):
        Home(tmp_path / "taken").make_folders()
