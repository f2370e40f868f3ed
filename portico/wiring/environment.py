"""Reading the environment: where Portico lives, its database and its secret key."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Collection
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class SettingError(Exception):
    """A setting has a value that cannot be used; the message names it and says what to write instead."""


def truth(name: str, *, default: bool) -> bool:
    """Read a yes/no setting (`1 true yes on` / `0 false no off`)."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"{name} is {value!r}. Write 1 for yes or 0 for no.")


def whole_number(name: str, default: int) -> int:
    """Read a setting that is a whole number, 0 or more."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if value.isascii() and value.isdigit():
        return int(value)
    raise SettingError(f"{name} is {value!r}. Write a whole number, such as {default}.")


def one_of(name: str, allowed: Collection[str], *, default: str) -> str:
    """Read a setting that takes one of a few words."""
    value = os.environ.get(name, "").strip() or default
    if value not in allowed:
        raise SettingError(f"{name} is {value!r}. Write one of: {', '.join(allowed)}.")
    return value


def time_of_day(name: str, *, default: str) -> time:
    """Read a time of day, written `17:00`."""
    value = os.environ.get(name, "").strip() or default
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise SettingError(f"{name} is {value!r}. Write a time of day such as 17:00.") from None


def mail_sender(name: str, *, default: str) -> str:
    """Read whom mail comes from: `Name <address>` or an address alone."""
    value = os.environ.get(name, "").strip() or default
    address = r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    if ".." in value or not re.fullmatch(rf"[^<>@\r\n]*<{address}>|{address}", value):
        raise SettingError(
            f"{name} is {value!r}. Write the council's name and an address: Name of the Council "
            "<no-reply@council.example>."
        )
    return value


def file_named(name: str) -> Path | None:
    """Read the path of a file; none where the setting is empty."""
    value = os.environ.get(name, "").strip()
    return Path(value).resolve() if value else None


def portico_home() -> Path:
    """The folder that holds everything this Portico writes (`PORTICO_HOME`, default `var/`)."""
    return Path(os.environ.get("PORTICO_HOME") or Path(__file__).resolve().parents[2] / "var").resolve()


def public_address() -> str:
    """Where the public reaches Portico (`PORTICO_PUBLIC_ADDRESS`), without a slash at its end."""
    usual = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    return os.environ.get("PORTICO_PUBLIC_ADDRESS", usual).rstrip("/")


def secret_key(home: Path) -> str:
    """The signing key: `PORTICO_SECRET_KEY`, else one made at the first start and kept below the home."""
    given = os.environ.get("PORTICO_SECRET_KEY")
    if given:
        return given
    file = home / "secret_key"
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        home.mkdir(parents=True, exist_ok=True)
        key = secrets.token_urlsafe(50)
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
                handle.write(key)
        except FileExistsError:
            return file.read_text().strip()
        return key


def database_settings(home: Path) -> dict[str, Any]:
    """Django's settings for `DATABASE_URL`, else for the PostgreSQL that Portico runs below its home."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        file = home / "database_url"
        url = file.read_text().strip() if file.exists() else "postgresql://portico@127.0.0.1:5432/portico"
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SettingError(
            "DATABASE_URL cannot be read. Write it as postgresql://user:password@host:5432/database."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        # Only statements that ask for it are prepared: those of ground.ledger.statements.
        "OPTIONS": {
            "application_name": "portico",
            "prepare_threshold": 0,
            "options": "-c plan_cache_mode=force_generic_plan",
            **query,
        },
    }
