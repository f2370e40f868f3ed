"""Kinds of field on a sheet: how a value of a definition is put into inputs, and read from what was typed.

A field of a sheet may need several inputs. Each is named by the field, with a part behind a hyphen:
`deadline-amount`, `label-cy`. What cannot be read at all is told at the field and not saved; what can be read
but does not fit the rest of the definition is saved, since a working copy may have mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol, get_args

from portico.records.catalogue.definition.workflow import Channel

Typed = dict[str, str | list[str]]
"""What stands in the inputs of a field, by the part of each: "" for the only or first one."""
LONGEST_TEXT = 10_000
LONGEST_LINE = 500
CHANNELS: tuple[Channel, ...] = get_args(Channel)
UNITS = {"hours": "hours", "days": "days", "working_days": "working days", "months": "months"}
ONE_OF_UNIT = {"hours": "hour", "days": "day", "working_days": "working day", "months": "month"}
_WHOLE = r"\d{1,3}(?:,\d{3}){1,2}|\d{1,9}"
"""Digits, with a comma between thousands or without any."""
_POUNDS = re.compile(rf"£?\s*({_WHOLE})(?:\.(\d{{2}}))?", re.ASCII)


class FieldError(ValueError):
    """What was typed cannot be read; says what to type instead."""

    def __init__(self, part: str, words: str) -> None:
        super().__init__(words)
        self.part = part
        self.words = words


class FieldKind(Protocol):
    """How a kind of field stands on a page and is read from it."""

    template: ClassVar[str]
    """The macro that draws it, in `desk/editor/fields.html`."""

    def parts(self) -> Sequence[str]:
        """The parts of its inputs."""
        ...

    def typed(self, value: Any) -> Typed:
        """What stands in the inputs for a value, which may be damaged in a working copy."""
        ...

    def read(self, typed: Typed) -> Any:
        """The value; None where the field is left empty. Raises `FieldError`."""
        ...


def one(typed: Typed, part: str = "") -> str:
    """The only thing typed into an input."""
    value = typed.get(part, "")
    return value if isinstance(value, str) else (value[0] if value else "")


@dataclass(frozen=True)
class LineField:
    """One line of plain text, such as a web address."""

    template: ClassVar[str] = "line"
    longest: int = LONGEST_LINE

    def parts(self) -> Sequence[str]:
        """One input."""
        return ("",)

    def typed(self, value: Any) -> Typed:
        """The line."""
        return {"": "" if value is None else str(value)}

    def read(self, typed: Typed) -> Any:
        """The line without spaces around it."""
        line = " ".join(one(typed).split())
        if len(line) > self.longest:
            raise FieldError("", f"Use at most {self.longest} characters; this is {len(line)}")
        return line or None


@dataclass(frozen=True)
class TextField:
    """A text that residents or staff read, in English and perhaps in Welsh."""

    template: ClassVar[str] = "text"
    rows: int = 1

    def parts(self) -> Sequence[str]:
        """English, then Welsh."""
        return ("", "cy")

    def typed(self, value: Any) -> Typed:
        """Both languages."""
        if isinstance(value, Mapping):
            return {"": str(value.get("en") or ""), "cy": str(value.get("cy") or "")}
        return {"": "" if value is None else str(value), "cy": ""}

    def read(self, typed: Typed) -> Any:
        """A plain string where there is English only, as in files."""
        english, welsh = self._tidy(one(typed)), self._tidy(one(typed, "cy"))
        for part, text in (("", english), ("cy", welsh)):
            if len(text) > LONGEST_TEXT:
                raise FieldError(part, f"Use at most {LONGEST_TEXT:,} characters; this is {len(text):,}")
        if welsh and not english:
            raise FieldError("", "Write it in English too: Welsh stands beside it, never alone")
        return ({"en": english, "cy": welsh} if welsh else english) or None

    def _tidy(self, text: str) -> str:
        return text.strip() if self.rows > 1 else " ".join(text.split())


@dataclass(frozen=True)
class WordsField:
    """Several words or short phrases, one a line."""

    template: ClassVar[str] = "words"

    def parts(self) -> Sequence[str]:
        """One input."""
        return ("",)

    def typed(self, value: Any) -> Typed:
        """One a line."""
        return {"": "\n".join(str(word) for word in value) if isinstance(value, list) else ""}

    def read(self, typed: Typed) -> Any:
        """Each once, in their order."""
        words = (" ".join(line.split()) for line in one(typed).splitlines())
        return list(dict.fromkeys(word for word in words if word)) or None


@dataclass(frozen=True)
class NumberField:
    """A whole number."""

    template: ClassVar[str] = "number"
    unit: str = ""
    """Words behind the input, such as `metres`."""

    def parts(self) -> Sequence[str]:
        """One input."""
        return ("",)

    def typed(self, value: Any) -> Typed:
        """Its digits."""
        return {"": "" if value is None else str(value)}

    def read(self, typed: Typed) -> Any:
        """The number; a comma between thousands is no mistake."""
        digits = one(typed).strip()
        if not digits:
            return None
        if not re.fullmatch(rf"-?(?:{_WHOLE})", digits, re.ASCII):
            raise FieldError("", "Enter a whole number, such as 10")
        return int(digits.replace(",", ""))


@dataclass(frozen=True)
class TickField:
    """Yes or no, as a box to tick."""

    template: ClassVar[str] = "tick"

    def parts(self) -> Sequence[str]:
        """One input."""
        return ("",)

    def typed(self, value: Any) -> Typed:
        """Ticked or not."""
        return {"": "yes" if value is True else ""}

    def read(self, typed: Typed) -> Any:
        """Whether it is ticked."""
        return one(typed) == "yes"


@dataclass(frozen=True)
class OneField:
    """One of several. `source` names where the choices come from, in `choices.py`."""

    template: ClassVar[str] = "one"
    source: str
    empty: str = ""
    """What stands for none of them; without it one has to be chosen."""

    def parts(self) -> Sequence[str]:
        """One input."""
        return ("",)

    def typed(self, value: Any) -> Typed:
        """The value of the chosen one."""
        return {"": str(value) if isinstance(value, str) else ""}

    def read(self, typed: Typed) -> Any:
        """The chosen one; what is not offered is told when the copy is checked."""
        return one(typed).strip()[:LONGEST_LINE] or None


@dataclass(frozen=True)
class SomeField:
    """Some of several, or none."""

    template: ClassVar[str] = "some"
    source: str

    def parts(self) -> Sequence[str]:
        """One group of boxes."""
        return ("",)

    def typed(self, value: Any) -> Typed:
        """Those ticked."""
        return {"": [str(one) for one in value] if isinstance(value, list) else []}

    def read(self, typed: Typed) -> Any:
        """Those ticked, each once."""
        given = typed.get("", [])
        several = [given] if isinstance(given, str) else given
        return [text[:LONGEST_LINE] for text in dict.fromkeys(several) if text] or None


@dataclass(frozen=True)
class ConditionField:
    """A condition, which has a page of its own: the sheet tells it in words and leads there."""

    template: ClassVar[str] = "condition"

    def parts(self) -> Sequence[str]:
        """No input."""
        return ()

    def typed(self, value: Any) -> Typed:
        """The condition as it is kept, for telling it."""
        return {"": str(value) if isinstance(value, str) else ""}

    def read(self, typed: Typed) -> Any:
        """The condition as it stands."""
        return one(typed) or None


@dataclass(frozen=True)
class DurationField:
    """A length of time: how many of which unit."""

    template: ClassVar[str] = "duration"

    def parts(self) -> Sequence[str]:
        """How many, and the unit."""
        return ("amount", "unit")

    def typed(self, value: Any) -> Typed:
        """Both."""
        if not isinstance(value, Mapping):
            return {"amount": "", "unit": ""}
        return {"amount": str(value.get("amount", "")), "unit": str(value.get("unit", ""))}

    def read(self, typed: Typed) -> Any:
        """Both, or neither."""
        amount, unit = one(typed, "amount").strip(), one(typed, "unit")
        if not amount:
            return None
        if not re.fullmatch(r"[0-9]{1,4}", amount):
            raise FieldError("amount", "Enter how long in figures, such as 5")
        if unit not in UNITS:
            raise FieldError("unit", "Choose hours, days, working days or months")
        return {"amount": int(amount), "unit": unit}


@dataclass(frozen=True)
class PoundsField:
    """An amount of money, in pounds and pence."""

    template: ClassVar[str] = "pounds"

    def parts(self) -> Sequence[str]:
        """One input."""
        return ("",)

    def typed(self, value: Any) -> Typed:
        """As people write it: 25 or 25.50."""
        if not isinstance(value, Mapping):
            return {"": ""}
        pounds, pence = value.get("pounds", 0), value.get("pence", 0)
        return {"": f"{pounds}.{pence:02}" if isinstance(pence, int) and pence else str(pounds)}

    def read(self, typed: Typed) -> Any:
        """Pounds and pence, each left out where it is nothing, as in files."""
        text = one(typed).strip()
        if not text:
            return None
        found = _POUNDS.fullmatch(text)
        if not found:
            raise FieldError("", "Enter an amount in pounds, such as 25 or 25.50")
        parts = {"pounds": int(found[1].replace(",", "")), "pence": int(found[2] or 0)}
        return {name: number for name, number in parts.items() if number}


@dataclass(frozen=True)
class ByChannelField:
    """Something for some of the channels: a length of time or an amount."""

    template: ClassVar[str] = "by_channel"
    of: DurationField | PoundsField

    def parts(self) -> Sequence[str]:
        """The parts of each channel, behind its name."""
        return tuple(_joined(channel, part) for channel in CHANNELS for part in self.of.parts())

    def typed(self, value: Any) -> Typed:
        """Those of every channel."""
        given = value if isinstance(value, Mapping) else {}
        return {
            _joined(channel, part): typed
            for channel in CHANNELS
            for part, typed in self.of.typed(given.get(channel)).items()
        }

    def read(self, typed: Typed) -> Any:
        """Those channels that something was typed for."""
        found = {}
        for channel in CHANNELS:
            mine = {part: typed.get(_joined(channel, part), "") for part in self.of.parts()}
            try:
                value = self.of.read(mine)
            except FieldError as error:
                raise FieldError(_joined(channel, error.part), error.words) from error
            if value is not None:
                found[channel] = value
        return found or None


def _joined(channel: str, part: str) -> str:
    return f"{channel}-{part}" if part else channel


DAY_LIMITS = {
    "": "No limit",
    "today": "The day it is filled in",
    "before": "Days before the day it is filled in",
    "after": "Days after the day it is filled in",
    "on": "A fixed date",
}


@dataclass(frozen=True)
class DayLimitField:
    """The earliest or latest day that may be given: a date, or days from the day the form is filled in."""

    template: ClassVar[str] = "day_limit"

    def parts(self) -> Sequence[str]:
        """Which way of saying it, the number of days, the date."""
        return ("how", "days", "date")

    def typed(self, value: Any) -> Typed:
        """As `today`, `today-30`, `today+14` or an ISO date say it."""
        text = value if isinstance(value, str) else ""
        if found := re.fullmatch(r"today([+-])(\d+)", text):
            return {"how": "before" if found[1] == "-" else "after", "days": found[2], "date": ""}
        if text in ("", "today"):
            return {"how": text, "days": "", "date": ""}
        return {"how": "on", "days": "", "date": text}

    def read(self, typed: Typed) -> Any:
        """One of those texts."""
        how, days, day = (one(typed, part).strip() for part in self.parts())
        if how in ("before", "after"):
            if not re.fullmatch(r"[0-9]{1,5}", days):
                raise FieldError("days", "Enter how many days in figures, such as 30")
            return f"today{'-' if how == 'before' else '+'}{int(days)}"
        if how == "on":
            try:
                return date.fromisoformat(day).isoformat()
            except ValueError:
                raise FieldError("date", "Enter a date as year, month and day, such as 2026-04-01") from None
        return "today" if how == "today" else None
