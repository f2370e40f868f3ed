"""The pages of signing in and of one's own account: allauth's views, with what our rules add."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as second_factor
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as single_sign_on
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from portico.ground.access import kept
from portico.ground.access.actions import note_second_factor
from portico.ground.access.pages import StaffRequest, second_factor_passed, sign_in_page, staff_page
from portico.ground.access.queries import roles_in_words

log = logging.getLogger(__name__)


class SignInView(account.LoginView):
    """E-mail address and password; carries along what was typed before the session ended."""

    template_name = "access/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether a session ended, and which single sign-on there is."""
        carried = kept.kept_in(self.request)
        return {
            **super().get_context_data(**kwargs),
            "kept": carried,
            "kept_too_long": False,
            "ended": "ended" in self.request.GET,
            "next_page": self.get_next_url() or "",
            "single_sign_on": settings.PORTICO_OIDC_NAME if settings.PORTICO_OIDC_ISSUER else "",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Try to sign in; without any address only what was typed is carried on to an empty form."""
        again = super().post if "login" in request.POST else super().get
        response: HttpResponse = again(request, *args, **kwargs)
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        """Leave an empty form without complaints."""
        given: dict[str, Any] = super().get_form_kwargs()
        if "login" not in self.request.POST:
            given.pop("data", None)
        return given

    def form_valid(self, form: Any) -> HttpResponse:
        """Lay by what was typed: the password was right, so that somebody we know owns it."""
        carried = kept.kept_in(self.request)
        if carried:
            kept.lay_by(self.request, carried)
        response: HttpResponse = super().form_valid(form)
        return response

    def get_success_url(self) -> str | None:
        """Go to what was typed, else to the page that was asked for."""
        if kept.kept_in(self.request):
            return reverse("access:kept")
        url: str | None = super().get_success_url()
        return url


class SetUpSecondFactorView(totp.ActivateTOTPView):
    """Ties an authenticator app to the account; whoever did it has given a code, so it counts as passed."""

    template_name = "access/second_factor_set_up.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send away who has set it up already."""
        if second_factor_passed(request):
            return HttpResponseRedirect(reverse("access:account"))
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Count the code just given as the second factor of this session."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type=Authenticator.Type.TOTP)
        note_second_factor(staff_id=self.request.user.pk, at=timezone.now())
        return response


class CodeView(second_factor.AuthenticateView):
    """The code of the authenticator app, or a recovery code."""

    template_name = "access/code.html"


class PasswordChangeView(account.PasswordChangeView):
    """A new password for oneself."""

    template_name = "access/password_change.html"

    def get_success_url(self) -> str:
        """Go back to one's account."""
        return reverse("access:account")


@staff_page
@require_safe
def own_account(request: StaffRequest) -> HttpResponse:
    """Show somebody their own account: who they are here and how they sign in."""
    return render(
        request, "access/account.html", {"staff": request.user, "roles": roles_in_words(request.user)}
    )


@staff_page
def what_was_kept(request: StaffRequest) -> HttpResponse:
    """Show what was typed before the session ended, ready to be sent; or throw it away (POST)."""
    found = kept.laid_by(request)
    if request.method == "POST" or found is None:
        kept.forget(request)
        return HttpResponseRedirect(reverse(settings.LOGIN_REDIRECT_URL))
    return render(request, "access/kept.html", {"kept": found})


@sign_in_page
@require_POST
def single_sign_on_begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead to the council's sign-in service, what was typed laid by; say so where it does not answer."""
    kept.lay_by_before_signing_in(request)
    try:
        response: HttpResponseBase = openid_connect.login(request, provider_id)
    except RequestException as error:
        log.warning("The single sign-on service did not answer: %s", type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", {}, status=502)
    return response


sign_in = sign_in_page(SignInView.as_view())
code = sign_in_page(CodeView.as_view())
set_up_second_factor = sign_in_page(SetUpSecondFactorView.as_view())
confirm_password = sign_in_page(
    account.ReauthenticateView.as_view(template_name="access/confirm_password.html")
)
confirm_code = sign_in_page(
    second_factor.ReauthenticateView.as_view(template_name="access/confirm_code.html")
)
inactive = sign_in_page(account.AccountInactiveView.as_view())
sign_out = sign_in_page(account.LogoutView.as_view(template_name="access/sign_out.html"))

forgotten = sign_in_page(account.PasswordResetView.as_view(template_name="access/forgotten.html"))
forgotten_sent = sign_in_page(
    account.PasswordResetDoneView.as_view(template_name="access/forgotten_sent.html")
)
new_password = sign_in_page(
    account.PasswordResetFromKeyView.as_view(template_name="access/new_password.html")
)
new_password_set = sign_in_page(
    account.PasswordResetFromKeyDoneView.as_view(template_name="access/new_password_set.html")
)

single_sign_on_back = sign_in_page(openid_connect.callback)
single_sign_on_cancelled = sign_in_page(
    single_sign_on.LoginCancelledView.as_view(template_name="access/single_sign_on_cancelled.html")
)

change_password = staff_page(PasswordChangeView.as_view())
show_recovery_codes = staff_page(
    recovery_codes.ViewRecoveryCodesView.as_view(template_name="access/recovery_codes.html")
)
make_recovery_codes = staff_page(
    recovery_codes.GenerateRecoveryCodesView.as_view(template_name="access/recovery_codes_make.html")
)
