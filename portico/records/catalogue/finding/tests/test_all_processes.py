"""What was published is found in every process at once."""

from __future__ import annotations

import subprocess
import sys

from django.db import connection

from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import import_definition, publish_edited
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.tests.small_service import small_service
from tests.cast import BEGINNING

BY = Actor.system()


def named(name: str):
    return small_service().model_copy(update={"name": Text(en=name)})


def test_what_changed_is_found_in_other_processes_too(committed):
    import_definition(definition=small_service(), by=BY, at=BEGINNING)
    other = _another_process()
    assert _asked(other, "harpsichord") == "[]"
    publish_edited(definition=named("Have a harpsichord tuned"), by=BY, at=BEGINNING)
    assert _asked(other, "harpsichord") == "['bulky-waste']"
    assert other.stdin
    other.stdin.close()
    assert other.wait(30) == 0


_ASKS = """
import sys
import django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from portico.records.catalogue.finding.queries import find_services
for line in sys.stdin:
    print([service.code for service in find_services(line)], flush=True)
"""


def _another_process() -> subprocess.Popen[str]:
    name = connection.settings_dict["NAME"]
    command = [sys.executable, "-c", _ASKS, str(name)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _asked(other: subprocess.Popen[str], words: str) -> str:
    assert other.stdin and other.stdout
    other.stdin.write(words + "\n")
    other.stdin.flush()
    return other.stdout.readline().strip()
