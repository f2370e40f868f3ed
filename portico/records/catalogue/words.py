"""Words for searching: without accents, in lower case, letters and digits only."""

from __future__ import annotations

import re
import unicodedata

from portico.records.catalogue.definition.service import ServiceDefinition

_AROUND = """
    a about am an and are at been by can do does for from get had has have how i if in is it me my not of
    on or our that the their there they this to us want was we were what when where which who why will with
    would you your ar am dw eich fy i mae o oes rydw wedi y yn yr
"""
SAY_NOTHING = frozenset(_AROUND.split())
"""Words that people type around what they mean, in English and Welsh."""

LONGEST_WORD = 60
"""Longer words are not searched for."""

_SEPARATORS = re.compile(r"[^a-z0-9]+")


def search_words(text: str) -> str:
    """`text` in the form that is searched: `Rhoi gwybod am fin â…` → `rhoi gwybod am fin a`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _SEPARATORS.sub(" ", plain.replace("'", "").replace("’", "")).strip()


def words_of(definition: ServiceDefinition) -> tuple[str, str, str]:
    """The words of a service by weight: names, keywords, then summaries with the questions people ask."""
    names = [definition.name.en, definition.name.cy or ""]
    summaries = [definition.summary.en, definition.summary.cy or ""]
    # What people ask about a service are words they look for it by.
    asked = [one.question for one in definition.knowledge if one.for_ == "everybody"]
    summaries += [words for question in asked for words in (question.en, question.cy or "")]
    return (
        search_words(" ".join(names)),
        search_words(" ".join(definition.keywords)),
        search_words(" ".join(summaries)),
    )
