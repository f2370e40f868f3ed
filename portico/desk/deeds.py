"""Pages on which something is done with a case: a short form, the deed, and what if somebody was faster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from portico.design.addresses import address_of
from portico.desk.time_line import title_of
from portico.desk.typed import Typed
from portico.desk.words import STAGE_NAMES
from portico.records.cases.actions import CaseActionError, MoveNeedsError, StaleCaseError
from portico.records.cases.queries import DeskCase

FIELD_OF_NEED: Mapping[str, str] = {"note": "note", "reasons": "reasons", "assignee": "assign_to"}
"""The field of a form that gives what a move asks for."""


@dataclass(frozen=True)
class Option:
    """One choice of a field."""

    value: str
    text: str


@dataclass(frozen=True)
class Field:
    """One field of a deed's form; `missing` says what to write where it was left empty, if it may not be."""

    name: str
    label: str
    kind: Literal["text", "choice", "select", "file", "hidden"] = "text"
    hint: str = ""
    missing: str = ""
    options: tuple[Option, ...] = ()
    first: str = ""
    """What it holds at first."""


@dataclass(frozen=True)
class DeedPage:
    """A deed: what its page says and asks, and what the case page says when it is done."""

    href: str
    title: str
    button: str
    done: str
    fields: tuple[Field, ...] = ()
    text: str = ""
    """What it means, in Markdown."""
    still_open: Callable[[str], bool] = field(default=lambda stage: True)
    """Whether it can still be done once the case has got to that stage."""

    def empty(self, version: int) -> Typed:
        """The form as it is at first."""
        return Typed({"version": str(version)} | {one.name: one.first for one in self.fields})


def carry_out(
    request: HttpRequest, found: DeskCase, page: DeedPage, act: Callable[[Typed], object]
) -> HttpResponse:
    """Show the form (GET, or `again` with what was typed), or do the deed and go back to the case.

    What `act` raises as `CaseActionError` is said on the form; where somebody was faster the conflict page
    shows both sides and lets people choose.
    """
    if request.method != "POST":
        return _form(request, found, page, page.empty(found.case.version))
    typed = Typed.read(request, "version", "again", *(one.name for one in page.fields))
    if typed["again"]:
        return _form(request, found, page, typed)
    for one in page.fields:
        if one.missing and one.kind != "file":
            typed.need(one.name, one.missing)
    if not typed.is_good():
        return _form(request, found, page, typed)
    try:
        act(typed)
    except StaleCaseError as stale:
        return _conflict(request, found, page, typed, stale)
    except MoveNeedsError as error:
        typed.errors[FIELD_OF_NEED.get(error.what, "")] = str(error)
    except CaseActionError as error:
        typed.errors.setdefault("", str(error))
    if not typed.is_good():
        return _form(request, found, page, typed)
    return back_to_case(found, page.done)


def back_to_case(found: DeskCase, done: str = "") -> HttpResponse:
    """Go back to the page of a case, which says what was done."""
    href = address_of("desk:case", found.case.reference)
    return HttpResponseRedirect(f"{href}?done={done}" if done else href)


def _form(request: HttpRequest, found: DeskCase, page: DeedPage, typed: Typed) -> HttpResponse:
    errors = [
        {"text": words, "href": f"#{name}" if name else "#main-content"}
        for name, words in typed.errors.items()
    ]
    context = {"found": found, "page": page, "typed": typed, "errors": errors}
    return render(request, "desk/deed.html", context, status=422 if errors else 200)


def _conflict(
    request: HttpRequest, found: DeskCase, page: DeedPage, typed: Typed, stale: StaleCaseError
) -> HttpResponse:
    changes = [
        {
            "text": title_of(found, kind=one.kind, move=one.move, to_stage=one.to_stage, by_kind=one.by_kind),
            "said": one.text,
            "by": one.by or {"resident": "the customer"}.get(one.by_kind, "Portico"),
            "at": one.at,
        }
        for one in stale.since
    ]
    labels = {one.name: one.label for one in page.fields if one.kind == "text"}
    mine = [{"key": "To do", "value": page.title}, *typed.rows(labels)]
    typed.values["version"] = str(stale.version)
    context = {
        "found": found,
        "page": page,
        "typed": typed,
        "changes": changes,
        "mine": mine,
        "possible": page.still_open(stale.stage),
        "stage": STAGE_NAMES[stale.stage],
    }
    return render(request, "desk/conflict.html", context, status=409)


def options_of(people: list[tuple[UUID, str]]) -> tuple[Option, ...]:
    """People as options of a field."""
    return tuple(Option(str(id), name) for id, name in people)
