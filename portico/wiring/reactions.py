"""What follows what: the one table of reactions, from event to consequence."""

from __future__ import annotations

from collections.abc import Sequence

from portico.ground.files.events import FileStored
from portico.ground.files.jobs import scan_arguments
from portico.ground.ledger.reactions import Afterwards, Reaction

REACTIONS: Sequence[Reaction] = (Afterwards(FileStored, "files.scan_file", scan_arguments, queue="files"),)
