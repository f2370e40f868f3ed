"""Opening a service for a customer: the list, the channel and the customer, then the form itself.

The pages of the form are those of residents (`portico.channels.web.views`), on the desk's layout.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portico.channels.web import views as forms
from portico.channels.web.actions import DraftGoneError, give_up_draft
from portico.channels.web.open_form import OpenForm, language_of_page
from portico.channels.web.showing import sent_page
from portico.channels.web.typing_in import tidy_line
from portico.design.addresses import address_of
from portico.desk.assisted.actions import CustomerGoneError, begin_for_customer
from portico.desk.assisted.channels import CHANNELS, last_channel, read_channel, remember_channel
from portico.desk.assisted.customers import find
from portico.desk.assisted.seat import AgentSeat, open_assisted
from portico.desk.assisted.services import begun_by, service_for, services_for
from portico.desk.assisted.telling import fee_words, telling_of
from portico.desk.searching import held, hold
from portico.desk.shortcuts import are_on
from portico.ground.access.pages import StaffRequest, staff_page, works_cases
from portico.ground.ledger.events import Actor
from portico.records.cases.queries import search_cases
from portico.records.catalogue.definition.workflow import Channel
from portico.records.catalogue.queries import LONGEST_SEARCH, CurrentService

NOBODY = "nobody"
"""Chosen in place of a customer: go on without having found them."""
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@staff_page(may=works_cases)
@require_safe
def services(request: StaffRequest) -> HttpResponse:
    """List the services, those found for some words or all, and the forms one has begun."""
    words = tidy_line(request.GET.get("words", ""))[:LONGEST_SEARCH]
    context = {
        "words": words,
        "shown": services_for(request.powers, words),
        "begun": begun_by(request.powers.staff_id),
        "kept": "kept" in request.GET,
        "given_up": "given-up" in request.GET,
        "here": "desk:assisted",
        "shortcuts": are_on(request),
    }
    return render(request, "desk/assisted/services.html", context)


@staff_page(may=works_cases)
@get_or_post
def start(request: StaffRequest, service: str) -> HttpResponse:
    """Ask how the customer reaches us and who it is; look for them, or begin without."""
    current = service_for(request.powers, service)
    if request.method != "POST":
        return _start(request, current, last_channel(request.session))
    channel = read_channel(request.POST.get("channel", ""))
    words = tidy_line(request.POST.get("words", ""))[:LONGEST_SEARCH]
    skips = request.POST.get("customer") == NOBODY
    if channel is None:
        return _start(request, current, None, words, {"channel": "Choose how they reach you"})
    remember_channel(request.session, channel)
    if skips:
        return _begin(request, current, channel, None)
    if not words:
        why = "Enter what they told you, or go on without finding them"
        return _start(request, current, channel, words, {"words": why})
    found = redirect("desk:assisted_found", current.code, hold(request.session, words))
    found["Location"] += f"?channel={channel}"
    return found


@staff_page(may=works_cases)
@get_or_post
def found(request: StaffRequest, service: str, search_id: UUID) -> HttpResponse:
    """Show who was found, and begin the form for the one that is chosen, or for nobody of them."""
    current = service_for(request.powers, service)
    words, channel = held(request.session, search_id), read_channel(request.GET.get("channel", ""))
    if words is None or channel is None:
        return redirect("desk:assisted_start", current.code)
    customers = find(request.powers, words)
    if request.method == "POST":
        chosen = request.POST.get("customer", "")
        if chosen == NOBODY:
            return _begin(request, current, channel, None)
        known = {str(one.id): one.id for one in customers}
        if chosen in known:
            return _begin(request, current, channel, known[chosen])
    context = {
        "service": current,
        "words": words,
        "channel": CHANNELS[channel],
        "customers": customers,
        "gone": request.method == "POST",
        "telling": telling_of(current.definition, channel),
        "here": "desk:assisted",
        "shortcuts": are_on(request),
    }
    return render(request, "desk/assisted/found.html", context)


def _start(
    request: StaffRequest,
    current: CurrentService,
    channel: Channel | None,
    words: str = "",
    problems: dict[str, str] | None = None,
) -> HttpResponse:
    problems = problems or {}
    fee = current.definition.fee
    context = {
        "service": current,
        "channels": CHANNELS,
        "chosen": channel,
        "words": words,
        "problems": problems,
        "errors": [{"href": f"#{field}", "text": text} for field, text in problems.items()],
        "fees": {by: fee_words(fee, by) for by in fee.by_channel} if fee else {},
        "telling": telling_of(current.definition, channel or "phone"),
        "here": "desk:assisted",
        "shortcuts": are_on(request),
    }
    return render(request, "desk/assisted/start.html", context, status=422 if problems else 200)


def _begin(
    request: StaffRequest, current: CurrentService, channel: Channel, customer_id: UUID | None
) -> HttpResponse:
    staff_id = request.powers.staff_id
    try:
        draft = begin_for_customer(
            service=current,
            channel=channel,
            customer_id=customer_id,
            language=language_of_page(),
            by_staff=staff_id,
            at=timezone.now(),
        )
    except CustomerGoneError:
        return redirect("desk:assisted_start", current.code)
    form = open_assisted(draft.id, staff_id, shortcuts=False)
    return HttpResponseRedirect(form.address(form.journey.next_open))


def agent_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand a page of the form runner the draft in its address, if this member of staff began it; else 404.

    A form that was sent leads to what became of it.
    """

    @functools.wraps(view)
    def run(request: StaffRequest, draft_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        form = _opened(request, draft_id)
        if form.draft.sent_at is not None:
            return HttpResponseRedirect(form.seat.sent(form.service))
        return view(request, form, *args, **kwargs)

    return staff_page(may=works_cases)(run)


def _opened(request: StaffRequest, draft_id: UUID) -> OpenForm:
    try:
        return open_assisted(draft_id, request.powers.staff_id, shortcuts=are_on(request))
    except DraftGoneError as error:
        raise Http404 from error


page = agent_page(get_or_post(forms.of_form(forms.page)))
stopped = agent_page(require_safe(forms.of_form(forms.stopped)))


@agent_page
@get_or_post
def check(request: StaffRequest, form: OpenForm) -> HttpResponse:
    """Show all answers with a link to change each; on Send, send them once."""
    if request.method != "POST":
        return forms.show_check(request, form)
    service_for(request.powers, form.service)
    again = functools.partial(_opened, request, form.draft.id)
    return forms.send(request, form.draft.id, form.service, form.seat, again)


@agent_page
@get_or_post
def give_up(request: StaffRequest, form: OpenForm) -> HttpResponse:
    """Ask whether a form is to be deleted that nobody goes on with, and delete it."""
    if request.method != "POST":
        back = form.address(form.journey.next_open)
        return render(request, "desk/assisted/give_up.html", {"form": form, "back": back})
    give_up_draft(draft=form.draft, by=Actor.staff(request.powers.staff_id), at=timezone.now())
    return HttpResponseRedirect(address_of("desk:assisted") + "?given-up=1")


@staff_page(may=works_cases)
@require_safe
def sent(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """Lead to the case; where it is another team's, or `?tell` asks for it, say what to tell the customer."""
    form = _opened(request, draft_id)
    draft, seat = form.draft, form.seat
    assert isinstance(seat, AgentSeat)
    if draft.sent_at is None:
        return HttpResponseRedirect(form.address(form.journey.next_open))
    seen = search_cases(request.powers, draft.case_reference).found_by == "reference"
    if seen and not draft.confirmation["joined"] and "tell" not in request.GET:
        opened = redirect("desk:case", draft.case_reference)
        opened["Location"] += "?done=opened"
        return opened
    context = {
        **sent_page(form.service, draft, form.moment),
        "case_reference": draft.case_reference if seen else "",
        "here": "desk:assisted",
        "shortcuts": are_on(request),
    }
    return render(request, "desk/assisted/sent.html", context)
