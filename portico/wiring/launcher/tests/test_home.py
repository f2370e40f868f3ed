"""A home is prepared, held by one, and refused in plain words."""

from __future__ import annotations

import errno
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from portico.wiring.launcher.home import Home, plainly, write_secret
from portico.wiring.words import PlainError


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.prepare()
    return home


def test_only_its_owner_may_look_into_it(home):
    assert home.root.stat().st_mode & 0o777 == 0o711
    assert home.logs.stat().st_mode & 0o777 == 0o700


def test_a_home_that_exists_keeps_its_mode(tmp_path):
    (tmp_path / "mine").mkdir(mode=0o700)
    Home(tmp_path / "mine").prepare()
    assert (tmp_path / "mine").stat().st_mode & 0o777 == 0o700


def test_a_second_one_is_told_who_is_first(home):
    with home.taken():
        assert home.is_taken()
        with pytest.raises(PlainError, match="PORTICO_HOME"), home.taken():
            pass
    assert not home.is_taken()
    with home.taken():
        pass


def test_a_full_disk_is_said_at_once(home, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 10, 0))
    with pytest.raises(PlainError, match=r"full\. Free at least 300 MB"):
        home.prepare()


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "is full"), (errno.EACCES, "may not write"), (errno.ENOTDIR, "cannot be used")],
)
def test_errors_of_the_disk_say_what_to_do(number, words):
    error = OSError(number, "reason")
    assert words in str(plainly(error, Path("/somewhere")))
    assert "PORTICO_HOME" in str(plainly(error, Path("/somewhere")))


def test_a_secret_is_for_its_owner_alone(tmp_path):
    write_secret(tmp_path / "secret", "one")
    write_secret(tmp_path / "secret", "two")
    assert (tmp_path / "secret").read_text() == "two"
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]
