"""A place: found by its address or street, pointed at on a map, or said in words. All without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing
from portico.channels.web.typing_in import tidy_line, tidy_paragraphs
from portico.records.catalogue.definition.form import Question
from portico.records.places.map_question import MapQuestion, ask_on_map, read_map
from portico.records.places.postcode import read_postcode
from portico.records.places.queries import FoundAddress, addresses_at, find_addresses

LONGEST = 300
LONGEST_SEARCH = 200
STEPS = ("map", "search", "words")
"""Ways to say where it is, each of which is enough by itself."""


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take the next step towards a place, or the place."""
    step, press = posted.one(f"_step-{question.id}"), posted.one(f"_press-{question.id}")
    before = dict(_halfway(state))
    typed = tidy_line(posted.one(f"{question.id}-search"))[:LONGEST_SEARCH]
    if press in STEPS:
        return Read(halfway={**before, "search": typed or before.get("search", ""), "step": press})
    if step == "map" and (asked := read_map(question.id, posted.data)) is not None:
        on_map, pressed = asked
        kept = _kept_of_map(on_map, posted.one(f"{question.id}-more"), before)
        return Read(halfway=kept) if pressed else _read_pin(question, on_map, kept, moment)
    if step == "words":
        return _read_words(question, posted, moment)
    if step == "pick" and before.get("offered"):
        return _read_picked(question, posted, before)
    return _search(question, posted, moment)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The step to show and what it holds so far."""
    entered = state.typed if state.typed is not None else _halfway(state)
    step = entered.get("step") or "map"
    on_map = _map_of(question, entered)
    if step == "map" and on_map is None:
        step = "search"
    empty = {"search": "", "picked": "", "text": "", "more": "", "near": "", "offered": []}
    return {**empty, **entered, "step": step, "map": on_map}


def _halfway(state: State) -> Mapping[str, Any]:
    if state.halfway is not None:
        return state.halfway
    if not state.answer:
        return {}
    if state.answer["latitude"] is None:
        return {"step": "words", "text": state.answer["text"]}
    pin = f"{state.answer['latitude']:.6f},{state.answer['longitude']:.6f}"
    return {"step": "map", "pin": pin, "more": state.answer["text"], "search": ""}


def _map_of(question: Question, entered: Mapping[str, Any]) -> MapQuestion | None:
    """The map as the last press left it, else around the pin that was set before."""
    pin, window = str(entered.get("pin", "")), str(entered.get("window", ""))
    fields = {f"{question.id}-pin": pin, f"{question.id}-window": window}
    read_again = read_map(question.id, fields)
    if read_again is None:
        return None
    on_map, _ = read_again
    if not window:
        return ask_on_map(question.id, pin=on_map.pin)
    return replace(
        on_map,
        search=str(entered.get("search", "")),
        searched=entered.get("searched", ""),
        found=str(entered.get("found", "")),
    )


def _kept_of_map(on_map: MapQuestion, more: str, before: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a map while it is being moved."""
    return {
        "step": "map",
        "window": on_map.window_field,
        "pin": on_map.pin_field,
        "search": tidy_line(on_map.search),
        "searched": on_map.searched,
        "found": on_map.found,
        "more": tidy_line(more),
        "near": _near(on_map, before),
    }


def _read_pin(question: Question, on_map: MapQuestion, kept: Mapping[str, Any], moment: Moment) -> Read:
    """Take the pin that is on the map, with the nearest address in words."""
    if on_map.pin is None:
        usual = gettext("Press the map where it is, or say where it is in another way below")
        return Read(problems=missing(question, moment, usual, f"{question.id}-search"), typed=kept)
    near = gettext("near %(address)s") % {"address": kept["near"]} if kept["near"] else ""
    more = kept["more"]
    text = ", ".join(part for part in (more, near if near not in more else "") if part)
    if len(text) > LONGEST:
        words = gettext("Say where exactly in %(longest)s characters or fewer")
        longest = LONGEST - len(near) - 2
        return Read(problems=(Problem(f"{question.id}-more", words % {"longest": longest}),), typed=kept)
    answer = {"latitude": on_map.pin.latitude, "longitude": on_map.pin.longitude, "text": text}
    return Read(answer=answer, typed=kept)


def _near(on_map: MapQuestion, before: Mapping[str, Any]) -> str:
    """The address nearest to the pin; looked up only where the pin was moved."""
    if not on_map.pin or on_map.pin_field == before.get("pin"):
        return str(before.get("near", "")) if on_map.pin else ""
    near = on_map.near()
    return near.one_line if near else ""


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
