"""What `looking.py` rests on: a page dressed where it stands is the page the server gives to who chose so."""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Page

from portico.design.display import COOKIE, Display
from tests.journeys.browser import DESKTOP, STANDARDS, Chromium, with_axe
from tests.journeys.looking import DRESS, EVERY_DISPLAY, LOOK_RULES, STAND_STILL, Look, in_every_way
from tests.journeys.town import sign_in
from tests.running import Running

pytestmark = pytest.mark.long

DRAWN: Final = """() => [...document.documentElement.querySelectorAll("body, body *")].map((element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return [
        element.tagName,
        ...["color", "backgroundColor", "borderTopColor", "borderTopWidth", "fontSize", "display",
            "visibility", "outlineColor", "opacity", "backgroundImage", "fill", "stroke",
        ].map((one) => style[one]),
        ...[box.x, box.y, box.width, box.height].map((one) => one.toFixed(1)),
    ].join(" ");
})"""
"""Everything that is drawn of a page: colours, places and sizes of every element."""
AXE: Final = """async (standards) => {
    const result = await axe.run(document, {runOnly: {type: "tag", values: standards}});
    const found = {};
    for (const outcome of ["violations", "passes", "incomplete", "inapplicable"])
        for (const rule of result[outcome])
            found[rule.id] = (found[rule.id] ?? "") + outcome + rule.nodes.map((node) => node.target).join();
    return found;
}"""
"""How each rule of axe came out, and on which elements."""
PLACES: Final = ("/", "/follow", "/apply/street-problem/", "/no-such-page", "/desk/", "/desk/search")


def settled(page: Page) -> None:
    """Nothing changes by itself any more, and everything is there."""
    page.evaluate(STAND_STILL)
    page.evaluate("document.fonts.ready")
    with_axe(page)


def chosen(page: Page, town: Running, place: str, display: Display) -> None:
    """The page as the server gives it to somebody who chose that look."""
    value = f"{display.contrast}.{display.text_size}"
    page.context.add_cookies([{"name": COOKIE, "value": value, "url": town.address}])
    page.goto(f"{town.address}{place}")
    assert page.locator("html").get_attribute("data-contrast") == display.contrast
    settled(page)


def judged(page: Page) -> dict[str, Any]:
    result: dict[str, Any] = page.evaluate(AXE, list(STANDARDS))
    return result


def test_a_dressed_page_is_the_page_of_who_chose_so(browser: Chromium, town: Running):
    with browser.page() as page:
        sign_in(page, town, "owen")
        for place in PLACES:
            chosen(page, town, place, Display())
            dressed = []
            for display in EVERY_DISPLAY:
                page.evaluate(DRESS, [display.contrast, display.text_size])
                dressed.append((page.evaluate(DRAWN), judged(page)))
            for display, (drawn, found) in zip(EVERY_DISPLAY, dressed, strict=True):
                chosen(page, town, place, display)
                assert page.evaluate(DRAWN) == drawn, f"{place} {display}"
                assert judged(page) == found, f"{place} {display}"


def test_only_the_rules_about_looks_depend_on_contrast_and_text_size(browser: Chromium, town: Running):
    with browser.page() as page:
        sign_in(page, town, "femi")
        for place in PLACES:
            chosen(page, town, place, Display())
            standard = {rule: how for rule, how in judged(page).items() if rule not in LOOK_RULES}
            for display in EVERY_DISPLAY:
                page.evaluate(DRESS, [display.contrast, display.text_size])
                found = judged(page)
                assert {rule: found[rule] for rule in standard} == standard, f"{place} {display}"


@pytest.mark.parametrize(
    ("style", "what"),
    [
        ("[data-contrast=dark] footer a { color: #555 !important }", "dark, .* 320 px.*color-contrast"),
        ("[data-text-size=largest] h1 { white-space: nowrap }", "text largest, 320 px.*too wide"),
        ("@media (min-width: 1000px) { h1 { display: none } }", "1280 px.*page-has-heading-one"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_one_look_only_is_found(browser: Chromium, town: Running, style: str, what: str):
    with browser.page(DESKTOP) as page:
        page.goto(f"{town.address}/follow")
        page.evaluate(
            """(text) => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(text);
                document.adoptedStyleSheets.push(sheet);
            }""",
            style,
        )
        look = in_every_way()
        look(page, "follow")
        with pytest.raises(AssertionError, match=what):
            look.verdict()


def test_a_page_that_is_right_is_left_alone(browser: Chromium, town: Running):
    with browser.page(DESKTOP) as page:
        page.goto(f"{town.address}/follow")
        look = Look((DESKTOP,), EVERY_DISPLAY)
        look(page, "follow")
        look.verdict()
        assert page.locator("html").get_attribute("data-contrast") == "standard"
