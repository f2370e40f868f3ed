"""Files as a Django app: `portico check` looks at the address of the scanner."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register


class FilesConfig(AppConfig):
    """Registers the check of the scanner's address."""

    name = "portico.ground.files"
    label = "files"

    def ready(self) -> None:
        """Register the check."""
        register(check_scanner_address)


def check_scanner_address(**_: Any) -> list[CheckMessage]:
    """Say what is wrong with `PORTICO_CLAMD`, if anything is."""
    from django.conf import settings

    from portico.ground.files.scanner import is_scanner_address

    if not settings.PORTICO_CLAMD or is_scanner_address(settings.PORTICO_CLAMD):
        return []
    return [
        Error(
            f"PORTICO_CLAMD is {settings.PORTICO_CLAMD!r}, which is no address of a virus scanner.",
            hint="Write host:port, such as 127.0.0.1:3310, or the path of its socket.",
            id="files.E001",
        )
    ]
