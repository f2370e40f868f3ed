"""How Django finds the member of staff whom a session names."""

from __future__ import annotations

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from portico.ground.access.models import Staff
from portico.ground.access.queries import staff_with_roles


class StaffBackend(AuthenticationBackend):
    """Signs staff in by e-mail address and password, as allauth does; each page of the desk asks for them."""

    def get_user(self, user_id: UUID) -> Staff | None:
        """The member of staff with that id, None where there is none or their account is closed."""
        staff = staff_with_roles(user_id)
        return staff if staff is not None and staff.is_active else None
