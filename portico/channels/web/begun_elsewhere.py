"""Beginning a form on another page of Portico, with an answer that was given there already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from portico.channels.web.actions import PageSaved, begin_draft, save_page
from portico.channels.web.cookie import held_draft, hold_draft
from portico.channels.web.facts import look_up_facts
from portico.channels.web.journey import journey_through
from portico.channels.web.open_form import moment_now
from portico.channels.web.seat import RESIDENT
from portico.records.catalogue.queries import CurrentService


def begin_with_answer(
    request: HttpRequest, service: CurrentService, question: str, answer: Mapping[str, Any] | str
) -> HttpResponse:
    """Begin a form of `service` whose `question` is answered, and lead to its first page still open.

    The answer goes into the draft, never into an address. Only a page that asks nothing else is passed over;
    it can be changed like any other. Raises KeyError where the form has no such question.
    """
    moment = moment_now()
    draft = begin_draft(
        service=service,
        language=moment.language,
        instead_of=held_draft(request),
        by=moment.by,
        at=moment.at,
    )
    pages = service.definition.form.pages
    page = next(page for page in pages if question in {asked.id for asked in page.questions})
    answers = {service.definition.question(question).id: answer}
    saved = PageSaved(
        page=page.id,
        finished=len(page.questions) == 1,
        answers=answers,
        facts=look_up_facts(service.definition, page, answers, moment.today),
    )
    draft = save_page(draft=draft, saved=saved, language=moment.language, by=moment.by, at=moment.at)
    journey = journey_through(service.definition, draft, moment.today)
    response = HttpResponseRedirect(RESIDENT.page(service.code, journey.next_open))
    hold_draft(response, service.code, draft.id)
    return response
