"""The pages of following a request: the door goes by POST, and no address names a case."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from uuid_utils.compat import uuid7

from portico.channels.web.copies import send_file, show_copy
from portico.design.languages import page_language
from portico.ground.access.pages import public_page
from portico.ground.files.errors import FileMissingError, FileWithheldError
from portico.ground.ledger.events import Actor
from portico.portal.following.cookie import Held, held_case, hold_case, let_go
from portico.portal.following.files import handed_out
from portico.portal.following.reading import Mistake, Read, forget, read_door, read_reply, read_text
from portico.portal.following.showing import (
    appeal_of,
    cost_of,
    officer_rows,
    reopen_label_of,
    shown_files,
)
from portico.portal.following.time_line import time_line_of
from portico.records.cases.actions import GivenFile, reopen_case, take_reply, withdraw_case
from portico.records.cases.errors import AlreadySaidError, CaseActionError
from portico.records.cases.queries import (
    FollowedCase,
    SentCopy,
    copy_of_case,
    follow_case,
    followed_case,
    may_try_following,
)

P = ParamSpec("P")
RESIDENT = Actor.resident()
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
FollowedView = Callable[Concatenate[HttpRequest, FollowedCase, P], HttpResponseBase]


def followed_page(view: FollowedView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Hand a view the case that the browser follows, and let it follow for another hour; else to the door."""

    @functools.wraps(view)
    def shown(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        held = held_case(request)
        case = None
        if held is not None:
            case = followed_case(held.case_id, follower_id=held.follower_id, at=timezone.now())
        if held is None or case is None:
            typed = request.POST.get("text", "")
            return render(request, "portal/follow_ended.html", {"typed": typed}, status=403 if typed else 200)
        response = view(request, case, *args, **kwargs)
        if "following" not in response.cookies:
            hold_case(response, held)
        return response

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponseBase], public_page(never_cache(shown)))


