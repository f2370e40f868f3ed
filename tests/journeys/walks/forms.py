"""Walks of forms: whatever they ask, every page is seen empty, in error, with the longest text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Final

from PIL import Image
from playwright.sync_api import Locator, Page

from tests.journeys.looking import Look, not_at_all
from tests.journeys.town import POSTCODE
from tests.journeys.walks.steps import HOME, LONGEST, go_on, is_refused, press
from tests.running import Running

MOST_PAGES: Final = 50
MORE_THAN_FITS: Final = 3_100
"""More characters than any answer may have."""
Choices = Mapping[str, str]
"""What to choose, by words of the question."""

ANSWERS: Final[Choices] = {
    "Was the bin out": "Yes",
    "Which bin": "Rubbish",
    "Where are you moving": "From one home in Porticoshire to another",
    "What happens to the home": "It is sold",
    "How do you live in your new home": "I rent it",
    "Who is moving?": "Others move with me",
    "Is your name on": "Yes",
    "Is it your main home": "Yes",
    "How many people": "Two or more",
    "Is every other adult": "Yes, each of them is",
    "What changed on that day": "Something else",
    "What is it about?": "Council tax",
    "What is it about council tax": "I find it hard to pay",
    "What is it about your bins": "Something else about bins",
    "What is it about parking": "Something else about parking",
    "What do you need?": "Something else about homes",
    "What is it about streets": "Roadworks",
    "Do you want to give your name": "Yes, I will give my details",
    "Is it one of these reports": "No, mine is different",
}
"""Where the first choice would stop the form or leave pages out."""

IN_A_FORM_OF_ITS_OWN: Final = {
    "savings": "£1,250.50",
    "Income": "1250",
    "number plate": "AB12 CDE",
    "Company number": "SC 12345",
    "National Insurance": "AB 12 34 56 C",
    "Sort code": "12-34-56",
}
"""What to type where not every word will do, by words of the label."""

LAST_DAY: Final = "Last day"
"""Of a range of days; among choices it says how many days after the first."""


def form(page: Page, town: Running, look: Look, service: str, choices: Choices | None = None) -> str:
    """A whole form to its end; `choices` come before `ANSWERS`. Gives the reference."""
    page.goto(f"{town.address}/apply/{service}/")
    look(page, f"{service}, start")
    press(page, "Start now")
    page.goto(f"{town.address}/apply/{service}/check")
    look(page, f"{service}, led to the next question")
    send = to_the_check(page, look, service, choices)
    with page.expect_navigation():
        send.click()
    look(page, f"{service}, sent")
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.get_by_role("main").inner_text())
    assert found, page.get_by_role("main").inner_text()
    return found.group()


def to_the_check(page: Page, look: Look, service: str, choices: Choices | None = None) -> Locator:
    """One page after another of a form that is open, as far as the check. Gives the button that sends it."""
    before, step = "", 1
    for _ in range(MOST_PAGES):
        send = page.get_by_role("button", name=re.compile("^(Send|Add me)"))
        if send.count():
            break
        step = step + 1 if page.url.split("?")[0] == before else 1
        before = page.url.split("?")[0]
        name = f"{service}, {before.split('/')[-1]}" + (f", step {step}" if step > 1 else "")
        one_page(page, look, name, {**ANSWERS, **(choices or {})})
    look(page, f"{service}, check")
    return send


def one_page(page: Page, look: Look, name: str, choices: Choices) -> None:
    """One page of a form: as it comes, sent with nothing, sent with too much, and answered."""
    before = page.url
    if not look.knows(name):
        look(page, name)
        if not go_wrong(page, look, name):
            return
    answer(page, look, name, choices)
    go_on(page)
    assert page.url != before or not is_refused(page), f"{name}: {page.get_by_role('main').inner_text()}"


def go_wrong(page: Page, look: Look, name: str) -> bool:
    """Send a page with nothing and with too much on it; say whether it is still there to be answered."""
    before = page.url
    go_on(page)
    if page.url != before and not is_refused(page):
        return False
    look(page, f"{name}, error")
    boxes = page.get_by_role("main").get_by_role("textbox")
    if boxes.count() and "Postcode" not in page.get_by_role("main").inner_text():
        for box in boxes.all():
            box.fill(LONGEST[:MORE_THAN_FITS])
        go_on(page)
        look(page, f"{name}, too long")
        return page.url == before or is_refused(page)
    return True


def answer(page: Page, look: Look, name: str, choices: Choices) -> None:
    """Answer a page with something sensible, whatever it asks."""
    main = page.get_by_role("main")
    asked = main.inner_text()
    choose(main, asked, choices)
    boxes = main.get_by_role("checkbox")
    if boxes.count() and not any(box.is_checked() for box in boxes.all()):
        boxes.first.check()
    day = datetime.now(UTC).date() - timedelta(days=120 if "only adult" in asked else 2)
    for box in main.get_by_role("textbox").all():
        label = (box.evaluate("e => e.labels.length ? e.labels[0].innerText : ''")).strip()
        around = box.evaluate("e => e.closest('fieldset')?.querySelector('legend')?.innerText ?? ''").strip()
        then = day + timedelta(days=int(choices.get(LAST_DAY, "0")) if around == LAST_DAY else 0)
        known = {
            "Day": then.day,
            "Month": then.month,
            "Year": then.year,
            "Postcode": POSTCODE,
            "Town": "Porticoton",
        }
        typed = known.get(re.split(r"\W", label)[0]) or choices.get(label) or typed_by_kind(box, label)
        box.fill(str(typed))
    if main.locator("input[type=file]").count():
        add_file(page, look, name)
    if page.get_by_role("button", name="Pin in the middle").count():
        put_pin(page, look, name)


def add_file(page: Page, look: Look, name: str) -> None:
    """Refuse a file that is none, then upload one with a long name."""
    field = page.get_by_role("main").locator("input[type=file]").first
    if not look.knows(f"{name}, wrong file"):
        field.set_input_files({"name": "notes.exe", "mimeType": "text/plain", "buffer": b"MZ nothing"})
        press(page, re.compile("Upload|Add"))
        look(page, f"{name}, wrong file")
    field.set_input_files(
        {"name": f"{'photo-of-it-' * 12}.png", "mimeType": "image/png", "buffer": small_picture()}
    )
    press(page, re.compile("Upload|Add"))
    look(page, f"{name}, with a file")


def put_pin(page: Page, look: Look, name: str) -> None:
    """Say where it is in each way there is, and at last with a pin on the map."""
    if not look.knows(f"{name}, with a pin"):
        press(page, "Say where it is in words")
        look(page, f"{name}, in words")
        press(page, "Choose an address from a list")
        look(page, f"{name}, search")
        page.get_by_label("Street, postcode or an address near it").fill(POSTCODE)
        go_on(page)
        look(page, f"{name}, list")
        press(page, "Use the map")
        search_map(page, LONGEST[:100])
        look(page, f"{name}, map, nothing found")
    search_map(page, POSTCODE)
    look(page, f"{name}, map, found")
    press(page, "Pin in the middle")
    look(page, f"{name}, with a pin")
    page.get_by_label("Where exactly?").fill(LONGEST[:180])


def search_map(page: Page, words: str) -> None:
    """Move the map to a place by its name."""
    page.get_by_label("Find a street, place or postcode on the map").fill(words)
    press(page, "Find")


def small_picture() -> bytes:
    """A picture as small as a picture can be."""
    content = BytesIO()
    Image.new("RGB", (32, 32), (90, 60, 40)).save(content, "PNG")
    return content.getvalue()


def choose(main: Locator, asked: str, choices: Choices) -> None:
    """Choose in each group of radios: what is known for the question, one's own home, “No”, or the first."""
    groups: dict[str, list[Locator]] = {}
    for radio in main.get_by_role("radio").all():
        groups.setdefault(radio.get_attribute("name") or "", []).append(radio)
    wanted = {known for question, known in choices.items() if question in asked}
    for radios in groups.values():
        texts = [radio.evaluate("e => e.labels[0].innerText.trim()") for radio in radios]
        good = [place for place, text in enumerate(texts) if text in wanted]
        if not good and any(radio.is_checked() for radio in radios):
            continue
        good = good or [place for place, text in enumerate(texts) if text in {HOME, "No"}]
        radios[good[0] if good else 0].check()


