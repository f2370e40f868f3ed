"""Every page in every contrast, on a phone and on a desk: accessible, and never wider than its window.

Each walk below visits pages as people do, and shows each to `Look`: empty, in error, with the longest text.
The long walk looks at all of them in every way; the short one at the main pages, in the standard contrast on
a phone.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Final

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from tests.journeys.browser import Chromium
from tests.journeys.looking import Shown, as_most_see_it, in_every_way, looking, not_looking
from tests.journeys.town import POSTCODE, sign_in
from tests.running import Running

LONGEST: Final = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch und Donaudampfschifffahrtsgesellschaft "
    "“محمد الأحمد” 王小芳 🗑️🚮 <b>not bold</b> "
) * 45
HOME: Final = f"3 Colonnade Row, Porticoton, {POSTCODE}"
STILL: Final = ("accessibility", "cookies", "privacy", "contact", "display")
SERVICES: Final = (
    "missed-bin", "street-problem", "change-of-address", "council-tax-single-person-discount", "contact-us",
)  # fmt: skip
MOST_PAGES: Final = 40


# Walks of the portal ----------------------------------------------------------------------------------------


def main_pages(page: Page, town: Running, look: Shown) -> None:
    """What most people see: home, search, bin day, follow."""
    page.goto(town.address)
    look(page, "home")
    page.goto(f"{town.address}/find?words=rubish+not+colected")
    look(page, "find, found")
    page.goto(f"{town.address}/follow")
    look(page, "follow")
    press(page, "See my request")
    look(page, "follow, errors")
    page.goto(f"{town.address}/bin-day")
    look(page, "bin day")
    press_first(page)
    look(page, "bin day, error")
    page.get_by_label("Postcode").fill(POSTCODE)
    press_first(page)
    look(page, "bin day, addresses")
    press_first(page)
    look(page, "bin day, addresses, error")
    page.get_by_label("3 Colonnade Row").check()
    press_first(page)
    look(page, "bin day, collections")


def other_public_pages(page: Page, town: Running, look: Shown) -> None:
    """Still pages, nothing found, errors, and the demo's own pages."""
    for name in STILL:
        page.goto(f"{town.address}/{name}")
        look(page, name)
    page.goto(f"{town.address}/find")
    look(page, "find, empty")
    page.goto(f"{town.address}/find?words={LONGEST[:200]}")
    look(page, "find, nothing found")
    page.goto(f"{town.address}/no-such-page")
    look(page, "not found")
    page.goto(f"{town.address}/follow/request")
    look(page, "follow, ended")
    page.goto(f"{town.address}/follow")
    page.get_by_label("Your reference").fill("BCDF-GHJK")
    page.get_by_label("One detail").fill(LONGEST[:254])
    press(page, "See my request")
    look(page, "follow, wrong detail")
    forget_token(page)
    press(page, "See my request")
    look(page, "form token missing")
    for path, name in (("demo/codes", "demo codes"), ("demo/messages", "demo messages")):
        page.goto(f"{town.address}/{path}")
        look(page, name)
    page.get_by_role("main").get_by_role("link").first.click()
    look(page, "demo message")


def following(page: Page, town: Running, look: Shown, reference: str, detail: str) -> None:
    """A followed request and everything that can be done with it, wrong and with the longest text."""
    page.goto(f"{town.address}/follow")
    page.get_by_label("Your reference").fill(reference)
    page.get_by_label("One detail").fill(detail)
    press(page, "See my request")
    look(page, "followed")
    for link, button in (
        ("Send us a message or a photo", "Send"),
        ("Take your request back", "Take it back"),
    ):
        page.goto(f"{town.address}/follow/request")
        page.get_by_role("link", name=link).click()
        look(page, f"followed, {link}")
        page.get_by_role("textbox").fill(LONGEST)
        press(page, button)
        look(page, f"followed, {link}, too long")
        page.get_by_role("textbox").fill(LONGEST[:4900] if button == "Send" else "It came after all")
        press(page, button)
        look(page, f"followed, after {link}")
    page.get_by_role("link", name="Tell us that it is not finished").click()
    look(page, "followed, reopen")
    press(page, "Open it again")
    look(page, "followed, reopen, error")


# Walks of forms ---------------------------------------------------------------------------------------------

ANSWERS: Final = {
    "Was the bin out": "Yes",
    "Which bin": "Rubbish",
    "Where are you moving": "From one home in Porticoshire to another",
    "What happens to the home": "It is sold",
    "How do you live in your new home": "I rent it",
    "Who is moving?": "Others move with me",
    "Is your name on": "Yes",
    "Is it your main home": "Yes",
    "How many people": "Two or more",
    "Is every other adult": "Yes, each",
    "What changed on that day": "Something else",
    "What is it about?": "Council tax",
    "What is it about council tax": "I find it hard to pay",
}
"""What to choose where the first choice would stop the form or leave pages out, by the question."""


