"""The council's own branding: its name, colours, logo and contact details, read from one TOML file.

Council differences are data. The file named by `PORTICO_BRAND` (without it, the demo council's) becomes the
`council` of every template and the custom properties of `/design/brand.css`; no style is ever inline.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

from portico.design.languages import page_language

WHITE = "#ffffff"
NEARLY_BLACK = "#1c2130"
LEAST_CONTRAST = 4.5
"""Least contrast ratio of text, WCAG 2.2 success criterion 1.4.3 (level AA)."""
DEMO_COUNCIL = Path(__file__).parent / "brands" / "porticoshire.toml"

OWN_PAGES = ("accessibility", "privacy")
"""Still pages whose text a council may replace by its own."""
_LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}


class BrandError(Exception):
    """The branding file cannot be used; the message names the line to mend and how."""


@dataclass(frozen=True)
class Logo:
    """The council's logo, as it is served."""

    content: bytes
    content_type: str


@dataclass(frozen=True)
class Council:
    """The council that this Portico serves, as its branding file describes it."""

    name: str
    """The full name, such as "Porticoshire District Council"."""
    short_name: str
    """What people call it, such as "Porticoshire"; the beginning of `name` where that is so."""
    fictional: bool
    """Whether every page says that this council does not exist."""
    phone: str
    relay: str
    hours_in_english: str
    hours_in_welsh: str
    """The English ones where the file has none in Welsh."""
    address: tuple[str, ...]
    accessibility_email: str
    privacy_email: str
    security_email: str
    website: str
    properties: dict[str, str] = field(default_factory=dict)
    """CSS custom properties, without the leading dashes."""
    logo: Logo | None = None
    pages: dict[str, str] = field(default_factory=dict)
    """The council's own Markdown for still pages, by their name, in place of what Portico says there."""

    @property
    def hours(self) -> str:
        """When the council is open, in the language of the page."""
        return self.hours_in_welsh if page_language() == "cy" else self.hours_in_english

    @property
    def rest_of_name(self) -> str:
        """What follows the short name in the full one ("District Council"), else nothing."""
        rest = self.name.removeprefix(self.short_name).strip()
        return "" if rest == self.name else rest

    @cached_property
    def style_sheet(self) -> str:
        """The style sheet that gives the pages the council's colours."""
        lines = "".join(f"  --{name}: {value};\n" for name, value in sorted(self.properties.items()))
        return f":root {{\n{lines}}}\n"

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever style sheet or logo do, so that browsers may keep both for ever."""
        logo = self.logo.content if self.logo else b""
        return hashlib.sha256(self.style_sheet.encode() + logo).hexdigest()[:12]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance (0 black to 1 white) of `#rrggbb`, by the definition in WCAG 2.2."""

    def linear(channel: int) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_between(one: str, other: str) -> float:
    """Contrast ratio (1 to 21) of two colours written `#rrggbb`, by the definition in WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` mixed in, channel by channel."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _properties(colours: dict[str, Any], file: Path) -> dict[str, str]:
    for name in ("brand", "accent", "link"):
        value = colours.get(name)
        if not isinstance(value, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            raise BrandError(f"{file}: [colours] {name} is {value!r}. Write six hex digits, such as #4a1d57.")
    brand, accent, link = (str(colours[name]).lower() for name in ("brand", "accent", "link"))
    text = WHITE if contrast_between(brand, WHITE) >= contrast_between(brand, NEARLY_BLACK) else NEARLY_BLACK
    tint = mixed(brand, WHITE, 0.94)
    for name, colour, ground, on in (
        ("brand", brand, text, "its own text"),
        ("brand", brand, WHITE, "the white page, where buttons stand"),
        ("link", link, WHITE, "the white page"),
        ("link", link, tint, "the tinted panels"),
    ):
        ratio = contrast_between(colour, ground)
        if ratio < LEAST_CONTRAST:
            raise BrandError(
                f"{file}: [colours] {name} {colour} has a contrast of {ratio:.1f} with {on}; people need at "
                f"least {LEAST_CONTRAST}. Choose a darker colour."
            )
    return {
        "brand-colour": brand,
        "brand-colour-deep": mixed(brand, "#000000", 0.3),
        "brand-tint": tint,
        "brand-text": text,
        "brand-accent": accent,
        "brand-link": link,
        "brand-link-hover": mixed(link, "#000000", 0.45),
    }


def _logo(name: str, file: Path) -> Logo | None:
    if not name:
        return None
    path = file.parent / name
    content_type = _LOGO_TYPES.get(path.suffix.lower())
    if content_type is None:
        raise BrandError(f"{file}: the logo {name} must be an .svg, .png or .webp file.")
    try:
        return Logo(content=path.read_bytes(), content_type=content_type)
    except OSError as error:
        raise BrandError(f"{file}: the logo {name} cannot be read ({error.strerror}).") from error


def _pages(named: dict[str, Any], file: Path) -> dict[str, str]:
    pages = {}
    for name, path in named.items():
        if name not in OWN_PAGES:
            raise BrandError(f"{file}: [pages] {name} is no page. Write one of {', '.join(OWN_PAGES)}.")
        try:
            pages[name] = (file.parent / str(path)).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BrandError(f"{file}: [pages] {name}: {path} cannot be read ({error}).") from error
    return pages


def read_brand(file: Path) -> Council:
    """Read a branding file.

    Raises `BrandError` if it is missing, is not TOML, lacks a line, or has colours too pale to be read.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BrandError(f"{file}: the branding file cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrandError(f"{file}: the branding file is not TOML: {error}.") from error
    contact = content.get("contact", {})

    def given(name: str, place: dict[str, Any], section: str = "") -> str:
        value = place.get(name)
        if not isinstance(value, str) or not value.strip():
            raise BrandError(f"{file}: {section}{name} is missing. Write it between quotation marks.")
        return value.strip()

    def contact_line(name: str) -> str:
        return given(name, contact, "[contact] ")

    return Council(
        name=given("name", content),
        short_name=given("short_name", content),
        fictional=bool(content.get("fictional", False)),
        phone=contact_line("phone"),
        relay=contact_line("relay"),
        hours_in_english=contact_line("hours"),
        hours_in_welsh=contact_line("hours_cy" if "hours_cy" in contact else "hours"),
        address=tuple(str(line) for line in contact.get("address", ())),
        accessibility_email=contact_line("accessibility_email"),
        privacy_email=contact_line("privacy_email"),
        security_email=contact_line("security_email"),
        website=contact_line("website"),
        properties=_properties(content.get("colours", {}), file),
        logo=_logo(str(content.get("logo", "")), file),
        pages=_pages(content.get("pages", {}), file),
    )


@cache
def the_council() -> Council:
    """The council of this Portico, read once: from `PORTICO_BRAND`, else the demo council's file."""
    return read_brand(Path(settings.PORTICO_BRAND or DEMO_COUNCIL))
