"""How Django finds the member of staff whom a session names."""

from __future__ import annotations

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portico.ground.access.models import Staff
from portico.ground.access.queries import staff_with_roles
from portico.ground.access.sessions import SessionStore, asking, read_with_session


class StaffBackend(AuthenticationBackend):
    """Signs staff in by e-mail address and password, as allauth does; each page of the desk asks for them."""

    def get_user(self, user_id: UUID) -> Staff | None:
        """The member of staff with that id, None where there is none or their account is closed."""
        staff = read_with_session(user_id) or staff_with_roles(user_id)
        return staff if staff is not None and staff.is_active else None


class StaffMiddleware(AuthenticationMiddleware):
    """Says whose request it is, as Django's own does, with one statement for session and person."""

    def process_request(self, request: HttpRequest) -> None:
        """Set `request.user`, which is found out when it is asked for."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _staff_of(request))  # type: ignore[assignment]


def _staff_of(request: HttpRequest) -> Staff | AnonymousUser:
    assert isinstance(request.session, SessionStore)
    with asking(request.session):
        found: Staff | AnonymousUser = auth.get_user(request)
        return found
