"""Every service of the demo council can be filled in to its end by somebody who reads only what pages say.

They know a few facts about themselves. Where the form ends politely they go back and answer otherwise.
On the way every page says how far they have come, and keeps to it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portico.channels.web.tests.conftest import KNOWS, MILL_LANE, PHOTO, SERVICES
from portico.channels.web.tests.robot import Control, Page, Resident
from portico.records.cases.models import Case
from portico.records.messages.models import Message
from tests.cast import BEGINNING

MORE = {
    r"(?i)need to add": "No",
    r"(?i)national insurance": "AB 12 34 56 C",
    r"(?i)number plate|registration": "AB12 CDE",
    r"(?i)sort code": "12-34-56",
    r"(?i)^account number|account account number": "12345678",
    r"(?i)roll number": "",
    r"(?i)^name on the account|account name": "Ada Lovelace",
    r"(?i)notice number": "PD12345678",
    r"(?i)driver number": "LOVEL855045A99BC",
    r"(?i)check code": "AB12CD34E",
    r"(?i)share code": "WAB123456",
    r"(?i)number of the certificate": "001234567890",
    r"(?i)rateable value": "9000",
    r"(?i)how many|number of": "1",
    r"(?i)how much|savings|income": "120",
}
FAR = {"day": "4", "month": "September", "year": "2026"}
BORN = {"day": "4", "month": "May", "year": "1980"}
LAST_RESORT = "Something about it"


class Determined(Resident):
    """Somebody who tries another answer where one leads nowhere."""

    def __init__(self, client: Client) -> None:
        super().__init__(client, {**MORE, **KNOWS})
        self.tried: dict[str, int] = {}
        self.day = {"day": "27", "month": "February", "year": "2026"}
        self.told: list[tuple[int, int]] = []
        """The number of each page and of how many, since an answer was last changed."""

    def _take(self, response: Any) -> Page:
        page = super()._take(response)
        if found := re.search(r"Page (\d+) of (?:at most )?(\d+)", page.words):
            self.told.append((int(found[1]), int(found[2])))
        elif self.at.endswith("/stopped"):
            self.told.clear()
        return page

    def walk(self, service: str) -> str:
        """Go through the form; return the reference."""
        self.go(f"/apply/{service}/")
        self.press("Start now")
        for _ in range(120):
            if self._last_button():
                self.press(self._last_button())
                found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", self.page.words)
                assert found, f"{self.at}: no reference: {self.page.words}"
                return found[0]
            if self.at.endswith("/stopped"):
                self.go(next(href for text, href in self.page.links if text.startswith("Go back")))
                self.day = FAR if self.day["year"] == "2026" and self.day != FAR else self.day
                self.tried[self.at.partition("?")[0]] = self.tried.get(self.at.partition("?")[0], 0) + 1
                self.told.clear()
            elif self.page.errors:
                self._mend()
            self.press("Continue")
        raise AssertionError(f"no end at {self.at}: {self.page.errors} {self.page.words}")

    def _mend(self) -> None:
        told = " ".join(self.page.errors)
        if given := re.search(r"(\d+) (\w+) (\d{4}) or (?:later|earlier)", told):
            self.day = dict(zip(("day", "month", "year"), given.groups(), strict=True))
        elif "later" in told or "future" in told:
            self.day = {"day": "16", "month": "March", "year": "2026"}
        elif "earlier" in told or "past" in told:
            self.day = {"day": "27", "month": "February", "year": "2026"}
        place = self.at.partition("?")[0]
        self.tried[place] = self.tried.get(place, 0) + 1
        assert self.tried[place] < 12, f"{self.at}: {self.page.errors}"

    def _choose(self, control: Control, data: dict[str, Any]) -> None:
        known = self._known(control.asked or control.label)
        turn = self.tried.get(self.at.partition("?")[0], 0)
        if control.type == "checkbox" and turn:
            boxes = [one for form in self.page.forms for one in form.controls if one.name == control.name]
            if boxes[turn % len(boxes)] is control:
                data[control.name] = [control.value]
            return
        if control.type == "checkbox":
            if control.name not in data or (known and re.search(str(known), control.label)):
                data.setdefault(control.name, []).append(control.value)
            return
        if control.name.endswith("-more"):
            wanted = control.label == "No"
        else:
            group = [one for form in self.page.forms for one in form.controls if one.name == control.name]
            turn %= len(group)
            wanted = group[turn] is control
            matching = [one for one in group if known and re.search(str(known), one.label)]
            if matching and (not turn or "address" in (control.asked or "").casefold()):
                wanted = matching[0] is control
        if wanted:
            data[control.name] = control.value

    def _fill(self, control: Control, data: dict[str, Any]) -> None:
        if control.type in {"text", "textarea", "email", "tel"}:
            born = re.search(r"(?i)born|birth", control.asked or "")
            for part, value in (BORN if born else self.day).items():
                if control.label.casefold() == part:
                    data[control.name] = value
                    return
        if control.type == "file":
            data[control.name] = SimpleUploadedFile("photo.jpg", PHOTO)
            return
        super()._fill(control, data)
        told_to = any("full postcode" in error for error in self.page.errors)
        if control.type == "text" and told_to and re.search(r"(?i)address|live", control.label):
            data[control.name] = MILL_LANE
            return
        if control.type in {"text", "textarea"} and not data.get(control.name):
            optional = "(optional)" in control.label or "(if there is one)" in control.label
            data[control.name] = "" if optional else LAST_RESORT


AFTER_THE_DAYS_IT_ASKS_FOR = {"small-business-rate-relief": timedelta(days=90)}
"""It asks for a day since 1 April 2026."""


@pytest.mark.parametrize("service", sorted(path.stem for path in SERVICES.glob("[!_]*.yaml")))
def test_a_service_can_be_filled_in_to_its_end(services, addresses, service):
    at = BEGINNING + AFTER_THE_DAYS_IT_ASKS_FOR.get(service, timedelta())
    with time_machine.travel(at, tick=False):
        ada = Determined(Client())
        reference = ada.walk(service)
    numbers, lengths = zip(*ada.told, strict=True)
    assert list(numbers) == sorted(numbers), "no page stands before one that was seen already"
    assert {after - before for before, after in pairwise(numbers)} <= {0, 1}
    assert list(lengths) == sorted(lengths, reverse=True), "the form became no longer than was told"
    assert numbers[-1] == lengths[-1], "the last page is the last"
    case = Case.objects.get()
    assert case.reference == reference.replace("-", "")
    assert case.title
    assert "((" not in case.title
    message = Message.objects.get()
    assert "((" not in message.subject + message.body
