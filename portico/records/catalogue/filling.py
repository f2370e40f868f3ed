"""Pages of a form with the placeholders in their texts filled from earlier answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from portico.records.catalogue.answers import values_of
from portico.records.catalogue.definition.form import Page, Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.placeholders import fill, names_in

Fill = Callable[[Text | None, bool], Text | None]
"""Fills a text; the second says that it will be rendered as Markdown."""


def filled_page(
    definition: ServiceDefinition, page: Page, answers: Mapping[str, Any], facts: Mapping[str, Any]
) -> Page:
    """The page as it is shown with these answers: the page itself where its texts hold no placeholders."""
    if page.id not in definition.pages_to_fill:
        return page

    def in_language(text: str, language: str, *, markup: bool) -> str:
        values = values_of(definition, answers, facts, language, names_in(text))
        return fill(text, values, markup=markup, one_line=not markup)

    def filled(text: Text | None, markup: bool) -> Text | None:
        if text is None or "((" not in f"{text.en}{text.cy or ''}":
            return text
        welsh = None if text.cy is None else in_language(text.cy, "cy", markup=markup)
        return Text.model_construct(en=in_language(text.en, "en", markup=markup), cy=welsh)

    return page.model_copy(
        update={
            "title": filled(page.title, False),
            "text": filled(page.text, True),
            "questions": tuple(_question(question, filled) for question in page.questions),
        }
    )


def _question(question: Question, filled: Fill) -> Question:
    options = tuple(
        option.model_copy(update={"label": filled(option.label, False), "hint": filled(option.hint, False)})
        for option in question.options
    )
    checks = tuple(check.model_copy(update={"says": filled(check.says, False)}) for check in question.checks)
    return question.model_copy(
        update={
            "label": filled(question.label, False),
            "hint": filled(question.hint, True),
            "missing": filled(question.missing, False),
            "one": filled(question.one, False),
            "options": options,
            "checks": checks,
            "questions": tuple(_question(asked, filled) for asked in question.questions),
        }
    )
