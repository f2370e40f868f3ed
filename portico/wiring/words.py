"""What Portico says on a terminal, and the one error whose message is the whole answer."""

from __future__ import annotations

import sys


class PlainError(Exception):
    """Something a person has to put right; the message is one plain sentence or two that say what to do.

    The command prints it without a traceback and ends with exit code 1.
    """


def say(text: str) -> None:
    """Tell the person at the terminal one line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Tell the person at the terminal what went wrong."""
    sys.stdout.flush()
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
