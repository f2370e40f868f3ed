"""The pages of life events: start, a few questions, which services, the list, and from there the forms."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portico.channels.web.asking_for_link import ask_for_link
from portico.channels.web.cookie import hold_draft
from portico.channels.web.life.actions import (
    PathGoneError,
    SentAlreadyError,
    answer_question,
    begin_path,
    begin_service,
    choose_services,
    follow_life_signpost,
)
from portico.channels.web.life.cookie import held_path, hold_path
from portico.channels.web.life.open_path import NoPathHeldError, OpenPath, open_path
from portico.channels.web.life.queries import path_with
from portico.channels.web.life.saved_paths import path_of_key, save_path_for_later
from portico.channels.web.life.showing import list_page, question_page, save_page, saved_page, services_page
from portico.channels.web.life.showing import start_page as life_start_page
from portico.channels.web.models import Draft
from portico.channels.web.open_form import OpenForm, moment_now, speak_of
from portico.channels.web.questions import KINDS
from portico.channels.web.questions.asking import Posted, State
from portico.channels.web.views import REFUSED, get_or_post
from portico.design.addresses import address_of
from portico.ground.access.pages import public_page
from portico.records.catalogue.queries import (
    LifeEventNotFoundError,
    ServiceNotFoundError,
    current_service,
    definition_of,
    life_event,
)

P = ParamSpec("P")


def path_page(
    view: Callable[Concatenate[HttpRequest, OpenPath, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """Hand a view the path that the browser holds; without one, lead to the start or say that it is gone."""

    @functools.wraps(view)
    def run(request: HttpRequest, event: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, open_path(request, event), *args, **kwargs)
        except LifeEventNotFoundError as error:
            raise Http404 from error
        except NoPathHeldError:
            return HttpResponseRedirect(address_of("life:start", event))
        except PathGoneError:
            return render(request, "web/life/gone.html", {"code": event}, status=410)
        if response.status_code == REFUSED:
            response["Cache-Control"] = "private, no-cache"
        else:
            add_never_cache_headers(response)
        return response

    return public_page(cast("Callable[Concatenate[HttpRequest, str, P], HttpResponse]", run))


@public_page
@never_cache
@get_or_post
def start(request: HttpRequest, event: str) -> HttpResponse:
    """Say what the path is for; on Start, set out on it and give it to the browser."""
    try:
        found = life_event(event)
    except LifeEventNotFoundError as error:
        raise Http404 from error
    speak_of(found)
    held, moment = held_path(request), moment_now()
    if request.method == "POST":
        path = begin_path(event=found, language=moment.language, instead_of=held, by=moment.by, at=moment.at)
        response = HttpResponseRedirect(OpenPath(found, path, moment).next_open)
        hold_path(response, event, path.id)
        return response
    path_held = path_with(held) if held else None
    if path_held is not None and path_held.life_event != event:
        path_held = None
    context = life_start_page(found, path_held, moment)
    if path_held is not None:
        context["onward"] = OpenPath(found, path_held, moment).next_open
    return render(request, "web/life/start.html", context)


@get_or_post
@path_page
def question(request: HttpRequest, path: OpenPath, question: str) -> HttpResponse:
    """Ask one question that decides which services apply, or take its answer and go on."""
    asked = path.asked.question(question)
    if asked is None:
        if not any(one.id == question for one in path.event.questions):
            raise Http404(question)
        return HttpResponseRedirect(path.next_open)
    if request.method != "POST":
        return render(request, "web/life/question.html", question_page(path, asked, ()))
    moment, state = path.moment, State(path.path.answers.get(question))
    read = KINDS[asked.kind].read(asked, Posted(request.POST, request.FILES), state, moment)
    if read.problems:
        context = question_page(path, asked, read.problems, read.typed)
        return render(request, "web/life/question.html", context, status=REFUSED)
    after = answer_question(
        path_id=path.path.id,
        question=question,
        answer=read.answer,
        language=moment.language,
        by=moment.by,
        at=moment.at,
    )
    now = OpenPath(path.event, after, moment)
    open_question = now.asked.open
    # Whoever changes an answer sees what follows from it, and not the list as it was.
    return HttpResponseRedirect(
        address_of("life:question", path.event.id, open_question)
        if open_question is not None
        else address_of("life:services", path.event.id)
    )


@get_or_post
@path_page
def services(request: HttpRequest, path: OpenPath) -> HttpResponse:
    """Show the services that follow, or take which of them are wanted."""
    if path.asked.open is not None:
        return HttpResponseRedirect(path.next_open)
    if request.method != "POST":
        return render(request, "web/life/services.html", services_page(path))
    ticked = set(request.POST.getlist("service"))
    shown = [stop for stop in path.way.stops if stop.state not in {"sent", "withdrawn"}]
    if not path.way.sent and not any(stop.service in ticked for stop in shown):
        context = services_page(path, gettext("Tick at least one of the services"), ticked)
        return render(request, "web/life/services.html", context, status=REFUSED)
    chosen = {stop.service: stop.service in ticked for stop in shown}
    choose_services(path_id=path.path.id, chosen=chosen, by=path.moment.by, at=path.moment.at)
    return HttpResponseRedirect(address_of("life:list", path.event.id))


@require_safe
@path_page
def the_list(request: HttpRequest, path: OpenPath) -> HttpResponse:
    """Show how far somebody is, and what to go on with."""
    if path.asked.open is not None or not path.path.chosen:
        return HttpResponseRedirect(path.next_open)
    context = list_page(path)
    context["missed"] = "missed" in request.GET
    return render(request, "web/life/list.html", context)


@require_POST
@path_page
def form(request: HttpRequest, path: OpenPath, service: str) -> HttpResponse:
    """Begin the form of a service with what is known, go on with it, or show its confirmation."""
    stop = path.way.stop(service)
    if stop is None:
        return _missed(path)
    moment = path.moment
    kept = next((draft for draft in path.drafts if draft.id == stop.draft_id), None)
    again = "again" in request.POST
    if kept is not None and (kept.sent_at is not None or not again):
        return _into(service, kept, path)
    try:
        draft = begin_service(
            path_id=path.path.id,
            event=path.event,
            service=current_service(service),
            language=moment.language,
            again=again,
            by=moment.by,
            at=moment.at,
        )
    except (ServiceNotFoundError, SentAlreadyError):
        return _missed(path)
    return _into(service, draft, path)


@get_or_post
@path_page
def save(request: HttpRequest, path: OpenPath) -> HttpResponse:
    """Ask where to send a link for coming back, and send it."""
    if "sent" in request.GET and request.method != "POST":
        return render(request, "web/life/saved.html", saved_page(path))
    moment = path.moment
    asked = ask_for_link(
        request,
        moment,
        str(path.path.contact.get("email") or ""),
        lambda address: save_path_for_later(
            path_id=path.path.id,
            event=path.event,
            email=address,
            language=moment.language,
            by=moment.by,
            at=moment.at,
        ),
    )
    if asked.sent:
        return HttpResponseRedirect(address_of("life:save", path.event.id) + "?sent=1")
    context = save_page(path, asked.typed, asked.problems)
    return render(request, "web/life/save.html", context, status=REFUSED if asked.problems else 200)


@public_page
@never_cache
@get_or_post
def come_back(request: HttpRequest) -> HttpResponse:
    """Ask whether the path that a link leads to is one's own, and open it in this browser."""
    held = path_of_key(request.GET.get("key", ""))
    path = path_with(held) if held else None
    try:
        event = life_event(path.life_event) if path else None
    except LifeEventNotFoundError:
        event = None
    if path is None or event is None:
        return render(request, "web/life/return_gone.html", status=410)
    speak_of(event)
    moment = moment_now()
    if request.method != "POST":
        context = {"event_title": event.title.in_language(moment.language), "begun_at": path.begun_at}
        return render(request, "web/life/come_back.html", context)
    response = HttpResponseRedirect(OpenPath(event, path, moment).next_open)
    hold_path(response, event.id, path.id)
    return response


@public_page
@never_cache
@require_safe
def elsewhere(request: HttpRequest, event: str, signpost: str) -> HttpResponse:
    """Lead to who deals with what the council does not, and count it."""
    moment = moment_now()
    try:
        found = life_event(event)
        if request.method == "HEAD":
            address = found.signpost(signpost).address
        else:
            address = follow_life_signpost(event=found, signpost=signpost, by=moment.by, at=moment.at)
    except (LifeEventNotFoundError, KeyError) as error:
        raise Http404 from error
    if address is None:
        raise Http404
    return HttpResponseRedirect(address)


def _missed(path: OpenPath) -> HttpResponse:
    """Back to the list, which says that the service cannot be begun."""
    return HttpResponseRedirect(address_of("life:list", path.event.id) + "?missed=1")


def _into(service: str, draft: Draft, path: OpenPath) -> HttpResponse:
    """Give the browser a form of the path, and lead into it."""
    if draft.sent_at is not None:
        response = HttpResponseRedirect(address_of("web:sent", service))
    else:
        definition = definition_of(draft.service_version_id)
        form = OpenForm(service, draft, definition, path.moment)
        response = HttpResponseRedirect(form.address(form.journey.next_open))
    hold_draft(response, service, draft.id)
    return response
