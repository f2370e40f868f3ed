"""The form of the sign-in page."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """E-mail address and password, with our words where one is missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["required"] = "Enter your email address"
        self.fields["login"].error_messages["invalid"] = "Enter an email address like name@council.gov.uk"
        self.fields["password"].error_messages["required"] = "Enter your password"
