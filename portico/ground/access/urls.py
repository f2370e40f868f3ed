"""The addresses of signing in and of one's own account.

allauth looks its pages up by its own names, so those have no namespace. Pages of allauth that are not here do
not exist: no sign-up, no change of e-mail address, no second factor that can be switched off.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from portico.ground.access.sign_in import staying, views

own = [
    path("account", views.own_account, name="account"),
    path("account/stay", staying.stay, name="stay"),
    path("account/kept", views.what_was_kept, name="kept"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in", views.sign_in, name="account_login"),
    path("sign-in/code", views.code, name="mfa_authenticate"),
    path("sign-in/closed", views.inactive, name="account_inactive"),
    path("sign-in/forgotten", views.forgotten, name="account_reset_password"),
    path("sign-in/forgotten/sent", views.forgotten_sent, name="account_reset_password_done"),
    path("sign-in/forgotten/done", views.new_password_set, name="account_reset_password_from_key_done"),
    path(
        "sign-in/forgotten/<slug:uidb36>/<str:key>",
        views.new_password,
        name="account_reset_password_from_key",
    ),
    path("sign-in/single/<slug:provider_id>", views.single_sign_on_begin, name="openid_connect_login"),
    path("sign-in/single/<slug:provider_id>/back", views.single_sign_on_back, name="openid_connect_callback"),
    path("sign-in/cancelled", views.single_sign_on_cancelled, name="socialaccount_login_cancelled"),
    path("sign-out", views.sign_out, name="account_logout"),
    path("account/second-factor", views.set_up_second_factor, name="mfa_activate_totp"),
    path("account/confirm-password", views.confirm_password, name="account_reauthenticate"),
    path("account/confirm-code", views.confirm_code, name="mfa_reauthenticate"),
    path("account/password", views.change_password, name="account_change_password"),
    path("account/recovery-codes", views.show_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new", views.make_recovery_codes, name="mfa_generate_recovery_codes"),
    path("", include((own, "access"))),
]
