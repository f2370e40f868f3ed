"""Every message sent, for whoever tries the demo: in the demo only, and only on the machine it runs on."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portico.ground.access.pages import public_page
from portico.ground.access.sign_in.demo import from_this_machine
from portico.records.messages.queries import PAGE, all_messages, message_shown


@public_page
@never_cache
@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    """Show a page of all messages, latest first."""
    _only_for_the_demo(request)
    try:
        before = UUID(request.GET["before"]) if "before" in request.GET else None
    except ValueError:
        raise Http404 from None
    messages = all_messages(before)
    return render(
        request,
        "outbox/list.html",
        {"messages": messages[:PAGE], "more": len(messages) > PAGE, "later": before, **_transport()},
    )


@public_page
@never_cache
@require_safe
def one_message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Show one message as text and as it looks in a mail program that shows HTML."""
    _only_for_the_demo(request)
    message = message_shown(message_id)
    if message is None:
        raise Http404
    return render(request, "outbox/message.html", {"message": message, **_transport()})


def _only_for_the_demo(request: HttpRequest) -> None:
    if not (settings.PORTICO_DEMO and from_this_machine(request)):
        raise Http404


def _transport() -> dict[str, bool]:
    return {"by_mail": bool(settings.PORTICO_SMTP_HOST)}
