"""The codes of the demo's staff on a page of their own: in the demo only, and only on the same machine."""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portico.ground.access.models import Membership, Staff
from portico.ground.access.pages import public_page

CODE_LASTS_SECONDS = 30


@dataclass(frozen=True)
class DemoSignIn:
    """One of the demo's staff: who they are, what they do, and the code their app would show now."""

    name: str
    email: str
    roles: str
    code: str


@public_page
@never_cache
@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """Show the codes of the moment; 404 outside the demo and from any other machine."""
    if not (settings.PORTICO_DEMO and from_this_machine(request)):
        raise Http404
    seconds = CODE_LASTS_SECONDS - int(time.time()) % CODE_LASTS_SECONDS
    return render(request, "access/demo_codes.html", {"people": demo_sign_ins(), "seconds": seconds})


def from_this_machine(request: HttpRequest) -> bool:
    """Say whether the request comes from this machine itself and was not passed on for somebody else."""
    passed_on = {"HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"} & request.META.keys()
    try:
        return not passed_on and ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def demo_sign_ins() -> list[DemoSignIn]:
    """Everybody with an authenticator app, by name."""
    counter = int(time.time()) // CODE_LASTS_SECONDS
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__is_active=True)
    secrets = {app.user_id: decrypt(app.data["secret"]) for app in apps}
    held: dict[object, list[str]] = {}
    for one in Membership.objects.filter(staff_id__in=secrets).select_related("team"):
        words = one.get_role_display() + (f", {one.team.name}" if one.team else "")
        held.setdefault(one.staff_id, []).append(words)
    return [
        DemoSignIn(
            name=staff.name,
            email=staff.email,
            roles="; ".join(sorted(held.get(staff.pk, []))),
            code=format_hotp_value(hotp_value(secrets[staff.pk], counter)),
        )
        for staff in Staff.objects.filter(pk__in=secrets).order_by("name")
    ]
