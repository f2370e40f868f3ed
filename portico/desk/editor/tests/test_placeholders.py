"""What is offered for texts has a value there: judged by the check that refuses what has none."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from portico.desk.editor.placeholders import offered_at
from portico.records.catalogue.editing.paths import path_of
from portico.records.catalogue.placeholders import PLACEHOLDER
from portico.records.catalogue.reading.check_texts import texts_in
from portico.records.catalogue.reading.read import read_definition
from portico.records.catalogue.reading.scopes import Scopes

SERVICES = sorted((Path(__file__).parents[4] / "services").glob("[!_]*.yaml"))


@pytest.mark.parametrize("file", SERVICES, ids=[path.stem for path in SERVICES])
def test_whatever_is_offered_is_taken(file):
    definition = read_definition(file.read_text(), file.name).definition
    assert definition is not None
    data = yaml.safe_load(file.read_text())
    special = {one.id for one in definition.questions() if one.personal == "special"}
    judged = 0
    for placed in texts_in(definition, Scopes(definition)):
        path = path_of(data, placed.path)[:-1]
        on_button = placed.path[-3:-2] == ("moves",) and placed.path[-1] == "label"
        if placed.path[-1] == "case_title" or on_button:  # The page says of both that they take less.
            continue
        if not path:
            continue
        for one in offered_at(data, path):
            name = PLACEHOLDER.fullmatch(one.written)
            assert name
            first, _, rest = name[1].partition(".")
            if first == "answers":
                assert rest in placed.scope.answers, (placed.path, one)
                assert not (placed.kept and rest in special), (placed.path, one)
            else:
                assert first in placed.placeholders, (placed.path, one)
            judged += 1
    assert judged > 50


def test_most_of_what_a_service_uses_is_offered():
    data = yaml.safe_load((SERVICES[0].parent / "new-bin.yaml").read_text())
    body = data["messages"]["planned"]["body"]
    offered = {one.written for one in offered_at(data, ("messages", "planned"))}
    assert {f"(({name}))" for name in PLACEHOLDER.findall(body)} <= offered
    assert "((reasons))" in offered
    assert "((reasons))" not in {one.written for one in offered_at(data, ("messages", "received"))}
