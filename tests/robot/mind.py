"""What a resident thinks: what to answer to a question, and what to try when an error or a stop is told.

They know a few facts about themselves. Whatever else is asked they make up, as the page's words suggest; what
an error asks for they give. Where a form ends politely they go back and answer otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from tests.robot.seen import A_PHOTO, Control, Deed, Door, Seen

MOST_PAGES = 150
MOST_TRIES = 14
REFERENCE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
ENDS = ("Send", "Add me to the report")
OTHER_WAYS = ("Choose an address from a list", "Say where it is in words")
DAYS_TO_TRY = (-3, 186, -120, 14, -20, 60)
"""From today, one after another where a day leads nowhere."""
MADE_UP = "Something about it"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip


class LostError(AssertionError):
    """The resident does not know how to go on; the message says what the page told them."""


@dataclass
class Person:
    """Somebody, and what they know of themselves by heart."""

    home: str
    """Their address, as a regular expression for what a list of addresses says."""
    postcode: str
    name: str = "Ada Lovelace"
    email: str = "ada@porticoshire.example"
    phone: str = "01632 960 001"
    born: date = date(1980, 5, 4)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """What they answer, by a pattern that the words of a question match; the first counts."""
        return (
            (r"email", self.email),
            (r"phone number", self.phone),
            (r"postcode", self.postcode),
            (r"town or city", "Porticoton"),
            (r"your name\?|your full name|name on the account|^full name", self.name),
            (r"national insurance", "AB 12 34 56 C"),
            (r"number plate|registration number|vehicle registration", "AB12 CDE"),
            (r"sort code", "12-34-56"),
            (r"\baccount number$", "12345678"),
            (r"driver number", "LOVEL855045A99BC"),
            (r"how many|number of", "1"),
            (r"how much|savings|income|rateable value", "120"),
        )

    def choices(self) -> tuple[tuple[str, str], ...]:
        """What they choose, as a pattern for an option, by a pattern for the question."""
        return (
            (r"which address|^address|where (is|do|did|was|are)|address", self.home),
            (r"which bin", "Rubbish"),
            (r"need to add", "^No$"),
            (r"language", "English"),
            (r"one of these reports", "mine is different"),
        )


@dataclass
class Mind:
    """Decides what to do on each page that is read to it."""

    person: Person
    today: date
    tries: Counter[str] = field(default_factory=Counter)
    """How often a page had to be answered again, by its title."""
    turns: Counter[str] = field(default_factory=Counter)
    """How often something else had to be tried on it: an error that names a day only asks for that day."""
    days: dict[str, date] = field(default_factory=dict)
    """Days that an error asked for, by the title of the page and the question; forgotten after a stop."""
    pages: list[Seen] = field(default_factory=list)
    """Every page that was read to it."""
    stopped: bool = False
    """Whether the form just ended politely."""

    def decide(self, seen: Seen) -> Deed:
        """Say what to do on a page. Raises `LostError` after too many tries on the same page."""
        page = seen.title.removeprefix("Error: ")
        self.pages.append(seen)
        if "Start now" in seen.buttons:
            return Deed(button="Start now")
        if back := next((text for text in seen.links if text.startswith("Go back and change")), ""):
            self.stopped = True
            return Deed(link=back)
        if seen.errors or self.stopped:
            self._count(page, seen)
        if self.stopped:
            self.days.clear()
        self.stopped = False
        for end in ENDS:
            if end in seen.buttons:
                return Deed(button=end)
        if seen.errors and (way := self._other_way(page, seen)):
            return Deed(button=way)
        self._understand(page, seen)
        answers = [
            one for question in questions_of(seen.controls) for one in self._answer(page, seen, question)
        ]
        return Deed(answers, button="Continue")

    def _count(self, page: str, seen: Seen) -> None:
        self.tries[page] += 1
        self.turns[page] += self.stopped or not any(day_in(error) for error in seen.errors)
        if self.tries[page] > MOST_TRIES:
            raise LostError(f"“{page}” leads nowhere: {seen.errors} {seen.words}")

    def _understand(self, page: str, seen: Seen) -> None:
        """Whoever hears a page has to be told what each control is for, and which of them is wrong."""
        for control in seen.controls:
            if not control.name:
                raise LostError(f"“{page}”: a {control.role} after “{control.asked}” has no label")
            if control.role == "radio" and not any(one.name for one in control.around):
                raise LostError(f"“{page}”: nothing says what “{control.name}” answers")
        if seen.errors and not any(control.error for control in seen.controls):
            raise LostError(f"“{page}”: no control says that it is wrong: {seen.errors}")

    def _other_way(self, page: str, seen: Seen) -> str:
        """Another way to answer, where a page offers some and what it asks at first cannot be done."""
        ways = [way for way in OTHER_WAYS if way in seen.buttons]
        fields_told = any(control.error for control in seen.controls)
        return ways[0] if ways and not fields_told else ""

    def _answer(self, page: str, seen: Seen, question: list[Control]) -> Iterable[tuple[Control, str | bool]]:
        first = question[0]
        turn = self.turns[page] if first.error or not seen.errors else 0
        if first.role == "radio":
            chosen = self._choose(question, turn)
            return [(chosen, True)]
        if first.role == "checkbox":
            ticked = question[turn % len(question)]
            return [(one, one is ticked) for one in question]
        return [(one, self._write(page, one, turn)) for one in question]

    def _choose(self, radios: list[Control], turn: int) -> Control:
        asked = " ".join(around.name for around in radios[0].around)
        known = [one for one in radios if matches(asked, self.person.choices(), one.name)]
        others = [one for one in radios if one not in known]
        return [*known, *others][turn % len(radios)]

    def _write(self, page: str, control: Control, turn: int) -> str:
        if control.role == "file":
            return A_PHOTO
        if control.role == "combobox":
            known = [text for text in control.options if re.search(self.person.home, text)]
            return (known or list(control.options[1:]))[0]
        if control.name in {"Day", "Month", "Year"}:
            day = self._day(page, control, turn)
            return {"Day": str(day.day), "Month": MONTHS[day.month - 1], "Year": str(day.year)}[control.name]
        if control.error and (wanted := what_is_wanted(control.hints) or what_is_wanted(control.error)):
            return wanted
        for words in (control.name, control.asked, control.hints):
            for pattern, answer in self.person.facts():
                if re.search(pattern, words, re.IGNORECASE):
                    return answer
        return "" if "optional" in control.name and not control.error else MADE_UP

    def _day(self, page: str, control: Control, turn: int) -> date:
        if re.search(r"\bborn\b|birth", control.asked, re.IGNORECASE):
            return self.person.born
        key = f"{page}: {' '.join(one.name for one in control.around)}"
        if asked := day_in(control.error):
            self.days[key] = asked
        if key in self.days:
            return self.days[key]
        return self.today + timedelta(days=DAYS_TO_TRY[turn % len(DAYS_TO_TRY)])


def questions_of(controls: Iterable[Control]) -> list[list[Control]]:
    """The controls by question: those of one role next to each other in the same group are one."""
    return [
        list(some)
        for _, some in groupby(
            controls,
            lambda one: (one.role, one.around, one.place if one.role not in {"radio", "checkbox"} else 0),
        )
    ]


def matches(asked: str, known: Iterable[tuple[str, str]], text: str) -> bool:
    """Whether `text` is what somebody chooses who `knows` the answer to what is asked."""
    return any(
        re.search(question, asked, re.IGNORECASE) and re.search(answer, text) for question, answer in known
    )


def what_is_wanted(told: str) -> str:
    """What to type after a hint or an error: its example, or as many digits or letters as it says."""
    if found := re.search(r"\b(?:like|such as) [“\"]?([^”\".,]+)", told):
        return found[1].partition(" or ")[0]
    if found := re.search(r"between (\S+) and |(\d\S*) or (?:more|less)$", told):
        return (found[1] or found[2]).strip("£")
    if found := re.search(r"(\d+) characters or fewer", told):
        return MADE_UP[: int(found[1])]
    if found := re.search(r"(?:([A-Z]+) and )?(\d+)(?: or \d+)? (digits|letters and digits)", told):
        begins = re.search(r"begins with (\w+)", told)
        made_up = "AB12CD34E56F78G9" if "letters" in found[3] else "1234567890123456"
        if begins:
            return begins[1] + made_up[: int(found[2]) - len(begins[1])]
        return (found[1] or "") + made_up[: int(found[2])]
    return ""


def day_in(error: str) -> date | None:
    """The day that an error names as the first or the last that can be."""
    found = re.search(r"(\d{1,2}) (\w+) (\d{4})", error)
    if not found or found[2] not in MONTHS or "real date" in error:
        return None
    return date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))


def walk(door: Door, mind: Mind, address: str) -> str:
    """Go through a form from its first page to its end; return the reference that the last page tells."""
    door.go(address)
    for _ in range(MOST_PAGES):
        seen = door.look()
        deed = mind.decide(seen)
        door.do(deed)
        if deed.button in ENDS:
            last = door.look()
            found = REFERENCE.search(last.words)
            if found is None:
                raise LostError(f"“{last.title}” tells no reference: {last.words}")
            return found[0]
    raise LostError(f"no end at “{seen.title}”: {seen.errors} {seen.words}")
