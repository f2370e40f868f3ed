"""A real browser as the door: pages are read from its accessibility tree, as a screen reader gets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, FilePayload, Locator, Page

from tests.robot.seen import Around, Control, Deed, Role, Seen

ROLES: Mapping[str, Role] = {
    "textbox": "textbox",
    "searchbox": "textbox",
    "radio": "radio",
    "checkbox": "checkbox",
    "combobox": "combobox",
}
Node = Mapping[str, Any]


@dataclass
class BrowserDoor:
    """A page of a browser. `on_page` is called with each page that is read."""

    page: Page
    photo: bytes
    on_page: Callable[[Page], None] = lambda page: None
    _session: CDPSession = field(init=False)

    def __post_init__(self) -> None:
        self._session = self.page.context.new_cdp_session(self.page)

    def go(self, address: str) -> None:
        """Open a page."""
        self.page.goto(address)

    def look(self) -> Seen:
        """Read the page from the accessibility tree."""
        self.on_page(self.page)
        return read_tree(self._session.send("Accessibility.getFullAXTree")["nodes"])

    def do(self, deed: Deed) -> None:
        """Fill in and press, as keyboard and mouse do."""
        main = self.page.get_by_role("main")
        for control, answer in deed.answers:
            self._fill(main, control, answer)
        with self.page.expect_navigation():
            if deed.link:
                main.get_by_role("link", name=deed.link, exact=True).first.click()
            else:
                main.get_by_role("button", name=deed.button, exact=True).first.click()

    def _fill(self, main: Locator, control: Control, answer: str | bool) -> None:
        if control.role == "file":
            file = FilePayload(name="photo.jpg", mimeType="image/jpeg", buffer=self.photo)
            main.locator("input[type=file]").nth(control.place).set_input_files(file)
            return
        found = main.get_by_role(control.role).nth(control.place)
        if isinstance(answer, bool):
            found.set_checked(answer)
        elif control.role == "combobox":
            found.select_option(label=answer)
        else:
            found.fill(answer)


def read_tree(nodes: list[Node]) -> Seen:
    """What an accessibility tree says of a page."""
    by_id = {node["nodeId"]: node for node in nodes}
    main = next(node for node in nodes if _text(node, "role") == "main" and not node["ignored"])
    controls: list[Control] = []
    buttons: list[str] = []
    links: list[str] = []
    errors: list[str] = []
    words: list[str] = []
    heading = ""
    for node, around in _under(main, by_id, ()):
        role, name = _text(node, "role"), _text(node, "name")
        if role == "StaticText":
            words.append(name)
        elif role == "heading":
            heading = heading or name
        elif role == "link":
            links.append(name)
            if any(_text(one, "role") == "alert" for one in around):
                errors.append(name)
        elif role == "button" and not _text(node, "value"):
            buttons.append(name)
        elif role == "button" or role in ROLES:
            kind = ROLES.get(role, "file")
            controls.append(_control(node, kind, around, by_id, sum(one.role == kind for one in controls)))
    return Seen(
        title=_text(nodes[0], "name"),
        heading=heading,
        words=" ".join(words),
        controls=tuple(controls),
        buttons=tuple(buttons),
        links=tuple(links),
        errors=tuple(errors),
    )


def _under(
    node: Node, by_id: Mapping[str, Node], around: tuple[Node, ...]
) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Everything below a node as it is read, with the nodes around each; ignored ones are seen through."""
    for child_id in node.get("childIds", ()):
        child = by_id.get(child_id)
        if child is None:
            continue
        if not child["ignored"]:
            yield child, around
        yield from _under(child, by_id, around if child["ignored"] else (*around, child))


def _control(
    node: Node, role: Role, around: tuple[Node, ...], by_id: Mapping[str, Node], place: int
) -> Control:
    about = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
    groups = [one for one in around if _text(one, "role") in {"group", "radiogroup"}]
    options = [_text(one, "name") for one, _ in _under(node, by_id, ()) if _text(one, "role") == "option"]
    return Control(
        role=role,
        name=_text(node, "name"),
        place=place,
        told=_text(node, "description"),
        around=tuple(Around(_text(one, "name"), _text(one, "description")) for one in groups),
        options=tuple(options),
        value=_text(node, "value"),
        chosen=about.get("checked") == "true",
    )


def _text(node: Node, name: str) -> str:
    return " ".join(str(node.get(name, {}).get("value", "")).split())
