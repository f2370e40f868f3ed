"""Settings of how staff sign in: passwords, sessions, second factor, throttling and single sign-on."""

from __future__ import annotations

import os
from datetime import timedelta

from portico.wiring.environment import public_address, truth

PUBLIC_ADDRESS = public_address()

# Staff sign-in. Residents have no session: its cookie never leaves the desk.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "portico.ground.access.sign_in.backend.StaffBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "portico.ground.access.sessions"
SESSION_COOKIE_NAME = "portico_desk"
SESSION_COOKIE_PATH = "/desk"
SESSION_COOKIE_AGE = round(float(os.environ.get("PORTICO_SESSION_HOURS", "10")) * 3600)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_ADDRESS.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:queue"
ACCOUNT_ADAPTER = "portico.ground.access.sign_in.adapters.StaffAdapter"
ACCOUNT_FORMS = {"login": "portico.ground.access.sign_in.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = PUBLIC_ADDRESS.partition(":")[0]
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key", "login": "60/m/ip"}
MFA_ADAPTER = "portico.ground.access.sign_in.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = os.environ.get("PORTICO_COUNCIL_NAME", "Porticoshire District Council")
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True

AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
# Of a try that failed it keeps the fields that were sent: not who tried, nor what they had typed before.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "kept", "next"]
AXES_USERNAME_CALLABLE = "portico.ground.access.sign_in.throttle.account_tried"
AXES_LOCKOUT_CALLABLE = "portico.ground.access.sign_in.throttle.too_many_tries"

# Single sign-on by OpenID Connect: off until an issuer is set.
PORTICO_OIDC_ISSUER = os.environ.get("PORTICO_OIDC_ISSUER", "")
PORTICO_OIDC_NAME = os.environ.get("PORTICO_OIDC_NAME", "your council account")
PORTICO_OIDC_TRUST_EMAIL = truth("PORTICO_OIDC_TRUST_EMAIL", default=False)
PORTICO_OIDC_TRUST_SECOND_FACTOR = truth("PORTICO_OIDC_TRUST_SECOND_FACTOR", default=False)
SOCIALACCOUNT_ADAPTER = "portico.ground.access.sign_in.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "council",
                "name": PORTICO_OIDC_NAME,
                "client_id": os.environ.get("PORTICO_OIDC_CLIENT", ""),
                "secret": os.environ.get("PORTICO_OIDC_SECRET", ""),
                "settings": {"server_url": PORTICO_OIDC_ISSUER, "verified_email": PORTICO_OIDC_TRUST_EMAIL},
            }
        ]
        if PORTICO_OIDC_ISSUER
        else [],
    }
}

# Counters of tries must be shared by all web processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_shared_cache",
    }
}
