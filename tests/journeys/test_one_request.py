"""One request from form to outcome and back, by a resident and an officer who never meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage
from io import BytesIO
from typing import Final

import pytest
from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.browser import DESKTOP, PHONE, Chromium, assert_accessible, assert_fits, picture
from tests.journeys.town import POSTCODE, sign_in
from tests.running import Running

pytestmark = pytest.mark.journey

EMAIL: Final = "siobhan@porticoshire.example"
QUESTION: Final = "Can you send us a photo of where the bin stands?"
ANSWER: Final = "Here it is, by the green gate."


@dataclass(frozen=True)
class Way:
    """How both of them use their browsers, and who they are."""

    size: ViewportSize
    javascript: bool
    home: str
    officer: str


@pytest.mark.parametrize(
    "way",
    [Way(PHONE, False, "1 Colonnade Row", "owen"), Way(DESKTOP, True, "2 Colonnade Row", "femi")],
    ids=["phone without JavaScript", "desktop with JavaScript"],
)
def test_one_request(browser: Chromium, town: Running, way: Way):
    with (
        browser.page(way.size, javascript=way.javascript) as mine,
        browser.page(way.size, javascript=way.javascript) as desk,
    ):
        reference = report_missed_bin(mine, town, way.home)
        assert reference in subject_of(town, 1, reference)
        follow(mine, town, reference)

        sign_in(desk, town, way.officer)
        open_from_queue(desk, reference)
        sees(mine, "We received this")
        press(desk, "Look into it")
        sees(mine, "We are looking into your report.")
        press(desk, "Accept: we missed it")
        sees(mine, "We are choosing a crew")
        press(desk, "Give it to a crew", Note="Crew 4, tomorrow first thing")
        sees(mine, "A crew will come for your bin by")
        assert "by ." not in mine.locator("main").inner_text(), "the day is said"
        assert "Crew 4" not in mine.locator("main").inner_text(), "notes are for staff only"
        assert "A crew will come" in subject_of(town, 2, reference)

        press(desk, "Ask the customer", "Send the question", Question=QUESTION)
        assert "question" in subject_of(town, 3, reference)
        sees(mine, "Waiting for you")
        answer_with_photo(mine)
        desk.reload()
        expect(desk.get_by_role("heading", name="Something new from the customer")).to_be_visible()
        expect(desk.get_by_text(ANSWER)).to_be_visible()
        expect(desk.get_by_role("link", name="gate.jpg").first).to_be_visible()

        press(desk, "The bin is emptied")
        assert "We emptied your bin" in subject_of(town, 4, reference)
        sees(mine, "Bin emptied")
        fine(mine, "finished")
        reopen(mine)
        assert "again" in subject_of(town, 5, reference)

        desk.get_by_role("navigation", name="Desk").get_by_role("link", name="Queue").click()
        row = open_from_queue(desk, reference)
        assert "Something new from the customer" in row
        assert "Review" in row
        expect(desk.get_by_text("Only half of it was taken.").first).to_be_visible()


def report_missed_bin(page: Page, town: Running, home: str) -> str:
    """From the home page by search to the reference."""
    page.goto(town.address)
    page.get_by_role("searchbox", name="Find a service").fill("missed bin")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Report a missed bin").first.click()
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("Postcode").fill(POSTCODE)
    go_on(page)
    page.get_by_label(f"{home}, Porticoton, {POSTCODE}").check()
    for choice in ("Rubbish", "Yes", "There is no tag", "No"):
        go_on(page)
        page.get_by_label(choice, exact=True).check()
    go_on(page)
    page.get_by_label("What is your name?").fill("Siobhán Ní Dhomhnaill")
    go_on(page)
    page.get_by_label("Email address").fill(EMAIL)
    page.get_by_label("English").check()
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check your answers")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received it")
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.locator("main").inner_text())
    assert found
    return found.group()


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Continue", exact=True).click()


def subject_of(town: Running, count: int, reference: str) -> str:
    """The subject of the resident's so-manieth message about this request, once it has come."""
    subjects: list[str] = []

    def about(mail: EmailMessage) -> bool:
        return reference in str(mail["Subject"])

    so_far = len(town.mails)
    while len(subjects) < count:
        subjects = [str(mail["Subject"]) for mail in list(town.mails) if about(mail)]
        if len(subjects) < count:
            so_far = len(town.wait_for_mails(so_far + 1))
    return subjects[count - 1]


def follow(page: Page, town: Running, reference: str) -> None:
    page.goto(town.address)
    page.get_by_role("link", name="Follow a request").first.click()
    page.get_by_label("Your reference").fill(reference.lower().replace("-", " "))
    page.get_by_label("One detail you gave us with it").fill("Dhomhnaill")
    page.get_by_role("button", name="See my request").click()
    expect(page.get_by_role("list", name="Progress")).to_be_visible()


def sees(page: Page, words: str) -> None:
    """The resident looks again, and these words are on their page."""
    page.goto(page.url.split("?")[0])
    expect(page.get_by_role("main")).to_contain_text(words)


def open_from_queue(page: Page, reference: str) -> str:
    """Find a case in the queue; return what its row says, and open it."""
    if not page.get_by_label("Service").is_visible():
        page.get_by_text("Show only some cases").click()
    page.get_by_label("Service").select_option(label="Report a missed bin")
    page.get_by_role("button", name="Show these").click()
    row = page.get_by_role("row").filter(has_text=reference)
    while row.count() == 0:
        with page.expect_navigation():
            page.get_by_role("link", name="More of the queue").click()
    words = row.inner_text()
    row.get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text(reference)
    expect(page.get_by_role("heading", name="What next?")).to_be_visible()
    return words


def press(page: Page, what: str, then: str = "", **fields: str) -> None:
    """Do something with the case; where it has a page of its own, fill that in and press again."""
    button = page.get_by_role("button", name=what).or_(page.get_by_role("link", name=what))
    with page.expect_navigation():
        button.first.click()
    if page.get_by_role("heading", name="What next?").count() == 0:
        for label, text in fields.items():
            page.get_by_label(label, exact=True).fill(text)
        page.get_by_role("button", name=then or what).click()
    expect(page.get_by_role("heading", name="What next?")).to_be_visible()
    fine(page, f"case after {what}")


def answer_with_photo(page: Page) -> None:
    page.get_by_role("button", name="Answer this question").click()
    expect(page.get_by_role("main")).to_contain_text(QUESTION)
    page.get_by_label("Your message").fill(ANSWER)
    page.get_by_label("Add photos or documents (optional)").set_input_files(
        {"name": "gate.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    fine(page, "answering")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text(ANSWER)
    expect(page.get_by_role("link", name="gate.jpg").first).to_be_visible()
    fine(page, "answered")


def photo() -> bytes:
    content = BytesIO()
    Image.new("RGB", (640, 480), (70, 110, 60)).save(content, "JPEG")
    return content.getvalue()


def reopen(page: Page) -> None:
    page.get_by_role("link", name="Tell us that the bin is still not emptied").click()
    page.get_by_label("What is wrong?").fill("Only half of it was taken.")
    page.get_by_role("button", name="Ask us to look again").click()
    expect(page.get_by_role("main")).to_contain_text("The report was opened again.")


def fine(page: Page, name: str) -> None:
    """The page can be used by everybody on this screen, and is kept as a picture."""
    assert_accessible(page)
    assert_fits(page)
    assert page.viewport_size is not None
    picture(page, f"request-{re.sub(r'[^a-z]+', '-', name.lower())}-{page.viewport_size['width']}")
