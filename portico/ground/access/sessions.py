"""Sessions of staff in the database, as Django keeps them; reading one costs a prepared statement.

The setting `SESSION_ENGINE` names this module, and Django asks it for `SessionStore`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import models
from django.utils import timezone

from portico.ground.ledger.kept_queries import KeptQuery, Later

_VALID = KeptQuery(
    lambda: Session.objects.filter(
        session_key=Later("key", models.CharField(max_length=40)),
        expire_date__gt=Later("now", models.DateTimeField()),
    )
)


class SessionStore(db.SessionStore):
    """A session; every page of the desk reads one."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The model that sessions are kept in."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        session = _VALID.first(key=self.session_key, now=timezone.now())
        if session is None:
            self._session_key = None
        return session

    def decode(self, session_data: str) -> dict[str, Any]:  # type: ignore[override]
        """What a session holds; that its signature is right is found out once."""
        try:
            held: dict[str, Any] = json.loads(_signed_text(session_data, self.key_salt))
        except signing.BadSignature:
            return super().decode(session_data)
        return held


class _AsText:
    """In the place of a serializer: leaves the text as it is."""

    def loads(self, data: bytes) -> bytes:
        """The text that was signed."""
        return data


@lru_cache(maxsize=1_024)
def _signed_text(session_data: str, salt: str) -> bytes:
    text: bytes = signing.loads(session_data, salt=salt, serializer=_AsText)  # type: ignore[arg-type]
    return text
