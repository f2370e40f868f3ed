"""The pages of "when is my bin day": postcode, address, collections, calendar file, report a missed bin."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portico.channels.web.begun_elsewhere import begin_with_answer
from portico.design.brand import the_council
from portico.ground.access.pages import public_page
from portico.ground.calendar.working_days import council_calendar
from portico.portal.bins.bin_service import bin_service
from portico.portal.bins.calendar_file import calendar_file
from portico.portal.bins.cookie import Asked, asked_about, hold
from portico.portal.bins.showing import shown_streams
from portico.records.places.postcode import read_postcode
from portico.records.places.queries import address, addresses_at, collections_of, collections_on

HERE = "portal:bin_day"
NEXT_SHOWN = 4
NEXT_IN_A_CALENDAR = 26
"""Half a year of a weekly round; a calendar that asks again gets the ones after."""
WRONG = 422

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@public_page
@never_cache
@get_or_post
def postcode(request: HttpRequest) -> HttpResponse:
    """Ask for the postcode; lead on to its addresses."""
    typed = request.POST.get("postcode", "")[:50]
    problem = ""
    if request.method == "POST":
        read = read_postcode(typed)
        if read and addresses_at(read):
            response = redirect("portal:bin_day_address")
            hold(response, Asked(postcode=read))
            return response
        problem = _what_is_wrong(typed, read)
    context = {"typed": typed, "errors": [{"text": problem, "href": "#postcode"}] if problem else []}
    return render(request, "portal/bins/postcode.html", context, status=WRONG if problem else 200)


@public_page
@never_cache
@get_or_post
def address_choice(request: HttpRequest) -> HttpResponse:
    """Ask which of the postcode's addresses; lead on to its collections."""
    asked = asked_about(request)
    found = addresses_at(asked.postcode)
    if not found:
        return redirect(HERE)
    errors = []
    if request.method == "POST":
        chosen = next((one for one in found if one.uprn == request.POST.get("address")), None)
        if chosen:
            response = redirect("portal:bin_day_collections")
            hold(response, Asked(asked.postcode, chosen.uprn))
            return response
        errors = [{"text": gettext("Select your address"), "href": "#address"}]
    context = {"postcode": asked.postcode, "addresses": found, "chosen": asked.uprn, "errors": errors}
    return render(request, "portal/bins/address.html", context, status=WRONG if errors else 200)


@public_page
@never_cache
@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """Show the next collections of each kind of waste, and what may be done about them."""
    found = address(asked_about(request).uprn)
    if found is None:
        return redirect(HERE)
    today = council_calendar().day_of(timezone.now())
    service = bin_service(_language())
    streams = collections_of(found.uprn, today, NEXT_SHOWN)
    shown = shown_streams(streams, service.stream_names if service else {}, today)
    rounds = [stream.round for stream in streams]
    context = {
        "address": found,
        "streams": shown,
        "changed": [day for stream in shown for day in stream.days if day.changed],
        "rounds": rounds,
        "host": urlsplit(settings.PUBLIC_ADDRESS).netloc,
        "service": service,
    }
    return render(request, "portal/bins/collections.html", context)


@public_page
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The calendar file of some rounds: the address names rounds, which hundreds of homes share."""
    now = timezone.now()
    rounds = request.GET.getlist("round")
    streams = collections_on(rounds, council_calendar().day_of(now), NEXT_IN_A_CALENDAR)
    if not streams:
        raise Http404("There are no such rounds.")
    service = bin_service(_language())
    content = calendar_file(
        streams,
        names=service.stream_names if service else {},
        council=the_council().short_name,
        host=urlsplit(settings.PUBLIC_ADDRESS).hostname or "localhost",
        at=now,
    )
    headers = {
        "Content-Disposition": 'attachment; filename="bin-collections.ics"',
        "Cache-Control": "public, max-age=3600",
    }
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@public_page
@never_cache
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Begin the report of a missed bin, its address answered already."""
    found, service = address(asked_about(request).uprn), bin_service(_language())
    if found is None or service is None:
        return redirect(HERE)
    answer = {"uprn": found.uprn, "lines": list(found.lines), "postcode": found.postcode}
    return begin_with_answer(request, service.current, service.address_question, answer)


def _what_is_wrong(typed: str, read: str | None) -> str:
    if not typed.strip():
        return gettext("Enter your postcode")
    if read is None:
        return gettext("Enter a full UK postcode, like %(example)s") % {"example": "PX1 2AB"}
    return gettext("We know no address at %(postcode)s. Check the postcode") % {"postcode": read}


def _language() -> str:
    return "cy" if (get_language() or "").startswith("cy") else "en"
