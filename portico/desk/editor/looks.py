"""How a change looks: to a resident on the page that a part belongs to, and to staff who will work with it.

Nothing is saved: a look is of the working copy with what is typed into the sheet at this moment.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from csp.utils import build_policy
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from portico.channels.web.contact_pages import contact_pages, is_bilingual
from portico.channels.web.journey import Step
from portico.channels.web.models import Draft
from portico.channels.web.open_form import OpenForm, moment_now
from portico.channels.web.progress import Progress
from portico.channels.web.seat import Seat
from portico.channels.web.showing import duration_words, page_of, start_page
from portico.desk.editor.answers import opened
from portico.desk.editor.copy import Trouble, WorkingCopy, troubles_of
from portico.desk.editor.sheet_page import SEEN_BY_STAFF, part_shown, read_sheet
from portico.desk.editor.sheets import data_path, sheet_at
from portico.desk.words import CHANNEL_NAMES, STAGE_NAMES
from portico.ground.access.pages import StaffRequest, designs_services, staff_page
from portico.records.catalogue.definition.form import Page, Question, Stop
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.definition.workflow import STAGES
from portico.records.catalogue.editing.paths import (
    Data,
    PartGoneError,
    Path,
    read_path,
    where_is,
    with_fields,
)
from portico.records.catalogue.kinds.numbers import in_pounds
from portico.records.catalogue.placeholders import fill, names_in, plain_text
from portico.records.catalogue.queries import CurrentService
from portico.records.catalogue.reading.read import read_data
from portico.records.messages.delivery.letters import html_fragment

log = logging.getLogger(__name__)

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class LookSeat(Seat):
    """The seat of somebody who only looks: no link of the page leads anywhere."""

    layout: str = "desk/editor/look_form.html"

    def page(self, service: str, step: str) -> str:
        """Nowhere."""
        return "#main-content"

    def start(self, service: str) -> str:
        """Nowhere."""
        return "#main-content"

    def sent(self, service: str) -> str:
        """Nowhere."""
        return "#main-content"

    def aside(self, service: str) -> str:
        """Nowhere."""
        return "#main-content"

    def elsewhere(self, service: str, signpost: str, address: str) -> str:
        """Nowhere."""
        return "#main-content"


@staff_page(may=designs_services)
@xframe_options_sameorigin
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: StaffRequest, service: str, part: str) -> HttpResponse:
    """Show the page that a part belongs to, with what is typed; as JSON, with its problems, to a script."""
    copy, path = opened(service), read_path(part)
    data = _with_typed(request, copy, path)
    read = read_data(data, copy.council.known)
    troubles = troubles_of(data, read.problems)
    mine = _within(troubles, path)
    page = ""
    if read.definition is not None:
        try:
            page = _drawn(request, read.definition, data, path)
        except (ValueError, LookupError, TypeError, AttributeError):
            if not troubles:
                raise
            log.info("A working copy with mistakes could not be drawn.")
    if not page:
        context = {"troubles": mine or troubles, "nobody": True}
        page = render_to_string("desk/editor/look_broken.html", context, request)
    if request.headers.get("Accept") == "application/json":
        told = render_to_string("desk/editor/troubles.html", {"troubles": mine, "copy": copy}, request)
        return JsonResponse({"page": page, "troubles": told})
    response = HttpResponse(page)
    response["Content-Security-Policy"] = build_policy(replace={"frame-ancestors": ["'self'"]})
    return response


def _with_typed(request: StaffRequest, copy: WorkingCopy, path: Path) -> Data:
    """The copy with what stands in the sheet; fields that cannot be read stay as they are."""
    sheet = sheet_at(path)
    if sheet is None:
        return copy.data
    try:
        part = part_shown(copy, path)
        if request.method != "POST":
            return copy.data
        filled = read_sheet(request, sheet, part)
        fields = {name: value for name, value in filled.values.items() if name != sheet.id_field}
        return with_fields(copy.data, data_path(path), fields)
    except PartGoneError:
        return copy.data


def _within(troubles: list[Trouble], path: Path) -> list[Trouble]:
    inside = data_path(path)
    if not inside:
        return [one for one in troubles if one.page == "/".join(path)]
    return [one for one in troubles if one.path[: len(inside)] == inside]


def _drawn(request: StaffRequest, definition: ServiceDefinition, data: Data, path: Path) -> str:
    if request.GET.get("look") == "staff" or path[0] in SEEN_BY_STAFF:
        return render_to_string("desk/editor/look_staff.html", _for_staff(definition, path), request)
    return _for_resident(request, definition, data, path)


def _for_resident(request: StaffRequest, definition: ServiceDefinition, data: Data, path: Path) -> str:
    if path[0] == "messages" and len(path) > 1 and path[1] in definition.messages:
        return render_to_string("desk/editor/look_message.html", _message(definition, path[1]), request)
    if path[:2] == ("form", "contact"):
        pages = contact_pages(definition.form.contact, is_bilingual(definition))
        return _form_page(request, definition, pages[-1], "contact") if pages else _start(request, definition)
    if path[:2] == ("form", "pages") and len(path) > 2:
        return _page_at(request, definition, data, path)
    return _start(request, definition)


def _page_at(request: StaffRequest, definition: ServiceDefinition, data: Data, path: Path) -> str:
    """The page that a path leads into, or one of its stops. Raises Http404 where it is gone."""
    try:
        where = where_is(data, path[:5])
    except PartGoneError:
        raise Http404 from None
    page = definition.form.pages[int(where[2])]
    if "stops" in where and len(where) > 4:
        return _stopped(request, definition, page.stops[int(where[4])])
    return _form_page(request, definition, page, "page")


def _open(definition: ServiceDefinition) -> OpenForm:
    draft = Draft(
        id=NOBODY, service_id=NOBODY, service_version_id=NOBODY, language="en", changed_at=timezone.now()
    )
    return OpenForm(definition.id, draft, definition, moment_now("en"), LookSeat())


def _form_page(request: StaffRequest, definition: ServiceDefinition, page: Page, kind: Any) -> str:
    filled = _with_examples(definition, page)
    step = Step(id=page.id, kind=kind, page=filled, asked=filled.questions)
    context = page_of(_open(definition), step, (), {}, changing=False)
    context |= {"nobody": True, "progress": _place(definition, page)}
    return render_to_string("web/page.html", context, request)


def _place(definition: ServiceDefinition, page: Page) -> Progress:
    """How far into its form a page is, where everything before it was asked."""
    details = contact_pages(definition.form.contact, is_bilingual(definition))
    pages = [one.id for one in (*definition.form.pages, *details)]
    exact = not any(one.when or one.stops for one in definition.form.pages)
    return Progress(pages.index(page.id) + 1, len(pages), exact=exact)


def _stopped(request: StaffRequest, definition: ServiceDefinition, stop: Stop) -> str:
    values = examples(definition, stop.title.en, stop.text.en)
    context = {
        "form": _open(definition),
        "title": fill(stop.title.en, values, one_line=True),
        "text": fill(stop.text.en, values, markup=True),
        "instead": stop.instead,
        "instead_name": stop.instead.replace("-", " ").capitalize() if stop.instead else "",
        "elsewhere": definition.signpost(stop.elsewhere) if stop.elsewhere else None,
        "service": definition.id,
        "spoken": "en",
        "back": "#main-content",
        "service_name": definition.name.en,
        "nobody": True,
    }
    return render_to_string("web/stopped.html", context, request)


def _start(request: StaffRequest, definition: ServiceDefinition) -> str:
    current = CurrentService(NOBODY, definition.id, NOBODY, definition)
    context = start_page(current, None, moment_now("en")) | {"nobody": True, "path": None, "leading": ()}
    return render_to_string("web/start.html", context, request)


def _message(definition: ServiceDefinition, id: str) -> dict[str, Any]:
    message = definition.messages[id]
    values = examples(definition, message.subject.en, message.body.en)
    return {
        "subject": fill(message.subject.en, values, one_line=True),
        "html": html_fragment(fill(plain_text(message.body.en), values)),
        "service_name": definition.name.en,
        "nobody": True,
    }


def _for_staff(definition: ServiceDefinition, path: Path) -> dict[str, Any]:
    deadline = definition.deadline
    title = definition.case_title.en
    return {
        "definition": definition,
        "title": fill(title, examples(definition, title), one_line=True),
        "questions": [(question.label.en, example_of(question)) for question in definition.questions()],
        "stages": [
            {
                "name": STAGE_NAMES[stage],
                "moves": [
                    {
                        "label": move.label.en,
                        "to": STAGE_NAMES[move.to],
                        "customer": "customer" in move.by,
                        "told": bool(move.tells),
                        "here": path[:2] == ("workflow", "moves") and path[2:3] == (move.id,),
                        "shown": fill(move.shown.en, examples(definition, move.shown.en))
                        if move.shown
                        else "",
                    }
                    for move in definition.moves_from(stage)
                ],
            }
            for stage in STAGES
            if definition.moves_from(stage)
        ],
        "deadlines": [
            ("usually", duration_words(deadline.usual)),
            *(
                (f"by {CHANNEL_NAMES[channel]}", duration_words(span))
                for channel, span in deadline.by_channel.items()
            ),
        ],
        "knowledge": definition.knowledge,
        "fee": in_pounds(definition.fee.amount.in_pence) if definition.fee else "",
        "kept": duration_words(definition.retention.keep),
        "nobody": True,
    }


def examples(definition: ServiceDefinition, *texts: str) -> dict[str, str]:
    """Something that each placeholder of texts could stand for; answers by the words of their questions."""
    known = {
        "reference": "7KPM-3XRA",
        "name": "Sam Taylor",
        "service": definition.name.en,
        "council": "the council",
        "due_date": f"{timezone.localtime() + timedelta(days=7):%-d %B %Y}",
        "follow_address": "https://…/follow",
        "fee": in_pounds(definition.fee.amount.in_pence) if definition.fee else "",
        "outcome": definition.workflow.outcomes[0].label.en,
        "appeal": next((one.appeal.en for one in definition.workflow.outcomes if one.appeal), ""),
        "reasons": "(the reasons that staff write)",
        "question": "(the question that staff ask)",
        "what_happens_next": "",
    }
    questions = {question.id: question for question in definition.questions()}
    found = {}
    for name in frozenset().union(*(names_in(text) for text in texts)):
        first, _, rest = name.partition(".")
        if first == "answers" and rest.split(".")[0] in questions:
            found[name] = example_of(questions[rest.split(".")[0]])
        elif first == "facts":
            found[name] = f"({rest.replace('.', ' ').replace('_', ' ')})"
        else:
            found[name] = known.get(name, "")
    if "what_happens_next" in found:
        text = definition.what_happens_next.en
        found["what_happens_next"] = fill(text, examples(definition, text))
    return found


def example_of(question: Question) -> str:
    """Something that a question could be answered with, or what it asks in brackets."""
    if question.options:
        return question.options[0].label.en
    plain = {"yes_no": "Yes", "declaration": "Yes", "number": str(question.least or 2), "name": "Sam Taylor"}
    return plain.get(question.kind, f"(answer to “{question.label.en}”)")


def _with_examples(definition: ServiceDefinition, page: Page) -> Page:
    """A page with its placeholders filled, as it is when somebody has come to it."""
    texts = page.model_dump_json()
    if "((" not in texts:
        return page

    def filled(text: Text | None) -> Text | None:
        return Text(en=fill(text.en, examples(definition, text.en))) if text else None

    questions = tuple(
        question.model_copy(update={"label": filled(question.label), "hint": filled(question.hint)})
        for question in page.questions
    )
    return page.model_copy(
        update={"title": filled(page.title), "text": filled(page.text), "questions": questions}
    )
