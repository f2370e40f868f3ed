"""Links by which something that was put aside is opened again, without an account."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core import signing

from portico.design.addresses import address_of


@dataclass(frozen=True)
class ReturnLink:
    """One kind of such links: the id of what it opens, signed, in the query, which no log keeps."""

    view: str
    """The URL name of the page that it leads to."""
    salt: str
    """Keeps its signatures apart from those of other kinds."""

    def to(self, id: UUID) -> str:
        """The whole address that opens what has that id."""
        key = signing.TimestampSigner(salt=self.salt).sign(id.hex)
        return f"{str(settings.PUBLIC_ADDRESS).rstrip('/')}{address_of(self.view)}?{urlencode({'key': key})}"

    def id_in(self, key: str) -> UUID | None:
        """The id that a link leads to; none where the link was damaged or is too old."""
        try:
            longest = timedelta(days=2 * settings.PORTICO_KEEP_DRAFTS_DAYS)
            return uuid.UUID(signing.TimestampSigner(salt=self.salt).unsign(key, max_age=longest))
        except (signing.BadSignature, ValueError):
            return None
