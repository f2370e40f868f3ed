"""The little Markdown that the texts of service definitions may use, with the classes of GOV.UK Frontend.

Paragraphs, headings (which become headings of level 2 and 3), lists, links, strong and emphasised words.
HTML is shown as text; pictures, code and tables are not taken. It is for texts of the council's own: what a
resident typed is shown with `typed`, which keeps line ends and takes nothing as markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

_CLASSES = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
    "link_open": "govuk-link",
    "hr": "govuk-section-break govuk-section-break--m govuk-section-break--visible",
}
_PARSER = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "code", "fence", "backticks", "html_inline"]
)


def _dress(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h2" if token.tag in {"h1", "h2"} else "h3"
            if token.nesting == 1:
                token.attrJoin("class", "govuk-heading-m" if token.tag == "h2" else "govuk-heading-s")
        elif token.type in _CLASSES:
            token.attrJoin("class", _CLASSES[token.type])
        if token.children:
            _dress(token.children)


@lru_cache(maxsize=2048)
def markdown(text: str) -> Markup:
    """Render a text of the council's own as paragraphs, headings, lists and links."""
    tokens = _PARSER.parse(text)
    _dress(tokens)
    return Markup(_PARSER.renderer.render(tokens, _PARSER.options, {}).strip())  # noqa: S704 - html is off


@lru_cache(maxsize=2048)
def markdown_line(text: str) -> Markup:
    """Render one line of the council's own: links and emphasis, without a paragraph around it."""
    tokens = _PARSER.parseInline(text)
    _dress(tokens)
    return Markup(_PARSER.renderer.render(tokens, _PARSER.options, {}).strip())  # noqa: S704 - html is off


@lru_cache(maxsize=2048)
def plain_words(text: str) -> str:
    """The words of a text of the council's own in one line, without any markup."""
    return " ".join(markdown(text).striptags().split())


def email_address(address: str) -> Markup:
    """Show an email address that breaks before its @ or after a dot, where a line is too short for it."""
    return Markup("<wbr>").join(escape(part) for part in re.split(r"(?=@)|(?<=\.)", address))


def typed(text: str) -> Markup:
    """Show what somebody typed: nothing of it is markup, and its line ends are kept."""
    return Markup('<span class="portico-typed">') + escape(text.strip()) + Markup("</span>")
