"""What follows what: the one table of reactions, from event to consequence."""

from __future__ import annotations

from collections.abc import Sequence

from portico.ground.files.events import FileStored
from portico.ground.files.jobs import scan_arguments
from portico.ground.ledger.reactions import Afterwards, Reaction, Together
from portico.records.cases.events import (
    CaseAsked,
    CaseJoined,
    CaseLinked,
    CaseMoved,
    CaseOpened,
    CaseReopened,
    CaseReplied,
    CaseWithdrawn,
)
from portico.records.catalogue.events import EditTurned
from portico.records.contacts.following_up import link_contacts, record_follow_up
from portico.records.messages.telling import tell_customer
from portico.records.messages.telling_designers import tell_designers

REACTIONS: Sequence[Reaction] = (
    Afterwards(FileStored, "files.scan_file", scan_arguments, queue="files"),
    # The customer is told; the worker sends what is written to them.
    Together(CaseOpened, tell_customer),
    Together(CaseMoved, tell_customer),
    Together(CaseAsked, tell_customer),
    Together(CaseJoined, tell_customer),
    # Designers of services are told of the reviews that are asked of them, and what became of their own.
    Together(EditTurned, tell_designers),
    # What a customer does on a case that is there already is a contact too.
    Together(CaseReplied, record_follow_up),
    Together(CaseReopened, record_follow_up),
    Together(CaseWithdrawn, record_follow_up),
    Together(CaseLinked, link_contacts),
)