def form(page: Page, town: Running, look: Shown, service: str) -> str:
    """A whole form: each page empty, in error, with the longest text; check and sent. Gives the reference."""
    page.goto(f"{town.address}/apply/{service}/")
    look(page, f"{service}, start")
    press(page, "Start now")
    for _ in range(MOST_PAGES):
        send = page.get_by_role("button", name=re.compile("^(Send|Add me)"))
        if send.count():
            break
        one_page(page, look, service)
    look(page, f"{service}, check")
    with page.expect_navigation():
        send.click()
    look(page, f"{service}, sent")
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.get_by_role("main").inner_text())
    assert found, page.get_by_role("main").inner_text()
    return found.group()


def one_page(page: Page, look: Shown, service: str) -> None:
    """One page of a form: as it comes, sent with nothing, sent with too much, and answered."""
    name = f"{service}, {page.url.split('/')[-1]}"
    before = page.url
    look(page, name)
    go_on(page)
    if page.url != before and not page.title().startswith("Error"):
        return  # nothing had to be answered
    look(page, f"{name}, error")
    boxes = page.get_by_role("main").get_by_role("textbox")
    if boxes.count() and "Postcode" not in page.get_by_role("main").inner_text():
        for box in boxes.all():
            box.fill(LONGEST)
        go_on(page)
        look(page, f"{name}, too long")
        if page.url != before and not page.title().startswith("Error"):
            return
    answer(page)
    go_on(page)
    assert page.url != before or not page.title().startswith("Error"), (
        f"{name}: {page.get_by_role('main').inner_text()}"
    )


def answer(page: Page) -> None:
    """Answer a page with something sensible, whatever it asks."""
    main = page.get_by_role("main")
    asked = main.inner_text()
    choose(main, asked)
    boxes = main.get_by_role("checkbox")
    if boxes.count() and not any(box.is_checked() for box in boxes.all()):
        boxes.first.check()
    day = datetime.now(UTC).date() - timedelta(days=120 if "only adult" in asked else 2)
    known = {"Day": day.day, "Month": day.month, "Year": day.year, "Postcode": POSTCODE}
    for box in main.get_by_role("textbox").all():
        label = (box.evaluate("e => e.labels.length ? e.labels[0].innerText : ''")).strip()
        typed = known.get(re.split(r"\W", label)[0]) or typed_by_kind(box, label)
        box.fill(str(typed))
    if main.locator("input[type=file]").count():
        main.locator("input[type=file]").first.set_input_files(
            {"name": "photo.png", "mimeType": "image/png", "buffer": small_picture()}
        )
        press(page, re.compile("Upload|Add"))
    pin = page.get_by_role("button", name="Pin in the middle")
    if pin.count():
        with page.expect_navigation():
            pin.click()
        page.get_by_label("Where exactly?").fill(LONGEST[:180])


def small_picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (32, 32), (90, 60, 40)).save(content, "PNG")
    return content.getvalue()


def choose(main: Locator, asked: str) -> None:
    """Choose in each group of radios: what is known for the question, one's own home, “No”, or the first."""
    groups: dict[str, list[Locator]] = {}
    for radio in main.get_by_role("radio").all():
        groups.setdefault(radio.get_attribute("name") or "", []).append(radio)
    for radios in groups.values():
        if any(radio.is_checked() for radio in radios):
            continue
        texts = [radio.evaluate("e => e.labels[0].innerText.trim()") for radio in radios]
        wanted = [known for question, known in ANSWERS.items() if question in asked]
        good = [place for place, text in enumerate(texts) if text in {HOME, "No"} or text in wanted]
        good = [place for place, text in enumerate(texts) if text in wanted] or good
        radios[good[0] if good else 0].check()


def typed_by_kind(box: Locator, label: str) -> str:
    """Words for a box: long ones where it takes words."""
    kind = box.get_attribute("type")
    if kind in {"email", "tel"}:
        return "ada@porticoshire.example" if kind == "email" else "01632 960 001"
    if "number" in label:
        return "12345678"
    return LONGEST[:450] if box.evaluate("e => e.tagName") == "TEXTAREA" else LONGEST[:60].strip()


def stopped(page: Page, town: Running, look: Shown, service: str, other: dict[str, str]) -> None:
    """A form that says it is not for this person, and that can be begun again."""
    page.goto(f"{town.address}/apply/{service}/")
    press(page, "Start now")
    for _ in range(MOST_PAGES):
        if page.url.endswith("/stopped"):
            break
        asked = page.get_by_role("main").inner_text()
        ending = next((label for question, label in other.items() if question in asked), None)
        if ending:
            page.get_by_label(ending, exact=True).check()
        else:
            answer(page)
        go_on(page)
    look(page, f"{service}, stopped")
    page.goto(f"{town.address}/apply/{service}/")
    look(page, f"{service}, begun before")
    press(page, "Delete them and start again")


# Walks of the desk ------------------------------------------------------------------------------------------


