"""Sessions of staff in the database, as Django keeps them; reading one and its person costs one statement.

The setting `SESSION_ENGINE` names this module, and Django asks it for `SessionStore`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.core import signing
from django.db import models
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from portico.ground.access.models import Staff, StaffSession
from portico.ground.access.queries import keep_roles
from portico.ground.ledger.kept_queries import KeptQuery, Later

_VALID = KeptQuery(
    lambda: (
        StaffSession.objects.filter(
            session_key=Later("key", models.CharField(max_length=40)),
            expire_date__gt=Later("now", models.DateTimeField()),
        )
        .select_related("staff")
        .annotate(held_team=F("staff__memberships__team_id"), held_role=F("staff__memberships__role"))
    )
)


class SessionStore(db.SessionStore):
    """A session; every page of the desk reads one."""

    staff_read: Staff | None = None
    """Who the session is of, with their roles, as they were read together with it."""
    kept_until: datetime | None = None
    """When it ends, as it was read."""

    @classmethod
    def get_model_class(cls) -> type[StaffSession]:
        """The model that sessions are kept in."""
        return StaffSession

    def create_model_instance(self, data: dict[str, Any]) -> StaffSession:
        """A row of the session as it is now, with who has signed in."""
        session: StaffSession = super().create_model_instance(data)  # type: ignore[assignment]
        session.staff_id = UUID(data[SESSION_KEY]) if SESSION_KEY in data else None
        return session

    def _get_session_from_db(self) -> StaffSession | None:
        found = _VALID.run(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
            return None
        session = found[0]
        self.kept_until = session.expire_date
        self.staff_read = session.staff
        if session.staff is not None:
            keep_roles(session.staff, [(vars(one)["held_team"], vars(one)["held_role"]) for one in found])
        return session

    def decode(self, session_data: str) -> dict[str, Any]:  # type: ignore[override]
        """What a session holds; that its signature is right is found out once."""
        try:
            held: dict[str, Any] = json.loads(_signed_text(session_data, self.key_salt))
        except signing.BadSignature:
            return super().decode(session_data)
        return held


def session_end(request: HttpRequest) -> datetime | None:
    """When whoever makes this request is signed out; none where nobody is signed in. No SQL of its own.

    Saving a session begins its time anew, as Django does.
    """
    session = getattr(request, "session", None)
    if not isinstance(session, SessionStore) or SESSION_KEY not in session:
        return None
    if session.modified or session.kept_until is None:
        return timezone.now() + timedelta(seconds=session.get_expiry_age())
    return session.kept_until


class _AsText:
    """In the place of a serializer: leaves the text as it is."""

    def loads(self, data: bytes) -> bytes:
        """The text that was signed."""
        return data


@lru_cache(maxsize=1_024)
def _signed_text(session_data: str, salt: str) -> bytes:
    text: bytes = signing.loads(session_data, salt=salt, serializer=_AsText)  # type: ignore[arg-type]
    return text


_asked: ContextVar[SessionStore | None] = ContextVar("session_asked", default=None)


@contextmanager
def asking(session: SessionStore) -> Iterator[None]:
    """While Django finds out who a session is of, let `read_with_session` say whom it was read with."""
    token = _asked.set(session)
    try:
        yield
    finally:
        _asked.reset(token)


def read_with_session(staff_id: UUID) -> Staff | None:
    """The member of staff with that id, if the session that is asked just now was read with them."""
    session = _asked.get()
    staff = session.staff_read if session is not None else None
    return staff if staff is not None and staff.pk == staff_id else None
