"""Give a member of staff an account and print the link with which they set their password.

The first administrator is made like this; they look after all other accounts:

    portico staff add ivan@council.example "Ivan Petrov" --role administrator

A role that belongs to a team names it by its code; --role can be given several times:

    portico staff add owen@council.example "Owen Carter" --role case_officer:waste
"""

from __future__ import annotations

import argparse

from portico.wiring.words import PlainError, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take who it is and what they may do."""
    parser.add_argument("email", help="the work email address they sign in with")
    parser.add_argument("name", help="their name, as colleagues and customers see it")
    parser.add_argument("--direct-line", default="", help="the phone number customers may be given")
    parser.add_argument(
        "--role", action="append", default=[], metavar="ROLE[:TEAM]",
        help="agent, case_officer, team_leader, manager or administrator; with the code of a team",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Create the account with its roles in one transaction, then print the link."""
    from django.utils import timezone

    from portico.ground.access.actions import AccessError, join_staff
    from portico.ground.access.sign_in.links import link_to_set_password
    from portico.ground.ledger.events import Actor

    try:
        staff = join_staff(
            email=arguments.email,
            name=arguments.name,
            direct_line=arguments.direct_line,
            roles=arguments.role,
            by=Actor.system(),
            at=timezone.now(),
        )
    except AccessError as error:
        raise PlainError(str(error)) from error
    say(f"{staff.name} has an account. They set their password here, within 3 days:")
    say(link_to_set_password(staff))
    return 0
