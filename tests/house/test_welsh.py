"""Everything that residents meet in Portico's own words is there in Welsh, with the same placeholders."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils import translation

from tests.house.own_words import residents_messages

FILE = Path(__file__).resolve().parents[2] / "locale" / "cy" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\([a-z_]+\)s|\{[a-z]+\}|\(\([a-z_]+\)\)|%%\{[a-z]+\}|%%|\]\([^)]*\)")
FORMS = 4
"""Welsh has forms of its own for one, two, and eight and eleven."""


@cache
def welsh() -> Catalog:
    with FILE.open("rb") as file:
        return read_po(file, locale="cy", abort_invalid=True)


def said(id: str) -> tuple[str, ...]:
    """What the catalogue has for a message, each of its forms; nothing where it has none."""
    message = welsh().get(id)
    if message is None or message.fuzzy:
        return ()
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ())


def test_every_message_that_residents_meet_is_there_in_welsh():
    missing = {}
    for message in residents_messages():
        forms = said(message.id)
        if not all(forms) or len(forms) != (FORMS if message.many else 1):
            missing[message.id] = message.where
    told = "\n".join(f"{where}: {id!r}" for id, where in missing.items())
    assert not missing, f"Not in {FILE.name} (pages for staff alone need no Welsh):\n{told}"


def test_placeholders_are_the_same_in_welsh():
    wrong = []
    for message in residents_messages():
        wanted = {*PLACEHOLDER.findall(message.id), *PLACEHOLDER.findall(message.many or "")}
        for form in said(message.id):
            found = set(PLACEHOLDER.findall(form))
            # A form for one may leave its number out.
            if not found <= wanted or (not message.many and found != wanted):
                wrong.append(f"{message.where}: {form}")
    assert not wrong, "\n".join(wrong)


def test_the_catalogue_is_compiled_and_knows_the_forms_of_welsh():
    with translation.override("cy"):
        assert translation.gettext("Continue") == "Parhau"
        days = [translation.ngettext("%(n)s day", "%(n)s days", count) % {"n": count} for count in (1, 2, 3)]
    assert days == ["1 diwrnod", "2 ddiwrnod", "3 diwrnod"]
