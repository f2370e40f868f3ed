"""The Jinja2 environment that every page is rendered in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined, Undefined

from portico.design import dates
from portico.design.brand import the_council
from portico.design.built import built
from portico.design.display import display_of
from portico.design.markdown import markdown, markdown_line, typed
from portico.ground.references.references import grouped
from portico.wiring.navigation import navigation


class Missing(StrictUndefined):
    """A missing name, which is an error; except what GOV.UK's macros ask for without being given it.

    That is a key left out of a plain dict of parameters, and `caller` in a macro that was not `call`ed.
    """

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """Make a lenient one for those, else a strict one."""
        owner = args[1] if len(args) > 1 else kwargs.get("obj")
        if type(owner) is dict or kwargs.get("name") == "caller":
            return Undefined(*args, **kwargs)
        return super().__new__(cls)


def address_of(name: str, *args: Any, **kwargs: Any) -> str:
    """The path of the page with that URL name, for templates: `{{ url("portal:home") }}`."""
    return reverse(name, args=args, kwargs=kwargs)


def language() -> str:
    """The language of the page, for `<html lang>`: `en` or `cy`."""
    return (translation.get_language() or settings.LANGUAGE_CODE).partition("-")[0]


def environment(**options: Any) -> Environment:
    """Build the environment: strict about missing names, with the GOV.UK macros at hand."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], govuk])
    options["undefined"] = Missing
    options["extensions"] = ["jinja2.ext.i18n"]
    env = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 - Django sets autoescape
    env.install_gettext_translations(translation, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(
        static=static,
        url=address_of,
        built=built,
        council=the_council,
        display_of=display_of,
        language=language,
        navigation=navigation,
        # Names that GOV.UK's macros compare with.
        undefined=Undefined(),
        null=None,
    )
    env.tests["moment_in_time"] = lambda value: isinstance(value, datetime)
    env.filters.update(
        day=dates.day,
        full_day=dates.full_day,
        short_day=dates.short_day,
        clock=dates.clock,
        moment=dates.moment,
        machine_time=dates.machine_time,
        grouped=grouped,
        markdown=markdown,
        markdown_line=markdown_line,
        typed=typed,
    )
    return env
