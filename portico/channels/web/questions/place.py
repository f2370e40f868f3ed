"""A place: found by its address or street, pointed at on a map, or said in words. All without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing
from portico.channels.web.typing_in import tidy_line, tidy_paragraphs
from portico.records.catalogue.definition.form import Question
from portico.records.places.postcode import read_postcode
from portico.records.places.queries import FoundAddress, addresses_at, find_addresses

LONGEST = 300
LONGEST_SEARCH = 200


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take the next step towards a place, or the place."""
    step, press = posted.one(f"_step-{question.id}"), posted.one(f"_press-{question.id}")
    before = dict(_halfway(state))
    searched = tidy_line(posted.one(f"{question.id}-search"))[:LONGEST_SEARCH] or str(
        before.get("search", "")
    )
    if press == "words":
        return Read(halfway={**before, "search": searched, "step": "words"})
    if press == "search":
        return Read(halfway={**before, "step": "search"})
    if step == "words":
        return _read_words(question, posted, moment)
    if step == "pick" and before.get("offered"):
        return _read_picked(question, posted, before)
    return _search(question, posted, moment)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The step to show and what it holds so far."""
    entered = state.typed if state.typed is not None else _halfway(state)
    return {"step": "search", "search": "", "picked": "", "text": "", "more": "", "offered": [], **entered}


def _halfway(state: State) -> Mapping[str, Any]:
    if state.halfway is not None:
        return state.halfway
    if not state.answer:
        return {"step": "search"}
    if state.answer["latitude"] is None:
        return {"step": "words", "text": state.answer["text"]}
    kept = {name: state.answer[name] for name in ("latitude", "longitude")}
    offered = [{"id": "0", "label": state.answer["text"], **kept}]
    return {"step": "pick", "offered": offered, "picked": "0"}


def _search(question: Question, posted: Posted, moment: Moment) -> Read:
    words = tidy_line(posted.one(f"{question.id}-search"))[:LONGEST_SEARCH]
    typed = {"step": "search", "search": words}
    at = f"{question.id}-search"
    if not words:
        usual = gettext("Enter a street, a postcode or an address near the place")
        return Read(problems=missing(question, moment, usual, at), typed=typed)
    postcode = read_postcode(words)
    found = [one for one in (addresses_at(postcode) if postcode else find_addresses(words)) if one.latitude]
    if not found:
        text = gettext(
            "We could not find that in our area. Check what you typed, or describe the place in words"
        )
        return Read(problems=(Problem(at, text),), typed=typed)
    offered = [_kept(number, address) for number, address in enumerate(found)]
    return Read(halfway={"step": "pick", "search": words, "offered": offered}, typed=typed)


def _kept(number: int, address: FoundAddress) -> dict[str, Any]:
    return {
        "id": str(number),
        "label": address.one_line,
        "latitude": address.latitude,
        "longitude": address.longitude,
    }


def _read_picked(question: Question, posted: Posted, before: Mapping[str, Any]) -> Read:
    chosen = posted.one(question.id)
    more = tidy_line(posted.one(f"{question.id}-more"))
    typed = {**before, "picked": chosen, "more": more}
    offered = next((one for one in before["offered"] if one["id"] == chosen), None)
    if offered is None:
        text = gettext("Choose the nearest address, or describe the place in words")
        return Read(problems=(Problem(question.id, text),), typed=typed)
    text = f"{offered['label']} ({more})" if more else str(offered["label"])
    if len(text) > LONGEST:
        words = gettext("Describe where exactly in %(longest)s characters or fewer")
        longest = LONGEST - len(offered["label"]) - 3
        return Read(problems=(Problem(f"{question.id}-more", words % {"longest": longest}),), typed=typed)
    answer = {"latitude": offered["latitude"], "longitude": offered["longitude"], "text": text}
    return Read(answer=answer, typed=typed)


def _read_words(question: Question, posted: Posted, moment: Moment) -> Read:
    text = tidy_paragraphs(posted.one(f"{question.id}-text"))
    typed = {"step": "words", "text": text}
    at = f"{question.id}-text"
    if not text:
        usual = gettext("Describe where it is, like “outside 12 Mill Lane”")
        return Read(problems=missing(question, moment, usual, at), typed=typed)
    if len(text) > LONGEST:
        words = gettext("Describe where it is in %(longest)s characters or fewer") % {"longest": LONGEST}
        return Read(problems=(Problem(at, words),), typed=typed)
    return Read(answer={"latitude": None, "longitude": None, "text": text}, typed=typed)
