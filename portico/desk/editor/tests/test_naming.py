"""What is wrong is told in labels: designers never chose the ids that files know things by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from portico.desk.editor.copy import troubles_of
from portico.desk.editor.naming import in_labels
from portico.records.catalogue.reading.read import read_data

DATA = {
    "form": {
        "pages": [
            {"id": "site", "title": "The skip", "questions": [
                {"id": "site", "kind": "choice", "label": "Where does it stand?"},
                {"id": "people", "kind": "list", "label": "Who comes?", "questions": [
                    {"id": "age", "kind": "number", "label": "How old?"}]},
            ]},
            {"id": "days", "questions": [{"id": "days", "kind": "number", "label": "How long?"}]},
        ],
    },
    "workflow": {
        "moves": [{"id": "grant", "label": "Grant the licence"}],
        "outcomes": [{"id": "done", "label": "Granted"}],
    },
    "elsewhere": [{"id": "police", "what": "Crime"}],
}  # fmt: skip
QUESTION = ("form", "pages", "site", "questions", "site")


@pytest.mark.parametrize(
    ("path", "said", "told"),
    [
        (QUESTION, "The question “site” has fewer.", "The question “Where does it stand?” has fewer."),
        (QUESTION, "The page “site” has no title.", "The page “The skip” has no title."),
        (QUESTION, "The page “days” has no title.", "The page “How long?” has no title."),
        (QUESTION, "The answer to “age” is private.", "The answer to “How old?” is private."),
        (QUESTION, "No move ends in the outcome “done”.", "No move ends in the outcome “Granted”."),
        (QUESTION, "The move “grant” names it.", "The move “Grant the licence” names it."),
        (QUESTION, "The signpost “police” leads nowhere.", "The signpost “Crime” leads nowhere."),
        (QUESTION, "The question “gone” is gone.", "The question “gone” is gone."),
        (QUESTION, "Add its “hint”.", "Add its “Hint”."),
        (QUESTION, "It says “site”.", "It says “site”."),
        (
            QUESTION,
            "A question of kind choice has no “least”.",
            "A question of the kind “One of several options” has no “Least”.",
        ),
        ((), "The question “site” has fewer.", "The question “Where does it stand?” has fewer."),
    ],
)
def test_ids_become_labels(path, said, told):
    assert in_labels(DATA, path, said) == told


SERVICES = sorted((Path(__file__).parents[4] / "services").glob("[!_]*.yaml"))


@pytest.mark.parametrize("file", SERVICES[::6], ids=[path.stem for path in SERVICES[::6]])
def test_no_trouble_of_a_question_names_its_id(file):
    data = yaml.safe_load(file.read_text())
    ids = set()
    for page in data["form"]["pages"]:
        for question in page["questions"]:
            question.pop("options", None)
            question["colour"] = "red"
            ids.add(question["id"])
    troubles = troubles_of(data, read_data(data).problems)
    assert troubles
    for one in troubles:
        assert not set(re.findall(r"(?:question|list) “([a-z0-9_]+)”", one.what)) & ids, one
