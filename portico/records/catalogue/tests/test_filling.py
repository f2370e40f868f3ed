"""Texts of a page are filled from earlier answers, and what a resident typed stays plain."""

from __future__ import annotations

from portico.records.catalogue.filling import filled_page
from portico.records.catalogue.reading.read import read_definition
from portico.records.catalogue.tests.small_service import SMALL, small_service

ASKS = """      title: For ((answers.illness))
      text: You said **((answers.illness))**.
      questions:
        - id: photo_of
          kind: choice
          label: Which ((answers.bin))?
          hint: See ((answers.illness)).
          missing: Say which ((answers.bin))
          options:
            - {value: a, label: "((answers.bin)) A", hint: "((answers.bin)) a"}
            - {value: b, label: B}
          checks:
            - {must: answers.photo_of == 'a', says: "Choose the ((answers.bin)) A"}
"""
ANSWERS = {"bin": "food", "illness": "*none* [x](http://x.example)"}


def test_every_text_of_a_page_is_filled():
    text = SMALL.replace("personal: special}\n    - id: photo", "personal: ordinary}\n    - id: photo")
    asks, rest = text.split("    - id: photo\n", 1)
    definition = read_definition(
        f"{asks}    - id: extra\n{ASKS}    - id: photo\n{rest}", "small.yaml"
    ).definition
    assert definition is not None
    page = next(page for page in definition.form.pages if page.id == "extra")
    filled = filled_page(definition, page, ANSWERS, {})
    assert filled.title is not None
    assert filled.title.en == "For *none* [x](http://x.example)"
    assert filled.text is not None
    assert filled.text.en.startswith("You said **\\*none\\* \\[x\\]")
    [question] = filled.questions
    assert question.label.en == "Which Food?"
    assert question.missing is not None
    assert question.missing.en == "Say which Food"
    assert question.options[0].label.en == "Food A"
    assert question.options[0].hint is not None
    assert question.options[0].hint.en == "Food a"
    assert question.options[1].hint is None
    assert question.checks[0].says.en == "Choose the Food A"
    assert question.hint is not None
    assert "\\*none" in question.hint.en


def test_a_page_without_placeholders_is_itself():
    definition = small_service()
    page = definition.form.pages[0]
    assert filled_page(definition, page, ANSWERS, {}) is page