def typed_by_kind(box: Locator, label: str) -> str:
    """Words for a box: long ones where it takes words."""
    kind = box.get_attribute("type")
    for words, typed in IN_A_FORM_OF_ITS_OWN.items():
        if words in label:
            return typed
    if kind in {"email", "tel"}:
        return "ada@porticoshire.example" if kind == "email" else "01632 960 001"
    if "number" in label:
        return "12345678"
    return LONGEST[:450] if box.evaluate("e => e.tagName") == "TEXTAREA" else LONGEST[:60].strip()


def address_by_hand(page: Page, town: Running, look: Look) -> None:
    """The pages of a missed bin at an address that is in no list."""
    page.goto(f"{town.address}/apply/missed-bin/")
    press(page, "Start now")
    press(page, "Enter the address by hand")
    look(page, "missed-bin, address by hand")
    go_on(page)
    look(page, "missed-bin, address by hand, error")
    put_aside(page, look)
    page.goto(f"{town.address}/apply/missed-bin/address")
    answer(page, look, "missed-bin, address by hand", ANSWERS)
    go_on(page)
    one_page(page, look, "missed-bin, bin", ANSWERS)
    one_page(page, look, "missed-bin, collection-day", ANSWERS)


def put_aside(page: Page, look: Look) -> None:
    """Save a form to come back later: what it asks, what it refuses, and what it says at the end."""
    press(page, "Save and come back later")
    look(page, "save for later")
    press(page, "Send the link")
    look(page, "save for later, error")
    page.get_by_label("Email address").fill("ada@porticoshire.example")
    press(page, "Send the link")
    look(page, "save for later, sent")


def stopped(page: Page, town: Running, look: Look, service: str, choices: Choices) -> None:
    """A form that says it is not for this person, and that can be begun again."""
    page.goto(f"{town.address}/apply/{service}/")
    press(page, "Start now")
    silent = not_at_all()
    for _ in range(MOST_PAGES):
        if page.url.endswith("/stopped"):
            break
        answer(page, silent, "", {**ANSWERS, **choices})
        go_on(page)
    look(page, f"{service}, stopped")
    page.goto(f"{town.address}/apply/{service}/")
    look(page, f"{service}, begun before")
    press(page, "Delete them and start again")
