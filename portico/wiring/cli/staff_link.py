"""Print a link with which a member of staff sets a new password, where e-mail does not reach them.

With --lost-phone their authenticator app is cut off too, and they set up another at the next sign-in.
"""

from __future__ import annotations

import argparse

from portico.wiring.words import PlainError, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take who it is."""
    parser.add_argument("email", help="the email address of their account")
    parser.add_argument("--lost-phone", action="store_true", help="cut off their authenticator app")


def run(arguments: argparse.Namespace) -> int:
    """Find the account and print the link."""
    from django.utils import timezone

    from portico.ground.access.actions import take_away_second_factor
    from portico.ground.access.models import Staff
    from portico.ground.access.sign_in.links import link_to_set_password
    from portico.ground.ledger.events import Actor

    staff = Staff.objects.filter(email=arguments.email.strip().lower(), is_active=True).first()
    if staff is None:
        raise PlainError(f"Nobody has an open account with {arguments.email}. Look at how it is written.")
    if arguments.lost_phone:
        take_away_second_factor(staff_id=staff.pk, by=Actor.system(), at=timezone.now())
        say("The authenticator app is cut off.")
    say(f"{staff.name} sets a new password here, within 3 days:")
    say(link_to_set_password(staff))
    return 0
