"""What is only unfinished is told apart from mistakes by what the reader of files says: they agree."""

from __future__ import annotations

from copy import deepcopy

import pytest

from portico.desk.editor.copy import troubles_of
from portico.records.catalogue.actions import as_json
from portico.records.catalogue.reading.read import read_data
from portico.records.catalogue.tests.small_service import small_service


def outcome(data):
    data["workflow"]["outcomes"].append({"id": "new", "label": "New", "fulfilled": True})


def message(data):
    data["messages"]["new"] = {"subject": "New", "body": "New"}


def options(data):
    data["form"]["pages"].append(
        {"id": "new", "questions": [{"id": "new", "kind": "choice", "label": "New?"}]}
    )


def entries(data):
    question = {"id": "new", "kind": "list", "label": "New?", "one": "new one"}
    data["form"]["pages"].append({"id": "new", "questions": [question]})


@pytest.mark.parametrize("begin", [outcome, message, options, entries])
def test_a_part_that_was_just_begun_is_unfinished_and_not_wrong(begin):
    data = deepcopy(as_json(small_service()))
    before = {one.what for one in troubles_of(data, read_data(data).problems)}
    begin(data)
    found = [one for one in troubles_of(data, read_data(data).problems) if one.what not in before]
    assert found
    assert all(one.missing for one in found), found
