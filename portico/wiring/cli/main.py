"""Reading the words of a `portico` command and running it."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from portico.wiring.cli.registry import COMMANDS, Command
from portico.wiring.environment import SettingError, portico_home
from portico.wiring.launcher.home import NO_ACCESS, NO_SPACE, plainly
from portico.wiring.words import PlainError, complain, say


def main() -> None:
    """Run one command of Portico; `portico --help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portico.wiring.settings")
    try:
        code = run(sys.argv[1:])
    except (PlainError, SettingError) as error:
        complain(str(error))
        code = 1
    except OSError as error:
        if error.errno not in NO_SPACE | NO_ACCESS:
            raise
        complain(str(plainly(error, portico_home())))
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def run(words: Sequence[str], commands: Sequence[Command] = COMMANDS) -> int:
    """Run the command that `words` begin with and return its exit code.

    Raises `PlainError` for what a person has to put right.
    """
    command = find(words, commands)
    if command is None:
        return _help(words, commands)
    if command.needs in {"database", "owner", "alone"}:
        from portico.wiring.launcher.database import database_at_hand

        with database_at_hand(as_owner=command.needs != "database", alone=command.needs == "alone"):
            return _call(command, words)
    return _call(command, words)


def find(words: Sequence[str], commands: Sequence[Command] = COMMANDS) -> Command | None:
    """The command with the longest name that `words` begin with."""
    fitting = [command for command in commands if tuple(words[: len(command.words)]) == command.words]
    return max(fitting, key=lambda command: len(command.words), default=None)


def _call(command: Command, words: Sequence[str]) -> int:
    if command.needs not in {"nothing", "alone"}:
        import django

        django.setup()
    module = importlib.import_module(command.module)
    parser = argparse.ArgumentParser(prog=f"portico {command.name}", description=module.__doc__)
    module.add_arguments(parser)
    code: int | None = module.run(parser.parse_args(words[len(command.words) :]))
    return code or 0


def _help(words: Sequence[str], commands: Sequence[Command]) -> int:
    asked = not words or words[0] in {"-h", "--help", "help"}
    begun = [command for command in commands if words and command.words[0] == words[0]]
    if not asked and not begun:
        complain(f"There is no command {words[0]!r}. These are the commands:\n")
    width = max(len(command.name) for command in commands)
    listing = "\n".join(f"  portico {command.name:<{width}}  {command.help}" for command in begun or commands)
    say(f"{listing}\n\nAdd --help to a command to see what it takes.")
    return 0 if asked else 2
