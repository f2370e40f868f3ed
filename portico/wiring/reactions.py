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
from portico.records.contacts.following_up import link_contacts, record_follow_up
from portico.records.messages.actions import DELIVERY_JOB
from portico.records.messages.events import MessageWritten
from portico.records.messages.jobs import delivery_arguments
from portico.records.messages.telling import tell_customer

BUNDLING = 1.0
"""Seconds that a message waits for others, so that one job and one connection hand over all of them."""

REACTIONS: Sequence[Reaction] = (
    Afterwards(FileStored, "files.scan_file", scan_arguments, queue="files"),
    # The customer is told, and what is written to them is sent.
    Together(CaseOpened, tell_customer),
    Together(CaseMoved, tell_customer),
    Together(CaseAsked, tell_customer),
    Together(CaseJoined, tell_customer),
    Afterwards(MessageWritten, DELIVERY_JOB, delivery_arguments, queue="messages", after_seconds=BUNDLING),
    # What a customer does on a case that is there already is a contact too.
    Together(CaseReplied, record_follow_up),
    Together(CaseReopened, record_follow_up),
    Together(CaseWithdrawn, record_follow_up),
    Together(CaseLinked, link_contacts),
)
