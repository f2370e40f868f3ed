"""The Jinja2 environment that every page is rendered in."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, MutableMapping
from datetime import datetime
from functools import lru_cache
from types import FunctionType
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone, translation
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from portico.design import dates, languages, speaking
from portico.design.addresses import address_of
from portico.design.brand import the_council
from portico.design.built import built
from portico.design.display import display_of
from portico.design.markdown import email_address, markdown, markdown_line, typed
from portico.ground.access.sessions import session_end
from portico.ground.references.references import grouped
from portico.ground.tryouts.inside import place_now
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


def language() -> str:
    """The language of the page, for `<html lang>`: `en` or `cy`."""
    return (translation.get_language() or settings.LANGUAGE_CODE).partition("-")[0]


def seconds_until(end: datetime) -> int:
    """Whole seconds from now until then; none below nought."""
    return max(0, int((end - timezone.now()).total_seconds()))


MOST_DRAWN = 4_096
"""Small components kept as they were drawn, of each kind."""


class _Writing(CodeGenerator):
    """Compiles a template so that what it shows goes through `shown`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(" + (finalize.src or ""))


_NEEDS_ESCAPING = re.compile("[&<>\"']").search


class _Names(Context):
    """What a template knows by name. Most of what it calls wants nothing but its arguments."""

    def call(self, called: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a function or macro; what wants more (marked by `pass_context` and its like) as Jinja does."""
        kind = type(called)
        if kind is Macro or (kind is FunctionType and not called.__dict__):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(*args, **kwargs)
        return super().call(called, *args, **kwargs)


_OF_EVERY_DICT = frozenset(dir(dict))
_ABSENT = object()


class Pages(Environment):
    """Jinja's environment, quicker in four things that a page does some hundred times.

    Its templates copy its globals when they are loaded (all are set by then), in place of a walk through two
    maps for each name. What is shown is made `Markup` only where that is needed: most texts need no escaping.
    Plain functions and macros are called as they are. In a plain dict a key is looked for at once, where
    Jinja tries for an attribute first and catches two exceptions for a key left out.
    """

    code_generator_class = _Writing
    context_class = _Names

    @staticmethod
    def shown(value: object) -> str:
        """A value as a page shows it: escaped, unless it is markup already."""
        kind = type(value)
        if kind is str:
            text: str = value  # type: ignore[assignment]
            return escape(text) if _NEEDS_ESCAPING(text) else text
        return value if kind is Markup else escape(value)  # type: ignore[return-value]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What `obj.attribute` says in a template."""
        if type(obj) is dict and attribute not in _OF_EVERY_DICT:
            value = obj.get(attribute, _ABSENT)
            return value if value is not _ABSENT else self.undefined(obj=obj, name=attribute)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that a template has without being given them."""
        return {**self.globals, **(d or {})}


def _kept(env: Environment, component: str) -> Callable[..., Markup]:
    """The component of that name, drawn once for the same words: for small ones that pages repeat."""

    @lru_cache(MOST_DRAWN)
    def drawn(language: str | None, *words: Hashable, **named: Hashable) -> Markup:
        macros: Any = env.get_template(f"design/components/{component}.html").module
        return Markup(getattr(macros, component)(*words, **named))  # noqa: S704 - drawn by our own template

    def component_of_page(*words: Hashable, **named: Hashable) -> Markup:
        return drawn(translation.get_language(), *words, **named)

    return component_of_page


def environment(**options: Any) -> Environment:
    """Build the environment: strict about missing names, with the GOV.UK macros at hand."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], govuk])
    options["undefined"] = Missing
    options["extensions"] = ["jinja2.ext.i18n"]
    env = Pages(trim_blocks=True, lstrip_blocks=True, **options)
    env.globals.update(
        _=speaking.say,
        gettext=speaking.say,
        ngettext=speaking.say_counted,
        deadline=_kept(env, "deadline"),
        icon=_kept(env, "icon"),
        timeOf=dates.time_of,
        static=lru_cache(static),
        url=address_of,
        built=built,
        council=the_council,
        display_of=display_of,
        language=language,
        language_names=languages.LANGUAGES,
        chosen_language=languages.chosen_language,
        welsh_is_offered=languages.welsh_is_offered,
        lacks_welsh=languages.lacks_welsh,
        spoken=speaking.spoken,
        navigation=navigation,
        session_end=session_end,
        seconds_until=seconds_until,
        tryout_under_way=place_now,
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
        email_address=email_address,
    )
    return env
