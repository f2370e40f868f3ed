"""Every class of our own that a template names is known to a style sheet or to a script."""

from __future__ import annotations

import re
from pathlib import Path

PORTICO = Path(__file__).resolve().parents[2]
OWN = re.compile(r"(?<![\w-])(?:portico|desk|access)-[a-z0-9]+(?:[_-]+[a-z0-9]+)*")
IN_CLASS = re.compile(r'class="([^"]*)"')
_TEMPLATE = re.compile(r"\{[{%].*?[%}]\}")


def test_no_template_names_a_class_that_nothing_draws():
    known: set[str] = set()
    for suffix in ("*.css", "*.js"):
        for file in (PORTICO / "design" / "static" / "built").glob(suffix):
            known |= set(OWN.findall(file.read_text(encoding="utf-8")))
    strange: dict[str, str] = {}
    for template in PORTICO.rglob("templates/**/*.html"):
        for classes in IN_CLASS.findall(template.read_text(encoding="utf-8")):
            # What a template puts together (`portico-notice--{{ kind }}`) is known once it is drawn.
            whole = _TEMPLATE.sub(" ", classes) if "--{{" not in classes else classes.partition("--{{")[0]
            for name in OWN.findall(whole):
                # The name of a whole whose parts alone are drawn (`portico-addresses__one`) does no harm.
                if name not in known and not any(one.startswith((f"{name}__", f"{name}--")) for one in known):
                    strange.setdefault(name, template.relative_to(PORTICO).as_posix())
    assert not strange, "\n".join(f"{name} in {where}" for name, where in strange.items())
