"""Every setting is in docs/reference/settings.md, and nothing is there that is no setting."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "settings.md"
READ = re.compile(
    r"""(?:environ(?:\.get)?[(\[]|truth\(|whole_number\(|one_of\(|time_of_day\(|file_named\(|mail_sender\(|getenv\()\s*"""
    r"""["']((?:PORTICO_[A-Z_]+|DATABASE_URL|PORT))["']"""
)
IN_SHELL = re.compile(r"\$\{(PORTICO_[A-Z_]+):-")
BETWEEN_OUR_OWN_PROCESSES = {"PORTICO_SERVING_URL"}


def read_by_the_code() -> set[str]:
    found: set[str] = set()
    for folder in ("portico", "tests"):
        for file in (ROOT / folder).rglob("*.py"):
            found |= set(READ.findall(file.read_text()))
    for file in (*(ROOT / "setup").iterdir(), ROOT / ".ci" / "run", ROOT / "Makefile"):
        found |= set(IN_SHELL.findall(file.read_text()))
    return found - BETWEEN_OUR_OWN_PROCESSES


def documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE.read_text(), re.MULTILINE))


def test_every_setting_is_documented():
    assert read_by_the_code() - documented() == set()


def test_nothing_is_documented_that_is_no_setting():
    assert documented() - read_by_the_code() == set()
