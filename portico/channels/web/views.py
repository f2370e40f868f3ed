"""The pages of every form: start, one page after another, check your answers, confirmation."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portico.channels.web.actions import (
    SOURCE,
    DraftChangedError,
    DraftGoneError,
    UnfinishedFormError,
    begin_draft,
    follow_signpost,
    submit_form,
)
from portico.channels.web.asking_for_link import ask_for_link
from portico.channels.web.cookie import held_draft, hold_draft, lost_cookie, remember_sent, sent_it
from portico.channels.web.copies import send_file, show_copy
from portico.channels.web.journey import CHECK, SIMILAR, WHAT_WE_HOLD, Step
from portico.channels.web.life.cookie import hold_path
from portico.channels.web.life.showing import leading_to, path_after, path_of
from portico.channels.web.models import Draft
from portico.channels.web.open_form import (
    FormGoneError,
    NoFormHeldError,
    OpenForm,
    language_of_page,
    moment_now,
    open_form,
    speak_of,
)
from portico.channels.web.queries import draft_with
from portico.channels.web.questions.asking import Posted, Problem
from portico.channels.web.saved_forms import draft_of_key, save_for_later
from portico.channels.web.seat import RESIDENT, Seat
from portico.channels.web.showing import (
    check_page,
    come_back_page,
    held_in,
    held_page,
    page_of,
    save_page_shown,
    saved_page,
    sent_page,
    similar_page,
    start_page,
    stopped_page,
)
from portico.channels.web.turning import (
    choose_report,
    confirm_held,
    forget_report,
    keep_addition,
    put_aside,
    turn_page,
)
from portico.design.addresses import address_of
from portico.design.languages import read_language, remember_language
from portico.design.typed_again import answers_of
from portico.ground.access.pages import public_page
from portico.records.cases.errors import CaseClosedError
from portico.records.cases.queries import SentCopy, copy_of_submission
from portico.records.catalogue.queries import ServiceNotFoundError, current_service, definition_of

P = ParamSpec("P")
REFUSED = 422
"""The status of a page that comes back with what is wrong with it."""
LONGEST_VERSION = 9
"""Most digits of a draft's version."""
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
get_only = require_http_methods(["GET", "HEAD"])


