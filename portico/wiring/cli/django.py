"""Run a command of Django, such as `makemigrations`; for developers."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whatever follows as Django's own words."""
    parser.add_argument("words", nargs=argparse.REMAINDER, help="the command of Django and its options")


def run(arguments: argparse.Namespace) -> int:
    """Hand the words to Django."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["portico django", *arguments.words])
    return 0