@public_page
@never_cache
@get_or_post
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for the reference and one detail; let in who gives both right.

    A page that has just shown a reference hands it on by a POST of that alone: then only the detail is asked.
    """
    if request.method != "POST":
        return render(request, "portal/follow.html", {"values": {}, "errors": []})
    read = read_door(request)
    if "detail" not in request.POST and read.values["reference"]:
        return render(request, "portal/follow.html", {"values": read.values, "errors": []})
    if read.mistakes:
        return _door(request, read)
    now = timezone.now()
    trying = may_try_following(request.META.get("REMOTE_ADDR", ""), read.values["reference"], now)
    if not trying:
        minutes = max(1, round(trying.wait.total_seconds() / 60))
        return render(request, "portal/follow_later.html", {"minutes": minutes}, status=429)
    found = follow_case(
        read.values["reference"], read.values["detail"], at=now, only_unguessable=trying.only_unguessable
    )
    if found is None:
        read.mistakes.append(Mistake("reference", _not_found(trying.only_unguessable)))
        return _door(request, read)
    response = HttpResponseRedirect(reverse("portal:followed"))
    hold_case(response, Held(found.case_id, found.follower_id))
    return response


@followed_page
@require_safe
def followed(request: HttpRequest, case: FollowedCase) -> HttpResponse:
    """The case: where it stands, its time line, and what its owner can do."""
    done = {
        "replied": gettext("We have your message"),
        "withdrawn": gettext("You withdrew your request"),
        "reopened": gettext("We opened your request again"),
        "changed": gettext(
            "This was done already, or your request changed meanwhile. See where it stands below"
        ),
    }.get(request.GET.get("done", ""))
    context = {
        "case": case,
        "lines": time_line_of(case, timezone.now()),
        "files": shown_files(case),
        "cost": cost_of(case),
        "officer_rows": officer_rows(case),
        "appeal": appeal_of(case),
        "reopen_label": reopen_label_of(case),
        "done": done,
    }
    return render(request, "portal/followed.html", context)


@followed_page
@get_or_post
def reply(request: HttpRequest, case: FollowedCase) -> HttpResponse:
    """Write to the council about the case, with words, files or both."""
    if not case.may_reply:
        raise Http404
    read = Read({"text": ""})
    if request.method == "POST":
        now = timezone.now()
        read = read_reply(request, by=RESIDENT, at=now)
        if not read.mistakes:
            taken = functools.partial(
                take_reply, case_id=case.case_id, text=read.values["text"], files=read.files, channel="web"
            )
            return _try(lambda: taken(once=_once(request), by=RESIDENT, at=now), "replied", files=read.files)
    return _page(request, "portal/reply.html", case, read)


@followed_page
@get_or_post
def withdraw(request: HttpRequest, case: FollowedCase) -> HttpResponse:
    """Take the request back, after asking whether it is meant."""
    if request.method == "POST":
        read = read_text(request, missing="")
        if not read.mistakes:
            taken = functools.partial(withdraw_case, case_id=case.case_id, text=read.values["text"])
            return _try(lambda: taken(by=RESIDENT, at=timezone.now()), "withdrawn")
        return _page(request, "portal/withdraw.html", case, read)
    return _page(request, "portal/withdraw.html", case, Read({"text": ""}), allowed=case.may_withdraw)


@followed_page
@get_or_post
def reopen(request: HttpRequest, case: FollowedCase) -> HttpResponse:
    """Say that a completed case is not finished."""
    if request.method == "POST":
        read = read_text(request, missing=gettext("Tell us what is still wrong"))
        if not read.mistakes:
            taken = functools.partial(reopen_case, case_id=case.case_id, text=read.values["text"])
            return _try(lambda: taken(by=RESIDENT, at=timezone.now()), "reopened")
        return _page(request, "portal/reopen.html", case, read)
    return _page(request, "portal/reopen.html", case, Read({"text": ""}), allowed=case.may_reopen)


@followed_page
@require_safe
def file(request: HttpRequest, case: FollowedCase, file_id: UUID) -> HttpResponseBase:
    """Hand out a file that the owner gave with this case; any other does not exist."""
    known = next((file for file in case.files if file.id == file_id), None)
    if known is None:
        raise Http404
    try:
        content, media_type = handed_out(known.stored_id)
    except (FileWithheldError, FileMissingError) as error:
        return render(request, "portal/file_withheld.html", {"why": str(error)}, status=409)
    response = FileResponse(content, as_attachment=True, filename=known.name, content_type=media_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@followed_page
@require_safe
def copy(request: HttpRequest, case: FollowedCase) -> HttpResponse:
    """Show its owner what was sent, to be printed."""
    return show_copy(
        request, _copy(case), file=reverse("portal:followed_copy_file"), back=reverse("portal:followed")
    )


@followed_page
@require_safe
def copy_file(request: HttpRequest, case: FollowedCase) -> HttpResponse:
    """The same as a PDF."""
    return send_file(_copy(case))


def _copy(case: FollowedCase) -> SentCopy:
    """What its owner sent; whoever joined has sent nothing but their details."""
    copy = None
    if case.follower_id is None:
        copy = copy_of_case(case.case_id, language=page_language())
    if copy is None:
        raise Http404
    return copy


@public_page
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Stop following on this device."""
    response = HttpResponseRedirect(reverse("portal:follow"))
    let_go(response)
    return response


def _door(request: HttpRequest, read: Read) -> HttpResponse:
    return render(request, "portal/follow.html", {"values": read.values, "errors": read.mistakes}, status=422)


def _not_found(only_unguessable: bool) -> str:
    if only_unguessable:
        return gettext(
            "We could not find a request with these details. This reference was tried too often today, so it "
            "now opens only with the email address or phone number you gave us"
        )
    return gettext("We could not find a request with this reference and detail. Check both and try again")


def _page(
    request: HttpRequest, template: str, case: FollowedCase, read: Read, *, allowed: bool = True
) -> HttpResponse:
    if not allowed:
        return HttpResponseRedirect(reverse("portal:followed"))
    context: Mapping[str, Any] = {
        "case": case,
        "read": read,
        "errors": read.mistakes,
        "once": uuid7(),
        "reopen_label": reopen_label_of(case),
    }
    return render(request, template, context, status=422 if read.mistakes else 200)


def _try(act: Callable[[], object], done: str, *, files: Sequence[GivenFile] = ()) -> HttpResponse:
    """Do it. Where it cannot be done any more (done before, or staff were quicker), show how it stands.

    `files` were stored for it, and are deleted where it was not done.
    """
    try:
        act()
    except CaseActionError as error:
        forget(files, by=RESIDENT, at=timezone.now())
        return _done(done if isinstance(error, AlreadySaidError) else "changed")
    return _done(done)


def _done(what: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('portal:followed')}?done={what}")


def _once(request: HttpRequest) -> UUID | None:
    """The mark that makes a page's press count once, however often it is sent."""
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None
