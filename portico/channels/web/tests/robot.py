"""A robot resident: it fills in forms through the test client, and knows only what a page says.

It reads headings, labels, hints and buttons, as a person would, and answers from what it knows about itself.
It never looks at field names, except to send back what a field was called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

MOST_PAGES = 40
ENDS = ("Send", "Add me to the report")


@dataclass
class Control:
    """One input, select or text area of a page."""

    name: str
    type: str
    value: str = ""
    label: str = ""
    asked: str = ""
    """The legend around it, where it is one of several."""
    options: list[tuple[str, str]] = field(default_factory=list)
    checked: bool = False
    id: str = ""


@dataclass
class Button:
    text: str
    name: str
    value: str
    hidden: bool


@dataclass
class FormOnPage:
    method: str
    action: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


class Page(HTMLParser):
    """What somebody reads on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.title = self.heading = ""
        self.forms: list[FormOnPage] = []
        self.links: list[tuple[str, str]] = []
        self.errors: list[str] = []
        self.words = ""
        self._labels: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str]]] = []
        self._text: dict[str, str] = {}
        self._legend = ""
        self._control: Control | None = None
        self._button: Button | None = None
        self._main = False
        self.feed(html)
        for form in self.forms:
            for control in form.controls:
                control.label = self._labels.get(control.id, control.label)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._main = True
        if tag == "form":
            self.forms.append(FormOnPage(about.get("method", "get"), about.get("action", "")))
        elif tag == "input" and self.forms and about.get("name"):
            self.forms[-1].controls.append(
                Control(
                    name=about["name"],
                    type=about.get("type", "text"),
                    value=about.get("value", ""),
                    asked=self._legend,
                    checked="checked" in about,
                    id=about.get("id", ""),
                )
            )
        elif tag in {"select", "textarea"} and self.forms:
            self._control = Control(about["name"], tag, asked=self._legend, id=about.get("id", ""))
            self.forms[-1].controls.append(self._control)
        elif tag == "option" and self._control:
            self._control.options.append((about.get("value", ""), ""))
            if "selected" in about:
                self._control.value = about.get("value", "")
        elif tag == "button" and self.forms:
            hidden = about.get("aria-hidden") == "true"
            self._button = Button("", about.get("name", ""), about.get("value", ""), hidden)
            self.forms[-1].buttons.append(self._button)
        if tag in {"label", "legend", "h1", "title", "a", "option", "textarea", "p"}:
            self._open.append((tag, about))
            self._text[tag] = ""

    def handle_data(self, data: str) -> None:
        for tag, _ in self._open:
            self._text[tag] += data
        if self._button:
            self._button.text += data
        if self._main:
            self.words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "button" and self._button:
            self._button.text = " ".join(self._button.text.split())
            self._button = None
        elif tag == "fieldset":
            self._legend = ""
        elif tag == "select":
            self._control = None
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                self._close(*self._open.pop(place))
                break

    def _close(self, tag: str, about: dict[str, str]) -> None:
        text = " ".join(self._text[tag].split())
        if tag == "label":
            self._labels[about.get("for", "")] = text
        elif tag == "legend":
            self._legend = text
        elif tag == "h1":
            self.heading = text
        elif tag == "title":
            self.title = text
        elif tag == "a":
            self.links.append((text, about.get("href", "")))
        elif tag == "option" and self._control:
            self._control.options[-1] = (self._control.options[-1][0], text)
        elif tag == "textarea" and self._control:
            self._control.value = self._text[tag].removeprefix("\n")
            self._control = None
        elif tag == "p" and "error-message" in about.get("class", ""):
            self.errors.append(text)


Answer = str | list[str] | Callable[[str], Any]


@dataclass
class Resident:
    """Somebody with a browser and things they know: from a pattern in a label or question to the answer."""

    client: Client
    knows: Mapping[str, Any]
    visited: list[str] = field(default_factory=list)
    at: str = ""
    page: Page = field(init=False)
    response: Any = None

    def go(self, path: str) -> Page:
        """Open a page, following redirects."""
        return self._take(self.client.get(path, follow=True))

    def press(self, text: str = "Continue", **typed: Any) -> Page:
        """Fill in the form that has a button with `text` and press it. `typed` overrides by field name."""
        form, button = self._find(text)
        data: dict[str, Any] = {}
        for control in form.controls:
            self._fill(control, data)
        if button.name:
            data[button.name] = button.value
        data.update(typed)
        path = urljoin(self.at, form.action) if form.action else self.at
        return self._take(self.client.post(path, data, follow=True))

    def walk(self, service: str) -> str:
        """Go through a whole form, send it, and return the reference that the confirmation shows."""
        self.fill_in(service)
        self.press(self._last_button())
        found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", self.page.words)
        assert found, f"{self.at}: no reference: {self.page.words}"
        return found[0]

    def fill_in(self, service: str) -> None:
        """Go through a whole form, as far as the page to check one's answers."""
        self.go(f"/apply/{service}/")
        self.press("Start now")
        self.go_on()

    def go_on(self) -> None:
        """Answer one page after another, as far as the page to check one's answers."""
        for _ in range(MOST_PAGES):
            assert not self.page.errors, f"{self.at}: {self.page.errors}"
            if self._last_button():
                return
            self.press("Continue")
        raise AssertionError(f"no end after {self.visited}")

    def _last_button(self) -> str:
        buttons = [button.text for form in self.page.forms for button in form.buttons]
        return next((text for text in ENDS if text in buttons), "")

    def _take(self, response: Any) -> Page:
        chain = getattr(response, "redirect_chain", [])
        self.at = chain[-1][0] if chain else response.request["PATH_INFO"]
        query = response.request.get("QUERY_STRING", "")
        if not chain and query:
            self.at += f"?{query}"
        self.visited.append(self.at)
        self.response = response
        assert response.status_code in {200, 410, 422}, (self.at, response.status_code)
        self.page = Page(response.content.decode())
        return self.page

    def _find(self, text: str) -> tuple[FormOnPage, Button]:
        for form in self.page.forms:
            for button in form.buttons:
                if not button.hidden and button.text.startswith(text):
                    return form, button
        raise AssertionError(f"{self.at}: there is no button “{text}”.")

    def _fill(self, control: Control, data: dict[str, Any]) -> None:
        if control.type == "hidden":
            data[control.name] = control.value
        elif control.type in {"radio", "checkbox"}:
            self._choose(control, data)
        elif control.type == "file":
            if known := self._known(f"{control.asked} {control.label}"):
                name, content = known
                data[control.name] = SimpleUploadedFile(name, content)
        elif control.type == "select":
            known = self._known(f"{control.asked} {control.label}")
            chosen = [value for value, text in control.options if known and re.search(known, text)]
            data[control.name] = (chosen or [control.options[1][0]])[0]
        else:
            known = self._known(f"{control.asked} {control.label}")
            data[control.name] = control.value if known is None else known

    def _choose(self, control: Control, data: dict[str, Any]) -> None:
        """Tick what is known for its question; of radios the first, where nothing is."""
        known = self._known(control.asked or control.label)
        wanted = bool(known and re.search(known, control.label)) if control.asked else bool(known)
        if control.type == "checkbox":
            if wanted or control.checked:
                data.setdefault(control.name, []).append(control.value)
        elif wanted or (known is None and control.name not in data):
            data[control.name] = control.value

    def _known(self, asked: str) -> Any:
        return next((answer for pattern, answer in self.knows.items() if re.search(pattern, asked)), None)
