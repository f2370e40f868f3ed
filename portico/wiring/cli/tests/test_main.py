"""The `portico` command finds what is meant, and says plainly what it does not know."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from portico.wiring.cli.main import find, run
from portico.wiring.cli.registry import COMMANDS, Command

BOTH = (
    Command("import", "take in anything", "nowhere", "nothing"),
    Command("import rounds", "take in rounds", "nowhere", "nothing"),
)


def test_the_longest_name_is_meant():
    assert find(["import", "rounds", "file.csv"], BOTH) is BOTH[1]
    assert find(["import", "other"], BOTH) is BOTH[0]
    assert find(["export"], BOTH) is None


def test_every_command_has_a_module_that_takes_words_and_runs():
    for command in COMMANDS:
        module = importlib.import_module(command.module)
        assert callable(module.add_arguments), command
        assert callable(module.run), command
        assert module.__doc__, command


def test_no_name_is_given_twice():
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))


def test_an_unknown_command_lists_those_there_are(capsys: pytest.CaptureFixture[str]):
    assert run(["fly"]) == 2
    told = capsys.readouterr()
    assert "no command 'fly'" in told.err
    assert "portico run" in told.out


def test_the_first_word_alone_lists_what_may_follow(capsys: pytest.CaptureFixture[str]):
    assert run(["import"], BOTH[1:]) == 2
    assert capsys.readouterr().out.startswith("  portico import rounds")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "postgresql://x@127.0.0.1:1/y"}, "DATABASE_URL cannot be used: connection"),
        ({"PORT": "eight", "DATABASE_URL": "postgresql://x@127.0.0.1:1/y"}, "PORT is 'eight'"),
        ({"PORT": "80000", "DATABASE_URL": "postgresql://x@127.0.0.1:1/y"}, "PORT is 80000"),
        ({"PORTICO_HOME": "/proc/1/here"}, "/proc/1/here"),
    ],
)
def test_what_a_person_has_to_put_right_is_one_sentence(settings, sentence, tmp_path, monkeypatch):
    monkeypatch.setenv("PORTICO_HOME", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    ended = subprocess.run(
        [sys.executable, "-m", "portico", "run"], check=False, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
