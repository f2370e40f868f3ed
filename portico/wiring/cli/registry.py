"""Every command there is, one line each.

To add one, write a module with two functions and add its line to `COMMANDS`:

    def add_arguments(parser: argparse.ArgumentParser) -> None: ...
    def run(arguments: argparse.Namespace) -> int | None: ...    # the exit code; None is 0

The module is imported only when its command is called. Where something has to be put right by a person,
`run` raises `portico.wiring.words.PlainError`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Needs = Literal["nothing", "django", "database", "owner", "alone"]
"""What must stand before the command's module is imported.

`nothing`: the module sets up what it needs itself. `django`: the settings are loaded. `database`: also a
database that answers; where Portico runs its own PostgreSQL and it is not running, it is started and
stopped afterwards. `owner`: the same, connected as the role that owns the tables. `alone`: as
`owner`, but with no Portico at work in the same home, and Django is not loaded.
"""


@dataclass(frozen=True)
class Command:
    """One command: the words it is called by, what it does, the module that does it, what it needs."""

    name: str
    help: str
    module: str
    needs: Needs = "database"

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name: `("import", "reports")`."""
        return tuple(self.name.split())


# `portico run` with PORTICO_DEMO=1 calls `portico demo`, which loads the demo council once and is quick when
# it is there, and then `portico demo --people`, which prints who can sign in and nothing else.
COMMANDS: tuple[Command, ...] = (
    Command("run", "start everything and keep it alive", "portico.wiring.launcher.run", "nothing"),
    Command("serve", "answer web requests", "portico.wiring.cli.serve", "nothing"),
    Command("worker", "do the jobs that follow events", "portico.wiring.cli.worker", "django"),
    Command("migrate", "bring the database to this version", "portico.wiring.cli.migrate", "owner"),
    Command("demo", "tell the story of the fictional council", "portico.wiring.cli.demo"),
    Command("import addresses", "take in addresses (CSV)", "portico.wiring.cli.import_addresses"),
    Command("import rounds", "take in collection rounds (CSV)", "portico.wiring.cli.import_rounds"),
    Command(
        "import collection-changes",
        "take in changed collection days (CSV)",
        "portico.wiring.cli.import_collection_changes",
    ),
    Command(
        "check services", "check service definitions (YAML)", "portico.wiring.cli.check_services", "nothing"
    ),
    Command("import services", "publish service definitions (YAML)", "portico.wiring.cli.import_services"),
    Command("import reports", "open cases for street reports (CSV)", "portico.wiring.cli.import_reports"),
    Command("export service", "write a published service as a file", "portico.wiring.cli.export_service"),
    Command("backup", "write database and files to a folder", "portico.wiring.cli.backup", "owner"),
    Command("restore", "put a backup back", "portico.wiring.cli.restore", "alone"),
    Command("staff add", "give a member of staff an account", "portico.wiring.cli.staff_add"),
    Command("staff link", "print a link to set a new password", "portico.wiring.cli.staff_link"),
    Command("django", "run a command of Django, for developers", "portico.wiring.cli.django", "nothing"),
)
