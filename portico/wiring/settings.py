"""Settings of one Portico, from the environment; docs/reference/settings.md describes each variable."""

from __future__ import annotations

import os
from pathlib import Path

from portico.wiring.environment import (
    database_settings,
    file_named,
    mail_sender,
    one_of,
    portico_home,
    public_address,
    secret_key,
    time_of_day,
    truth,
    whole_number,
)
from portico.wiring.logs import logging_settings
from portico.wiring.sign_in_settings import *  # noqa: F403

ROOT = Path(__file__).resolve().parent.parent
PORTICO_HOME = portico_home()

PORTICO_COUNCIL = os.environ.get("PORTICO_COUNCIL", "demo")
PORTICO_DEMO = truth("PORTICO_DEMO", default=False)
DEBUG = truth("PORTICO_DEBUG", default=False)
SECRET_KEY = secret_key(PORTICO_HOME)

PUBLIC_ADDRESS = public_address()
# The names of loopback are always answered to: that is how the launcher asks whether all is ready.
ALLOWED_HOSTS = [
    *filter(None, os.environ.get("PORTICO_HOSTS", "").split(",")),
    "127.0.0.1",
    "localhost",
    "[::1]",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "portico.ground.ledger",
    "portico.ground.access",
    "portico.ground.calendar",
    "portico.ground.files",
    "portico.ground.references",
    "portico.design",
    "portico.records.places",
    "portico.records.people",
    "portico.records.catalogue",
    "portico.records.cases",
    "portico.records.contacts",
    "portico.records.messages",
    "portico.channels.web",
    "portico.portal",
    "portico.desk",
    "portico.wiring",
]

MIDDLEWARE = [
    "portico.design.middleware.ThroughProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portico.design.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portico.design.languages.LanguageMiddleware",
    "portico.design.middleware.LargestRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portico.ground.access.sign_in.backend.StaffMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "portico.design.middleware.DatabaseAwayMiddleware",
]

# What protects people in their browsers: nothing inline, nothing from elsewhere, no page in another's frame.
_ENCRYPTED = PUBLIC_ADDRESS.startswith("https://")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Proxies tell whether the visitor came by HTTPS; without one nobody may say so.
PORTICO_PROXIES = whole_number("PORTICO_PROXIES", 0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PORTICO_PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _ENCRYPTED else 0
CSRF_COOKIE_SECURE = _ENCRYPTED
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portico.design.errors.form_refused"
PORTICO_LARGEST_REQUEST = whole_number("PORTICO_LARGEST_REQUEST", 100_000_000)

ROOT_URLCONF = "portico.wiring.urls"
WSGI_APPLICATION = "portico.wiring.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(
            str(folder) for folder in ROOT.glob("**/templates") if "node_modules" not in folder.parts
        ),
        "APP_DIRS": False,
        "OPTIONS": {"environment": "portico.wiring.templates.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {},
    },
]

DATABASES = {"default": database_settings(PORTICO_HOME)}
PORTICO_PREPARE = truth("PORTICO_PREPARE", default=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [ROOT.parent / "locale"]

STATIC_URL = "/static/"
# The look is built under names that carry a hash of their content, so it is served from where it was built.
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/built/.+-[0-9A-Z]{8}\.[a-z0-9]+$"
PORTICO_BRAND = os.environ.get("PORTICO_BRAND", "")

LOGGING = logging_settings(debug=DEBUG)

AUTH_USER_MODEL = "access.Staff"

PORTICO_SMTP_HOST = os.environ.get("PORTICO_SMTP_HOST", "")
PORTICO_SMTP_PORT = whole_number("PORTICO_SMTP_PORT", 25)
PORTICO_SMTP_USER = os.environ.get("PORTICO_SMTP_USER", "")
PORTICO_SMTP_PASSWORD = os.environ.get("PORTICO_SMTP_PASSWORD", "")
PORTICO_SMTP_TLS = truth("PORTICO_SMTP_TLS", default=False)
PORTICO_MAIL_FROM = mail_sender(
    "PORTICO_MAIL_FROM", default="Porticoshire District Council <no-reply@porticoshire.example>"
)

PORTICO_KEEP_DRAFTS_DAYS = whole_number("PORTICO_KEEP_DRAFTS_DAYS", 7)
PORTICO_KEEP_SEARCHES_DAYS = whole_number("PORTICO_KEEP_SEARCHES_DAYS", 90)

PORTICO_NATION = one_of(
    "PORTICO_NATION", ["england", "wales", "scotland", "northern-ireland"], default="england"
)
PORTICO_WELSH = truth("PORTICO_WELSH", default=PORTICO_DEMO or PORTICO_NATION == "wales")
PORTICO_CLOSES = time_of_day("PORTICO_CLOSES", default="17:00")
PORTICO_BANK_HOLIDAYS = file_named("PORTICO_BANK_HOLIDAYS")
PORTICO_CLOSED_DAYS = file_named("PORTICO_CLOSED_DAYS")

PORTICO_FILE_MEGABYTES = whole_number("PORTICO_FILE_MEGABYTES", 10)
PORTICO_PHOTO_MEGABYTES = whole_number("PORTICO_PHOTO_MEGABYTES", 25)
PORTICO_CLAMD = os.environ.get("PORTICO_CLAMD", "")
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "portico.ground.files.upload.BoundedUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 20
PORTICO_MAP_TILES = os.environ.get("PORTICO_MAP_TILES", "demo" if PORTICO_DEMO else "")
PORTICO_MAP_CENTRE = os.environ.get("PORTICO_MAP_CENTRE", "")
PORTICO_MAP_ZOOM = whole_number("PORTICO_MAP_ZOOM", 14)
PORTICO_MAP_CREDIT = os.environ.get("PORTICO_MAP_CREDIT", "")

# Mail to staff (a new password): by the same mail server; without one it is written below the home.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if PORTICO_SMTP_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = PORTICO_HOME / "mail"
EMAIL_HOST, EMAIL_PORT = PORTICO_SMTP_HOST, PORTICO_SMTP_PORT
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = PORTICO_SMTP_USER, PORTICO_SMTP_PASSWORD
DEFAULT_FROM_EMAIL = PORTICO_MAIL_FROM
EMAIL_USE_SSL = PORTICO_SMTP_TLS and PORTICO_SMTP_PORT == 465
EMAIL_USE_TLS = PORTICO_SMTP_TLS and not EMAIL_USE_SSL
EMAIL_TIMEOUT = 10
