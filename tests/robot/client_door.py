"""Django's test client as the door: pages are put together from their HTML as a screen reader does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.robot.seen import Around, Control, Deed, Role, Seen

EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Element:
    """One element of a page."""

    tag: str
    about: Mapping[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words in it, with single spaces."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                # A block begins a new word; a span in the middle of one does not.
                yield "" if child.tag in {"span", "strong", "a"} else " "
                yield from child._pieces()

    def every(self, *tags: str) -> Iterator[Element]:
        """All elements below it with one of these tags, in their order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags or not tags:
                    yield child
                yield from child.every(*tags)

    def above(self) -> Iterator[Element]:
        """The elements around it, the innermost first."""
        one = self.parent
        while one is not None:
            yield one
            one = one.parent


class Tree(HTMLParser):
    """The elements of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = self._open = Element("", {}, None)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.children.append(element)
        if tag not in EMPTY:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for one in (self._open, *self._open.above()):
            if one.tag == tag and one.parent is not None:
                self._open = one.parent
                return

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)


@dataclass
class ClientDoor:
    """A test client, the page it is on and the elements of what can be filled in there."""

    client: Client
    photo: bytes
    on_page: Callable[[str], None] = lambda address: None
    at: str = ""
    _main: Element = field(init=False)
    _root: Element = field(init=False)
    _elements: dict[tuple[Role, int], Element] = field(default_factory=dict)

    def go(self, address: str) -> None:
        """Open a page, following redirects."""
        self._take(self.client.get(address, follow=True))

    def look(self) -> Seen:
        """Read the page."""
        self.on_page(self.at)
        self._elements = {}
        with_ids = [one for one in self._root.every() if "id" in one.about]
        by_id = {one.about["id"]: one for one in with_ids}
        assert len(by_id) == len(with_ids), (
            f"{self.at} has an id twice: {[one.about['id'] for one in with_ids]}"
        )
        labels = {one.about.get("for", ""): one.text for one in self._root.every("label")}
        controls: list[Control] = []
        for element in self._main.every("input", "select", "textarea"):
            if (role := _role(element)) is None:
                continue
            place = sum(one.role == role for one in controls)
            self._elements[role, place] = element
            controls.append(_control(element, role, place, labels, by_id))
        alerts = [one for one in self._main.every() if one.about.get("role") == "alert"]
        return Seen(
            title=next(one.text for one in self._root.every("title")),
            heading=next((one.text for one in self._main.every("h1")), ""),
            words=self._main.text,
            controls=tuple(controls),
            buttons=tuple(one.text for one in self._buttons()),
            links=tuple(one.text for one in self._main.every("a")),
            errors=tuple(link.text for alert in alerts for link in alert.every("a")),
        )

    def do(self, deed: Deed) -> None:
        """Send what a browser would send."""
        if deed.link:
            link = next(one for one in self._main.every("a") if one.text == deed.link)
            self.go(urljoin(self.at, link.about["href"]))
            return
        button = next(one for one in self._buttons() if one.text == deed.button)
        form = next(one for one in button.above() if one.tag == "form")
        data: dict[str, Any] = {}
        answered = [self._elements[control.role, control.place] for control, _ in deed.answers]
        for element in form.every("input", "select", "textarea"):
            if not any(element is one for one in answered) and _is_sent(element):
                data.setdefault(element.about["name"], []).append(_value(element))
        for control, answer in deed.answers:
            self._put(data, control, answer)
        if name := button.about.get("name"):
            data[name] = button.about.get("value", "")
        self._take(self.client.post(urljoin(self.at, form.about.get("action", "")), data, follow=True))

    def _put(self, data: dict[str, Any], control: Control, answer: str | bool) -> None:
        element = self._elements[control.role, control.place]
        name = element.about["name"]
        if control.role == "file":
            data[name] = SimpleUploadedFile("photo.jpg", self.photo)
        elif control.role == "combobox":
            chosen = next(one for one in element.every("option") if one.text == answer)
            data[name] = chosen.about.get("value", chosen.text)
        elif control.role == "radio":
            data[name] = element.about["value"]
        elif control.role == "checkbox":
            if answer:
                data.setdefault(name, []).append(element.about["value"])
        else:
            data[name] = answer

    def _buttons(self) -> list[Element]:
        return [one for one in self._main.every("button") if one.about.get("aria-hidden") != "true"]

    def _take(self, response: Any) -> None:
        chain = response.redirect_chain
        query = response.request.get("QUERY_STRING", "")
        self.at = chain[-1][0] if chain else response.request["PATH_INFO"] + (f"?{query}" if query else "")
        assert response.status_code in {200, 422}, (self.at, response.status_code)
        self._root = Tree(response.content.decode()).root
        self._main = next(self._root.every("main"))


def _role(element: Element) -> Role | None:
    if element.tag == "select":
        return "combobox"
    kinds: dict[str, Role] = {"radio": "radio", "checkbox": "checkbox", "file": "file"}
    kind = element.about.get("type", "text")
    if element.tag == "input" and kind in {"hidden", "image", "submit"}:
        return None
    return kinds.get(kind, "textbox") if element.tag == "input" else "textbox"


def _control(
    element: Element, role: Role, place: int, labels: Mapping[str, str], by_id: Mapping[str, Element]
) -> Control:
    def told(one: Element) -> str:
        ids = one.about.get("aria-describedby", "").split()
        return " ".join(by_id[id].text for id in ids if id in by_id)

    groups = [one for one in element.above() if one.tag == "fieldset"][::-1]
    return Control(
        role=role,
        name=labels.get(element.about.get("id", ""), ""),
        place=place,
        told=told(element),
        around=tuple(
            Around(next((legend.text for legend in one.every("legend")), ""), told(one)) for one in groups
        ),
        options=tuple(one.text for one in element.every("option")),
        value=_value(element),
        chosen="checked" in element.about,
    )


def _value(element: Element) -> str:
    if element.tag == "select":
        chosen = next((one for one in element.every("option") if "selected" in one.about), None)
        return chosen.about.get("value", "") if chosen else ""
    if element.tag == "textarea":
        return "".join(one for one in element.children if isinstance(one, str)).removeprefix("\n")
    return element.about.get("value", "")


def _is_sent(element: Element) -> bool:
    if element.about.get("type") in {"radio", "checkbox"}:
        return "checked" in element.about
    return "name" in element.about and element.about.get("type") not in {"file", "submit", "image"}
