"""The link with which somebody sets their password."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from portico.ground.access.models import Staff


def link_to_set_password(staff: Staff) -> str:
    """A link that works once and for 3 days (Django's `PASSWORD_RESET_TIMEOUT`)."""
    given = {"uidb36": user_pk_to_url_str(staff), "key": default_token_generator.make_token(staff)}
    return f"{settings.PUBLIC_ADDRESS}{reverse('account_reset_password_from_key', kwargs=given)}"
