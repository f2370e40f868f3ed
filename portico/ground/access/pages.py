"""Who a page is for. Every view carries one of these, or a test of the house fails.

    @public_page
    def home(request: HttpRequest) -> HttpResponse: ...

    @staff_page
    def queue(request: StaffRequest) -> HttpResponse:
        request.powers.may(...)

    @staff_page(may=is_administrator)
    def accounts(request: StaffRequest) -> HttpResponse: ...

A staff page is shown to somebody signed in who has passed the second factor. Somebody else is led to sign in
or to set it up; what they had typed comes along. What somebody may not see does not exist for them: 404.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Literal, TypeVar, overload
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from portico.ground.access.kept import signed_out_while_sending
from portico.ground.access.models import Staff
from portico.ground.access.permissions import Powers
from portico.ground.access.queries import powers_of

Owner = Literal["public", "staff", "sign_in"]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class StaffRequest(HttpRequest):
    """A request of somebody signed in: `staff_page` adds what they may do."""

    user: Staff
    powers: Powers


def public_page(view: View) -> View:
    """Mark a view as open to everybody, signed in or not."""
    view.portico_owner = "public"  # type: ignore[attr-defined]
    return view


def sign_in_page(view: View) -> View:
    """Mark a view as a step of signing in: it says itself which steps must come before."""
    view.portico_owner = "sign_in"  # type: ignore[attr-defined]
    return view


def is_administrator(powers: Powers) -> bool:
    """Say whether accounts may be looked after; for `staff_page(may=is_administrator)`."""
    return powers.is_administrator


def designs_services(powers: Powers) -> bool:
    """Say whether services may be changed; for `staff_page(may=designs_services)`."""
    return powers.designs_services


def works_cases(powers: Powers) -> bool:
    """Say whether any case may be shown; for `staff_page(may=works_cases)`."""
    return powers.works_cases


@overload
def staff_page(view: View) -> View: ...
@overload
def staff_page(*, may: Callable[[Powers], bool]) -> Callable[[View], View]: ...
def staff_page(view: View | None = None, *, may: Callable[[Powers], bool] | None = None) -> Any:
    """Show a view only to staff who have passed both factors, and only if `may(powers)` where it is given.

    Raises Http404 for those who may not. The answer is never stored by browsers or proxies.
    """
    if view is None:
        return functools.partial(_staff_only, may=may)
    return _staff_only(view, may=None)


def owner_of(view: Any) -> Owner | None:
    """Say who a view is for, None if it was not said: for the test of the house."""
    return getattr(view, "portico_owner", None)


def second_factor_passed(request: HttpRequest) -> bool:
    """Say whether this session gave a code, or came by a single sign-on whose second factor is trusted."""
    methods = {str(record["method"]) for record in get_authentication_records(request, request.user)}
    if "mfa" in methods:
        return True
    return settings.PORTICO_OIDC_TRUST_SECOND_FACTOR and "socialaccount" in methods


def _staff_only(view: View, *, may: Callable[[Powers], bool] | None) -> View:
    @functools.wraps(view)
    def shown(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not _is_signed_in(request):
            return _never_stored(_to_sign_in(request))
        if not second_factor_passed(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        request.powers = powers_of(request.user)
        if may is not None and not may(request.powers):
            raise Http404
        return _never_stored(view(request, *args, **kwargs))

    shown.portico_owner = "staff"  # type: ignore[attr-defined]
    return shown  # type: ignore[return-value]


def _never_stored(response: HttpResponseBase) -> HttpResponseBase:
    """Keep an answer out of all caches: what staff see, and what they typed while their session ended."""
    response["Cache-Control"] = "max-age=0, no-cache, no-store, must-revalidate, private"
    return response


def _is_signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead somebody who is not signed in to the sign-in page, and back here afterwards."""
    if request.method not in {"GET", "HEAD"}:
        return signed_out_while_sending(request)
    query = {"next": request.get_full_path()}
    if had_session(request):
        query["ended"] = "1"
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode(query)}")


def had_session(request: HttpRequest) -> bool:
    """Say whether the browser still holds the cookie of a session that has ended."""
    request.session.is_empty()  # loads it: the key is forgotten where the session is gone
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.session_key is None
