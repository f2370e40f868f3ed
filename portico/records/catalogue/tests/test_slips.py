"""Slips of a service designer in a whole service: each is refused at its line, with what to do about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from portico.records.catalogue.reading.folder import known_in, read_files
from portico.records.catalogue.reading.read import Known, read_definition

ROOT = Path(__file__).resolve().parents[4]
SERVICE = ROOT / "tests" / "journeys" / "data" / "resident-parking-permit.yaml"
SLIPS: list[dict[str, Any]] = yaml.safe_load((SERVICE.parent / "slips.yaml").read_text(encoding="utf-8"))


def known() -> Known:
    teams = frozenset({"waste", "streets", "council-tax", "customer-services"})
    return replace(known_in(ROOT / "services"), teams=teams)


def test_the_service_is_in_order_though_it_lies_elsewhere_than_those_it_names():
    assert not read_files([SERVICE], known()).problems


@pytest.mark.parametrize("slip", SLIPS, ids=[slip["slip"] for slip in SLIPS])
def test_a_slip_is_told_at_its_line_with_a_remedy(slip):
    text = SERVICE.read_text(encoding="utf-8")
    assert text.count(slip["from"]) == 1, "a slip has to say exactly where it is made"
    read = read_definition(text.replace(slip["from"], slip["to"]), "permit.yaml", known())
    assert [str(problem) for problem in read.problems] == [f"permit.yaml:{said}" for said in slip["told"]]


def test_nothing_is_known_of_a_folder_that_does_not_exist(tmp_path):
    assert known_in(tmp_path / "services").services is None