def form_page(
    view: Callable[Concatenate[HttpRequest, OpenForm, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """Hand a view the form that the browser holds; without one, lead to the start or say that it is gone.

    A form that was sent leads to its confirmation, whatever page of it is asked for.
    """

    @functools.wraps(view)
    def run(request: HttpRequest, service: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            form = open_form(request, service)
        except NoFormHeldError:
            if request.method == "POST":
                return form_gone(request, service)
            return HttpResponseRedirect(address_of("web:start", service))
        except FormGoneError:
            return form_gone(request, service)
        if form.draft.sent_at is not None:
            return HttpResponseRedirect(address_of("web:sent", service))
        response = _kept_by_nobody(view(request, form, *args, **kwargs))
        if lost_cookie(request):
            hold_draft(response, service, form.draft.id)
        return response

    # The cast: mypy takes the names of parameters, which Django passes, for part of the type.
    page_view = cast("Callable[Concatenate[HttpRequest, str, P], HttpResponse]", run)
    page_view.of_form = view  # type: ignore[attr-defined]
    return public_page(page_view)


def of_form(view: Any) -> Callable[..., HttpResponse]:
    """The page itself, which takes a form that is open: for those who open forms in another way."""
    page: Callable[..., HttpResponse] = view.of_form
    return page


def form_gone(request: HttpRequest, service: str) -> HttpResponse:
    """Say that the form is no longer kept, and give back what was typed on the page that was sent."""
    typed = [one for one in answers_of(request) if one.kind in {"line", "lines"} and one.value]
    return render(request, "web/gone.html", {"service": service, "typed": typed}, status=410)


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """Keep a page out of caches, so that Back shows answers as they are now.

    Except one that refused what was sent: without its copy a browser that goes back to it would stop and ask
    whether to send everything again.
    """
    if response.status_code == REFUSED:
        response["Cache-Control"] = "private, no-cache"
    else:
        add_never_cache_headers(response)
    return response


@public_page
@never_cache
@get_or_post
def start(request: HttpRequest, service: str) -> HttpResponse:
    """Say what is needed; on Start, begin a draft and give it to the browser."""
    try:
        current = current_service(service)
    except ServiceNotFoundError as error:
        raise Http404 from error
    speak_of(current.definition)
    held = held_draft(request)
    moment = moment_now()
    if request.method == "POST":
        draft = begin_draft(
            service=current, language=moment.language, instead_of=held, by=moment.by, at=moment.at
        )
        first = current.definition.form.pages[0].id
        response = HttpResponseRedirect(address_of("web:page", service, first))
        hold_draft(response, service, draft.id)
        return response
    draft_held = draft_with(held) if held else None
    context = start_page(current, draft_held, moment)
    context |= {"path": path_of(draft_held, moment), "leading": leading_to(service, moment.language)}
    return render(request, "web/start.html", context)


@public_page
@never_cache
@get_only
def elsewhere(request: HttpRequest, service: str, signpost: str) -> HttpResponse:
    """Lead to who deals with what the council does not, and count it."""
    moment = moment_now()
    try:
        current = current_service(service)
        if request.method == "HEAD":
            address = current.definition.signpost(signpost).address
        else:
            address = follow_signpost(service=current, signpost=signpost, by=moment.by, at=moment.at)
    except (ServiceNotFoundError, KeyError) as error:
        raise Http404 from error
    if address is None:
        raise Http404
    return HttpResponseRedirect(address)


@get_or_post
@form_page
def page(request: HttpRequest, form: OpenForm, page: str) -> HttpResponse:
    """Show one page of the form, or take its answers and go on."""
    step = form.journey.step(page)
    if step is None:
        if not form.knows(page):
            raise Http404(page)
        return HttpResponseRedirect(form.address(form.journey.next_open) + "?changed=1")
    if request.method == "POST" and "_save" in request.POST:
        if step.page is not None:
            put_aside(form, step, Posted(request.POST, request.FILES))
        return HttpResponseRedirect(form.seat.aside(form.service))
    if request.method == "POST" and "_language" in request.POST:
        return _in_language(request, form, step)
    if page == WHAT_WE_HOLD:
        return _what_we_hold(request, form)
    changing = "change" in request.GET
    problems: Sequence[Problem] = step.problems
    typed: Mapping[str, Mapping[str, Any]] = {}
    if request.method == "POST":
        posted = Posted(request.POST, request.FILES)
        turned = choose_report(form, posted) if page == SIMILAR else turn_page(form, step, posted)
        if not turned.problems:
            return HttpResponseRedirect(turned.form.onward(page, stays=turned.goes_on, changing=changing))
        form, problems, typed = turned.form, turned.problems, turned.typed
    if page == SIMILAR:
        context = similar_page(form, problems, typed, changing=changing)
        template = "web/similar.html"
    else:
        context = page_of(form, step, problems, typed, changing=changing)
        template = "web/page.html"
    context["moved"] = "changed" in request.GET
    return render(request, template, context, status=REFUSED if request.method == "POST" else 200)


def _in_language(request: HttpRequest, form: OpenForm, step: Step) -> HttpResponse:
    """Go on in the language that was chosen, with what stands on the page kept as it is."""
    posted = Posted(request.POST, request.FILES)
    if step.page is not None:
        put_aside(form, step, posted)
    elif step.kind == "similar":
        keep_addition(form, posted)
    response = HttpResponseRedirect(form.address(step.id, changing="change" in request.GET))
    remember_language(response, read_language(posted.one("_language")))
    return response


def _what_we_hold(request: HttpRequest, form: OpenForm) -> HttpResponse:
    """Show what is known already; take which of it is no longer right, and go on."""
    if request.method == "POST":
        form = confirm_held(form, held_in(form), Posted(request.POST, request.FILES))
        return HttpResponseRedirect(form.onward(WHAT_WE_HOLD, stays=False, changing=False))
    return render(request, "web/held.html", held_page(form))


@get_or_post
@form_page
def save(request: HttpRequest, form: OpenForm) -> HttpResponse:
    """Ask where to send a link for coming back, and send it."""
    if "sent" in request.GET and request.method != "POST":
        return render(request, "web/saved.html", saved_page(form))
    moment = form.moment
    asked = ask_for_link(
        request,
        moment,
        str(form.draft.contact.get("email") or ""),
        lambda address: save_for_later(
            draft=form.draft, email=address, language=moment.language, by=moment.by, at=moment.at
        ),
    )
    if asked.sent:
        return HttpResponseRedirect(address_of("web:save", form.service) + "?sent=1")
    context = save_page_shown(form, asked.typed, asked.problems)
    return render(request, "web/save.html", context, status=REFUSED if asked.problems else 200)


@public_page
@never_cache
@get_or_post
def come_back(request: HttpRequest) -> HttpResponse:
    """Ask whether the form that a link leads to is one's own, and open it in this browser.

    Whoever sent the link could read what is typed into the form: nobody is led into one unasked.
    """
    held = draft_of_key(request.GET.get("key", ""))
    draft = draft_with(held) if held else None
    if draft is None:
        return render(request, "web/return_gone.html", status=410)
    definition = definition_of(draft.service_version_id)
    speak_of(definition)
    service, moment = definition.id, moment_now()
    if request.method != "POST":
        return render(request, "web/come_back.html", come_back_page(service, draft, moment))
    if draft.sent_at is not None:
        response = HttpResponseRedirect(address_of("web:sent", service))
    else:
        form = OpenForm(service, draft, definition, moment)
        response = HttpResponseRedirect(form.address(form.journey.next_open))
    hold_draft(response, service, draft.id)
    path = path_of(draft, moment)
    if path is not None:
        hold_path(response, path.event.id, path.path.id)
    return response


@get_only
@form_page
def stopped(request: HttpRequest, form: OpenForm) -> HttpResponse:
    """Say why the form ends here, what to do instead, and lead back."""
    if form.journey.stop is None:
        return HttpResponseRedirect(form.address(form.journey.next_open))
    return render(request, "web/stopped.html", stopped_page(form))


@public_page
@get_or_post
def check(request: HttpRequest, service: str) -> HttpResponse:
    """Show all answers with a link to change each; on Send, send them once."""
    return _send(request, service) if request.method == "POST" else _check(request, service)


def show_check(request: HttpRequest, form: OpenForm) -> HttpResponse:
    """Show all answers, or lead to what is still to be answered."""
    if not form.journey.whole:
        return HttpResponseRedirect(form.address(form.journey.next_open))
    return render(request, "web/check.html", check_page(form, moved="changed" in request.GET))


_check = form_page(show_check)


def _send(request: HttpRequest, service: str) -> HttpResponse:
    held = held_draft(request)
    if held is None:
        return HttpResponseRedirect(RESIDENT.start(service))
    response = send(request, held, service, RESIDENT, functools.partial(open_form, request, service))
    if response.get("Location") == RESIDENT.sent(service):
        remember_sent(response, service, held)
    if lost_cookie(request):
        hold_draft(response, service, held)
    return response


def send(
    request: HttpRequest, draft_id: UUID, service: str, seat: Seat, reopen: Callable[[], OpenForm]
) -> HttpResponse:
    """Send a form. The action reads the draft, so that sending stays cheap; `reopen` reads it for pages."""
    moment = moment_now(by=seat.by)
    try:
        submit_form(
            draft_id=draft_id,
            version=_version_said(request.POST.get("_version", "")),
            language=moment.language,
            by=moment.by,
            at=moment.at,
        )
    except DraftGoneError:
        return form_gone(request, service)
    except DraftChangedError:
        return HttpResponseRedirect(seat.page(service, CHECK) + "?changed=1")
    except UnfinishedFormError as unfinished:
        return HttpResponseRedirect(seat.page(service, unfinished.step))
    except CaseClosedError:
        form = forget_report(reopen())
        return HttpResponseRedirect(form.address(form.journey.next_open) + "?changed=1")
    return HttpResponseRedirect(seat.sent(service))


def _version_said(text: str) -> int:
    """The version of the draft that the check page showed; 0, which is never right, where it is damaged."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_VERSION else 0


@public_page
@never_cache
@get_only
def sent(request: HttpRequest, service: str) -> HttpResponse:
    """Confirm what was sent; refreshing it, or pressing Send again, leads here every time."""
    draft = _sent_draft(request)
    if draft is None:
        return HttpResponseRedirect(address_of("web:start", service))
    speak_of(definition_of(draft.service_version_id))
    moment = moment_now()
    context = {
        **sent_page(service, draft, moment),
        "path": path_after(draft, moment),
        "may_copy": _may_copy(request, draft),
    }
    return render(request, "web/sent.html", context)


@public_page
@never_cache
@get_only
def copy(request: HttpRequest, service: str) -> HttpResponse:
    """Show what was sent, to be printed, to the browser that has just sent it."""
    copy = _copy(request)
    if copy is None:
        return HttpResponseRedirect(address_of("web:sent", service))
    file, back = address_of("web:copy_file", service), address_of("web:sent", service)
    return show_copy(request, copy, file=file, back=back)


@public_page
@never_cache
@get_only
def copy_file(request: HttpRequest, service: str) -> HttpResponse:
    """The same as a PDF."""
    copy = _copy(request)
    return send_file(copy) if copy else HttpResponseRedirect(address_of("web:sent", service))


def _sent_draft(request: HttpRequest) -> Draft | None:
    """The form that this browser holds, if it was sent."""
    held = held_draft(request)
    draft = draft_with(held) if held else None
    return draft if draft is not None and draft.sent_at is not None else None


def _may_copy(request: HttpRequest, draft: Draft) -> bool:
    """Whether this browser sent it; what is added to somebody else's report has no answers of its own."""
    return not draft.confirmation["joined"] and sent_it(request, draft.id)


def _copy(request: HttpRequest) -> SentCopy | None:
    draft = _sent_draft(request)
    if draft is None or not _may_copy(request, draft):
        return None
    return copy_of_submission(source=SOURCE, source_key=str(draft.id), language=language_of_page())
