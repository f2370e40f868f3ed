"""What `looking.py` rests on: a page dressed where it stands is the page the server gives to who chose so."""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Page

from portico.design.display import CONTRASTS, COOKIE, TEXT_SIZES, Display
from tests.journeys.browser import DESKTOP, STANDARDS, Chromium, with_axe
from tests.journeys.looking import (
    COLOUR_RULES,
    DRESS,
    EVERY_LOOK,
    SIZE_RULES,
    STAND_STILL,
    Look,
    in_every_way,
)
from tests.journeys.town import sign_in
from tests.running import Running

pytestmark = pytest.mark.long

EVERY_DISPLAY: Final = tuple(Display(contrast, size) for contrast in CONTRASTS for size in TEXT_SIZES)
COLOURS: Final = (
    "color", "backgroundColor", "backgroundImage", "borderTopColor",
    "outlineColor", "fill", "stroke", "opacity",
)  # fmt: skip
DRAWN: Final = """(colours) => [...document.querySelectorAll("body, body *")].map((element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return [
        [element.tagName, ...colours.map((one) => style[one])].join(" "),
        [style.display, style.visibility, style.fontSize, box.x, box.y, box.width, box.height].join(" "),
    ];
})"""
"""Of every element of a page its colours, and its place and size."""
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


def drawn(page: Page) -> tuple[list[str], list[str]]:
    """The colours of all elements, and their places and sizes."""
    each = page.evaluate(DRAWN, list(COLOURS))
    return [colours for colours, _ in each], [places for _, places in each]


def test_a_dressed_page_is_the_page_of_who_chose_so(browser: Chromium, town: Running):
    with browser.page() as page:
        sign_in(page, town, "owen")
        for place in PLACES:
            chosen(page, town, place, Display())
            dressed = []
            for display in EVERY_DISPLAY:
                page.evaluate(DRESS, [display.contrast, display.text_size])
                dressed.append((drawn(page), judged(page)))
            for display, (looks, found) in zip(EVERY_DISPLAY, dressed, strict=True):
                chosen(page, town, place, display)
                assert drawn(page) == looks, f"{place} {display}"
                assert judged(page) == found, f"{place} {display}"


def test_dark_moves_nothing_and_a_text_size_colours_nothing(browser: Chromium, town: Running):
    with browser.page() as page:
        sign_in(page, town, "priya")
        for place in PLACES:
            chosen(page, town, place, Display())
            colours: dict[str, list[str]] = {}
            places: dict[str, list[str]] = {}
            others = {
                rule: how for rule, how in judged(page).items() if rule not in COLOUR_RULES + SIZE_RULES
            }
            for display in EVERY_DISPLAY:
                page.evaluate(DRESS, [display.contrast, display.text_size])
                seen_colours, seen_places = drawn(page)
                assert colours.setdefault(display.contrast, seen_colours) == seen_colours, (
                    f"{place} {display}"
                )
                if display.contrast != "yellow-on-black":
                    assert places.setdefault(display.text_size, seen_places) == seen_places, (
                        f"{place} {display}"
                    )
                found = judged(page)
                assert {rule: found[rule] for rule in others} == others, f"{place} {display}"


@pytest.mark.parametrize(
    ("style", "what"),
    [
        ("[data-contrast=dark] footer a { color: #555 !important }", "dark, .* 320 px.*color-contrast"),
        ("[data-text-size=largest] h1 { white-space: nowrap }", "text largest, 320 px.*too wide"),
        ("@media (min-width: 1000px) { h1 { display: none !important } }", "1280 px.*page-has-heading-one"),
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
        look = Look((DESKTOP,), EVERY_LOOK)
        look(page, "follow")
        look.verdict()
        assert page.locator("html").get_attribute("data-contrast") == "standard"
