"""Where our rules enter allauth: no sign-up, plain words, both factors, accounts only for known staff."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from portico.ground.access.actions import note_sign_in, set_password
from portico.ground.access.models import Staff
from portico.ground.ledger.events import Actor

PROOF_LASTS_SECONDS = 300
"""After giving the password nobody is asked for it again so soon, as when setting up the second factor."""


class StaffAdapter(DefaultAccountAdapter):
    """The accounts of staff: made by an administrator, never by signing up."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account has been closed. Ask an administrator if that is wrong.",
        "email_password_mismatch": "The email address or the password is not right. Try again.",
        "enter_current_password": "Enter the password you use now.",
        "incorrect_code": "The code is not right. Enter the newest code that your app shows.",
        "incorrect_password": "The password is not right. Try again.",
        "invalid_password_reset": "This link is no longer valid. Ask for a new one.",
        "too_many_login_attempts": "There were too many tries. Wait 5 minutes, then try again.",
        "rate_limited": "There were too many tries. Wait 5 minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def get_login_stages(self) -> list[str]:
        """After the password comes the second factor, and nothing else."""
        return ["portico.ground.access.sign_in.adapters.SecondFactorStage"]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave counting of tries to django-axes: by account alone its owner would be locked out."""

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Begin the session and record it."""
        super().login(request, user)
        methods = {record["method"] for record in get_authentication_records(request, user)}
        note_sign_in(
            staff_id=user.pk,
            single_sign_on="socialaccount" in methods,
            second_factor="mfa" in methods,
            at=timezone.now(),
        )

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Set the password through our action, so that it is recorded."""
        set_password(staff_id=user.pk, password=password, by=Actor.staff(user.pk), at=timezone.now())
        user.refresh_from_db(fields=["password"])

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the message about a forgotten password; `key` is the account and its token."""
        account, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": account, "key": token})
        return f"{settings.PUBLIC_ADDRESS}{path}"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Do not ask again for a password that was given a moment ago."""
        records = get_authentication_records(context.request, context.request.user)
        return all(time.time() - record["at"] > PROOF_LASTS_SECONDS for record in records)


class SecondFactorStage(AuthenticateStage):
    """Asks for a code after the password; after single sign-on unless its second factor is trusted."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        by_single_sign_on = bool(records) and records[-1]["method"] == "socialaccount"
        if by_single_sign_on and settings.PORTICO_OIDC_TRUST_SECOND_FACTOR:
            return False
        return bool(super()._should_handle(request))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps encrypted with Portico's secret key."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right. Enter the newest code that your app shows.",
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a secret for the database."""
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt a secret; raises InvalidToken if the secret key of Portico was replaced."""
        return self._cipher().decrypt(encrypted_text.encode()).decode()

    @staticmethod
    def _cipher() -> MultiFernet:
        keys: list[str] = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]  # type: ignore[list-item]
        digests = [hashlib.sha256(f"portico second factor:{key}".encode()).digest() for key in keys]
        return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens an account that exists; it never makes one."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie a first visit to the account with the same verified e-mail address, or refuse it."""
        if not sociallogin.is_existing:
            verified = [found.email.lower() for found in sociallogin.email_addresses if found.verified]
            staff = Staff.objects.filter(email__in=verified).first()
            if staff is None:
                raise ImmediateHttpResponse(render(request, "access/no_account.html", {}, status=403))
            sociallogin.connect(request, staff)
        if not sociallogin.user.is_active:
            raise ImmediateHttpResponse(render(request, "account/account_inactive.html", {}, status=403))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody makes an account for themselves."""
        return False
