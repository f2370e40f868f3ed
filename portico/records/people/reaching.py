"""E-mail addresses and phone numbers in the form that matches."""

from __future__ import annotations

import functools
import re
import unicodedata

import phonenumbers

_NEVER_WRITTEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def one_line(text: str) -> str:
    """`text` on one line: composed, without control and invisible signs, with single spaces."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join(_NEVER_WRITTEN.sub(" ", composed).split())


def email_for_matching(given: str) -> str:
    """The e-mail address in the form that matches; empty where it can be none.

    Lower case throughout: the part before the `@` may distinguish case by the letter of RFC 5321, but no
    provider does, and people write it either way.
    """
    plain = one_line(given).casefold()
    return plain if _EMAIL.fullmatch(plain) else ""


@functools.lru_cache(maxsize=2048)
def phone_for_matching(given: str) -> str:
    """The phone number as E.164 (`+441632960123`), numbers without a country read as British.

    Empty where it cannot be read as a possible number: it is then kept as given and matches nothing.
    """
    try:
        number = phonenumbers.parse(given, "GB")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    number.extension = None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
