"""Set up the fictional council of the demo and tell its story; told before, nothing is added."""

from __future__ import annotations

import argparse
import time

from django.conf import settings
from django.utils import timezone

from portico.demo.cast import PASSWORD, who_can_sign_in
from portico.demo.council import DemoServicesBrokenError
from portico.demo.tell import tell_demo
from portico.wiring.words import PlainError, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the choice to print who can sign in."""
    parser.add_argument("--people", action="store_true", help="only say who can sign in")


def run(arguments: argparse.Namespace) -> int:
    """Tell the demo, or who can sign in to it. Only where PORTICO_DEMO is on."""
    if not settings.PORTICO_DEMO:
        raise PlainError(
            "This Portico is not a demo: PORTICO_DEMO is off. The demo would fill its database with people "
            "who do not exist. Set PORTICO_DEMO=1 to have one."
        )
    if arguments.people:
        _say_who_can_sign_in()
        return 0
    began = time.monotonic()
    try:
        requests = tell_demo(now=timezone.now(), say=say)
    except DemoServicesBrokenError as error:
        raise PlainError(f"The demo needs its services, and they cannot be published:\n{error}") from error
    if requests:
        say(f"      {requests} requests in the last two months, told in {time.monotonic() - began:.0f} s")
    return 0


def _say_who_can_sign_in() -> None:
    people = who_can_sign_in()
    width = max(len(one.email) for one in people)
    say(f"\n  Staff sign in at {settings.PUBLIC_ADDRESS}/desk/ with the password {PASSWORD} and a code")
    say(f"  from {settings.PUBLIC_ADDRESS}/demo/codes (all of them are fictional):\n")
    for one in people:
        say(f"    {one.email:<{width}}  {one.name}, {one.roles}")
