"""The robot that fills in forms gives up where a page does not say what it should."""

from __future__ import annotations

from datetime import date

import pytest

from tests.robot.mind import LostError, Mind, Person, day_in, what_is_wanted
from tests.robot.seen import Around, Control, Seen

TODAY = date(2026, 3, 2)
PLACE = Around("Where is it?", "Choose one. Error: Choose an address")


def mind() -> Mind:
    return Mind(Person(home="^12 Mill Lane", postcode="PX1 2AB"), TODAY)


def page(*controls: Control, errors: tuple[str, ...] = ()) -> Seen:
    return Seen("A page", controls=controls, buttons=("Continue",), errors=errors)


def answers(*controls: Control, errors: tuple[str, ...] = ()) -> list[str | bool]:
    return [answer for _, answer in mind().decide(page(*controls, errors=errors)).answers]


def test_it_answers_by_label_legend_and_hint():
    assert answers(Control("textbox", "Postcode, or the start of the address", 0)) == ["PX1 2AB"]
    assert answers(Control("textbox", "What is it?", 0)) == ["Something about it"]
    homes = [Control("radio", f"{number} Mill Lane", number, around=(PLACE,)) for number in (11, 12)]
    assert mind().decide(page(*homes)).answers == [(homes[1], True)]


def test_it_does_as_an_error_says():
    told = "Error: Enter PD and 8 digits"
    assert answers(Control("textbox", "The number", 0, told), errors=("Enter PD and 8 digits",)) == [
        "PD12345678"
    ]
    around = (Around("When?", "Error: Date must be 4 April 2026 or later"),)
    day = [
        Control("textbox", part, place, around=around) for place, part in enumerate(("Day", "Month", "Year"))
    ]
    assert answers(*day, errors=("Date must be 4 April 2026 or later",)) == ["4", "April", "2026"]


@pytest.mark.parametrize(
    ("controls", "errors", "told"),
    [
        ([Control("textbox", "", 0)], (), "has no label"),
        ([Control("radio", "Yes", 0)], (), "nothing says what “Yes” answers"),
        ([Control("textbox", "Name", 0)], ("Enter a name",), "no control says that it is wrong"),
    ],
)
def test_it_is_lost_where_a_page_does_not_say_enough(controls, errors, told):
    with pytest.raises(LostError, match=told):
        mind().decide(page(*controls, errors=errors))


def test_it_gives_up_where_nothing_leads_on():
    lost, wrong = mind(), page(Control("textbox", "Name", 0, "Error: No"), errors=("No",))
    with pytest.raises(LostError, match="leads nowhere"):
        for _ in range(30):
            lost.decide(wrong)


@pytest.mark.parametrize(
    ("told", "typed"),
    [
        ("Enter a full UK postcode, like AA3 1AB", "AA3 1AB"),
        ("Enter an amount in pounds, like 120 or 12.50", "120"),
        ("Enter a number between 3 and 9", "3"),
        ("Enter a number that is £1,000 or less", "1,000"),
        ("Enter the 8 letters and digits of the code", "AB12CD34"),
        ("Enter the 9 letters and digits of the code. It begins with W", "WAB12CD34"),
        ("Your answer must be 4 characters or fewer", "Some"),
        ("Enter a name", ""),
    ],
)
def test_what_is_wanted_is_read_from_the_words(told, typed):
    assert what_is_wanted(told) == typed


def test_a_day_is_read_from_the_words():
    assert day_in("Date must be 4 April 2026 or later") == date(2026, 4, 4)
    assert day_in("Enter a real date, like 27 3 2026") is None
