"""Every service of the demo council, broken in twenty ways: `portico check services` says where and why.

A few ways a file in the unit suite, all of them several times in the long one.
"""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from portico.wiring.cli.main import run
from portico.wiring.tests.breaking import WAYS

SERVICES = Path(__file__).resolve().parents[3] / "services"
EVERY = sorted(path.stem for path in SERVICES.glob("[!_]*.yaml"))
NAMES = list(WAYS)
TOLD = re.compile(r":(?P<line>[1-9]\d*): (?P<what>.+[.?]) (?P<remedy>[“A-Z].*[.?])")
"""After the name of the file: the line, what is wrong, what to do."""
ENOUGH = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]


def check(file: Path, content: bytes) -> tuple[int, str, str]:
    """What `portico check services` says of a file that holds `content`: exit code, words, complaints."""
    file.write_bytes(content)
    words, complaints = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(words), contextlib.redirect_stderr(complaints):
        code = run(["check", "services", str(file)])
    return code, words.getvalue(), complaints.getvalue()


def assert_told(file: Path, content: bytes) -> None:
    """Either the file is in order, or each mistake is told on one line with its place and what to do."""
    code, words, complaints = check(file, content)
    if code == 0:
        assert words == "1 service in order.\n"
        assert complaints == ""
        return
    assert code == 1
    *problems, last = complaints.removesuffix("\n").split("\n")
    assert re.fullmatch(r"(1 mistake|\d+ mistakes) in 1 of 1 files\.", last), complaints
    assert problems, complaints
    lines = content.count(b"\n") + 1
    for problem in problems:
        assert problem.startswith(str(file)), problem
        told = TOLD.fullmatch(problem.removeprefix(str(file)))
        assert told, problem
        assert int(told["line"]) <= lines, problem
        assert problem.isprintable(), problem
    assert "Traceback" not in complaints


def break_and_check(service: str, ways: list[str], data: st.DataObject, folder: Path) -> None:
    text = (SERVICES / f"{service}.yaml").read_text(encoding="utf-8")
    for way in ways:
        note(way)
        assert_told(folder / f"{service}.yaml", WAYS[way](text, data.draw))


@pytest.mark.parametrize("service", EVERY)
def test_a_broken_service_is_told_with_file_line_and_remedy(service, tmp_path):
    """Two ways for each service, other ways for the next."""
    turn = 2 * EVERY.index(service)
    ways = [NAMES[(turn + step) % len(NAMES)] for step in range(2)]

    @settings(
        max_examples=2, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=ENOUGH
    )
    @given(st.data())
    def broken(data: st.DataObject) -> None:
        break_and_check(service, ways, data, tmp_path)

    broken()


@pytest.mark.long
@pytest.mark.parametrize("service", EVERY)
def test_a_service_broken_in_every_way_is_told(service, tmp_path):
    @settings(
        max_examples=2, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=ENOUGH
    )
    @given(st.data())
    def broken(data: st.DataObject) -> None:
        break_and_check(service, NAMES, data, tmp_path)

    broken()
