"""Contact details as somebody gave them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from portico.records.people.names import name_key_of
from portico.records.people.reaching import email_for_matching, one_line, phone_for_matching
from portico.records.places.postcode import read_postcode

LONGEST_NAME = 200
LONGEST_EMAIL = 254
LONGEST_PHONE = 30
LONGEST_UPRN = 12
LANGUAGES = ("en", "cy")


class DetailTooLongError(ValueError):
    """A detail is longer than any real one; the form that took it asks for a shorter one."""


@dataclass(frozen=True)
class Given:
    """Who somebody says they are and how to reach them; every detail may be empty.

    What nobody can see (control signs, surplus spaces) is taken out; otherwise it stays as it was written.
    A postcode that can be read as one is kept with capitals and one space. Raises `DetailTooLongError`.
    """

    name: str = ""
    email: str = ""
    phone: str = ""
    address_lines: tuple[str, ...] = ()
    postcode: str = ""
    uprn: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        for field, longest in (
            ("name", LONGEST_NAME),
            ("email", LONGEST_EMAIL),
            ("phone", LONGEST_PHONE),
            ("uprn", LONGEST_UPRN),
        ):
            value = one_line(getattr(self, field))
            if len(value) > longest:
                raise DetailTooLongError(f"The {field} is longer than {longest} characters.")
            object.__setattr__(self, field, value)
        lines = tuple(line for line in map(one_line, self.address_lines) if line)
        object.__setattr__(self, "address_lines", lines)
        written = one_line(self.postcode)
        object.__setattr__(self, "postcode", read_postcode(written) or written.upper()[:8])
        if self.language not in LANGUAGES:
            object.__setattr__(self, "language", "en")

    @cached_property
    def name_key(self) -> str:
        """The name in the form that sorts and matches."""
        return name_key_of(self.name)

    @cached_property
    def email_match(self) -> str:
        """The e-mail address in the form that matches, or empty."""
        return email_for_matching(self.email)

    @cached_property
    def phone_match(self) -> str:
        """The phone number in the form that matches, or empty."""
        return phone_for_matching(self.phone)

    @property
    def is_anonymous(self) -> bool:
        """Whether nothing was given by which somebody could be known or reached."""
        return not (self.name or self.email or self.phone)
