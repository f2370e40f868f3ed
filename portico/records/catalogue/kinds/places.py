"""Kinds whose answers say where something is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.expressions.kinds import TEXT
from portico.records.catalogue.expressions.kinds import Kind as Seen
from portico.records.catalogue.kinds.answer_kind import AnswerKind, is_texts, wrong_text

_A_POINT = {"en": "a point on the map", "cy": "pwynt ar y map"}


class Address(AnswerKind):
    """An address: `{"uprn": digits or empty, "lines": [texts], "postcode": text}`."""

    in_entries = False

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it is no address."""
        if (
            isinstance(answer, dict)
            and set(answer) == {"uprn", "lines", "postcode"}
            and isinstance(answer["uprn"], str)
            and re.fullmatch(r"[0-9]{0,12}", answer["uprn"])
            and isinstance(answer["postcode"], str)
            and is_texts(answer["lines"])
            and answer["lines"]
        ):
            return next(filter(None, map(wrong_text, [*answer["lines"], answer["postcode"]])), None)
        return "It is not an address: {“uprn”: text or empty, “lines”: [texts], “postcode”: text}."

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """Its lines and its postcode."""
        return ", ".join(line for line in [*answer["lines"], answer["postcode"]] if line)

    def words(self, question: Question, answer: Any, language: str) -> str:
        """The same, and the postcode without its space, as many type it."""
        return f"{self.shown(question, answer, language)}\n{str(answer['postcode']).replace(' ', '')}"

    def seen(self, question: Question) -> Seen:
        """Two of its parts."""
        return Seen("record", fields={"uprn": TEXT, "postcode": TEXT})


class Place(AnswerKind):
    """A point, or words that tell it: `{"latitude": degrees or null, "longitude": …, "text": text}`."""

    in_entries = False

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it is no place."""
        shape = "It is not a place: {“latitude”: number or null, “longitude”: number or null, “text”: text}."
        if not isinstance(answer, dict) or set(answer) != {"latitude", "longitude", "text"}:
            return shape
        point = (answer["latitude"], answer["longitude"])
        if point == (None, None):
            return wrong_text(answer["text"])
        if not all(isinstance(side, int | float) and not isinstance(side, bool) for side in point):
            return shape
        on_earth = -90 <= point[0] <= 90 and -180 <= point[1] <= 180
        return wrong_text(answer["text"]) if on_earth else "The point is not on earth."

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """Its words, and its position where it has one."""
        text = str(answer["text"] or "")
        if answer["latitude"] is None or answer["longitude"] is None:
            return text
        position = f"{answer['latitude']:.5f}, {answer['longitude']:.5f}"
        return f"{text or _A_POINT.get(language, _A_POINT['en'])} ({position})"

    def quoted(self, question: Question, answer: Any, language: str) -> str:
        """Its words, without its position."""
        return str(answer["text"]) if answer.get("text") else self.shown(question, answer, language)

    def is_missing(self, question: Question, answer: Any) -> bool:
        """Whether it says nothing."""
        if isinstance(answer, Mapping):
            return answer.get("latitude") is None and not answer.get("text")
        return super().is_missing(question, answer)

    def seen(self, question: Question) -> Seen:
        """Its words."""
        return Seen("record", fields={"text": TEXT})