def signing_in(page: Page, town: Running, look: Shown) -> None:
    page.goto(f"{town.address}/desk/")
    look(page, "sign in")
    press(page, "Sign in")
    look(page, "sign in, errors")
    page.get_by_role("link", name="I have forgotten my password").click()
    look(page, "sign in, forgotten")


def desk(page: Page, town: Running, look: Shown) -> None:
    """The queue full and empty, search, a case and each thing that can be done with it."""
    page.goto(f"{town.address}/desk/")
    look(page, "queue")
    page.goto(f"{town.address}/desk/?stage=decision&priority=urgent&who=mine")
    look(page, "queue, nothing like this")
    page.goto(f"{town.address}/desk/search")
    look(page, "search")
    for words in ("bin", "zzzzqqq"):
        page.get_by_role("searchbox", name="Find a case").fill(words)
        press(page, "Search")
        look(page, f"search, {words}")
    for place in ("shortcuts", "account", "account/password", "account/recovery-codes/new", "sign-out"):
        page.goto(f"{town.address}/desk/{place}")
        look(page, f"desk, {place}")


def case_page(page: Page, town: Running, look: Shown, reference: str) -> None:
    """A case with the longest text, and the page of each deed: empty, in error, with the longest text."""
    address = f"{town.address}/desk/cases/{reference.replace('-', '')}"
    page.goto(address)
    look(page, "case")
    for deed in ("note", "question", "reply", "holder", "hand-over", "file", "moves/refuse"):
        page.goto(f"{address}/{deed}")
        look(page, f"case, {deed}")
        submit(page)
        look(page, f"case, {deed}, error")
    page.goto(f"{address}/note")
    page.get_by_label("Note").fill(LONGEST[:2000])
    submit(page)
    look(page, "case, with a long note")
    page.goto(f"{address}/moves/refuse")
    page.get_by_label("Reasons").fill(LONGEST[:2000])
    with page.context.expect_page() as opened:
        page.evaluate("address => { window.open(address) }", f"{address}")
    other = opened.value
    press(other, "Look into it")
    other.close()
    submit(page)
    look(page, "case, conflict")


def submit(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("main").locator("button[type=submit]").first.click()


def press(page: Page, button: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button).first.click()


def press_first(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button").first.click()


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Continue", exact=True).click()


def forget_token(page: Page) -> None:
    page.context.clear_cookies()


# What is walked ---------------------------------------------------------------------------------------------


@pytest.mark.journey
def test_the_main_pages_on_a_phone(browser: Chromium, town: Running):
    with looking(browser, as_most_see_it()) as (page, look):
        main_pages(page, town, look)
        page.goto(f"{town.address}/apply/missed-bin/")
        look(page, "missed-bin, start")
        press(page, "Start now")
        go_on(page)
        look(page, "missed-bin, error")
        sign_in(page, town, "amina")
        look(page, "queue")
        page.get_by_role("row").get_by_role("link").first.click()
        look(page, "case")


@pytest.mark.wide
def test_every_public_page(browser: Chromium, town: Running):
    with looking(browser, in_every_way()) as (page, look):
        main_pages(page, town, look)
        other_public_pages(page, town, look)


@pytest.mark.wide
@pytest.mark.parametrize("service", SERVICES)
def test_every_page_of_a_form(browser: Chromium, town: Running, service: str):
    with looking(browser, in_every_way()) as (page, look):
        form(page, town, look, service)


@pytest.mark.wide
@pytest.mark.parametrize(
    ("service", "answers"),
    [
        ("missed-bin", {"Was the bin out": "No"}),
        ("contact-us", {"What is it about?": "Moving home"}),
        ("council-tax-single-person-discount", {"Is your name on": "No"}),
    ],
)
def test_every_end_of_a_form(browser: Chromium, town: Running, service: str, answers: dict[str, str]):
    with looking(browser, in_every_way()) as (page, look):
        stopped(page, town, look, service, answers)


@pytest.mark.wide
def test_every_page_about_one_request(browser: Chromium, town: Running):
    """The resident's and the desk's pages about the same request, full of the longest texts."""
    with looking(browser, in_every_way()) as (page, look):
        reference = form(page, town, not_looking, "missed-bin")
        following(page, town, look, form(page, town, not_looking, "missed-bin"), POSTCODE)
        page.context.clear_cookies()
        signing_in(page, town, look)
        sign_in(page, town, "priya")
        desk(page, town, look)
        case_page(page, town, look, reference)


@pytest.mark.wide
@pytest.mark.parametrize("who", ["rhys", "magdalena", "tomos", "grace", "ivan"])
def test_every_role(browser: Chromium, town: Running, who: str):
    with looking(browser, in_every_way()) as (page, look):
        sign_in(page, town, who)
        look(page, f"first page of {who}")
        cases = page.get_by_role("row").get_by_role("link")
        if cases.count():
            cases.first.click()
            look(page, f"case seen by {who}")
