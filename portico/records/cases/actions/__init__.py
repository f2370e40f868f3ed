"""Everything that can be done with a case. Each action is one transaction and records what happened."""

from portico.records.cases.actions.changing import GivenFile
from portico.records.cases.actions.escalating import escalate_late_cases
from portico.records.cases.actions.moving import move_case, reopen_case, withdraw_case
from portico.records.cases.actions.opening import Place, join_case, open_case
from portico.records.cases.actions.talking import ask_customer, attach_file, take_reply
from portico.records.cases.actions.working import (
    add_note,
    assign_case,
    hand_over_case,
    link_customer,
    mark_seen,
)
from portico.records.cases.errors import (
    AlreadySubmittedError,
    CaseActionError,
    CaseClosedError,
    CaseNotFoundError,
    MoveNeedsError,
    MoveNotOpenError,
    NoChangeError,
    NothingSaidError,
    NotInTeamError,
    ServiceNotReadyError,
    StaleCaseError,
    TooLateError,
)

__all__ = [
    "AlreadySubmittedError",
    "CaseActionError",
    "CaseClosedError",
    "CaseNotFoundError",
    "GivenFile",
    "MoveNeedsError",
    "MoveNotOpenError",
    "NoChangeError",
    "NotInTeamError",
    "NothingSaidError",
    "Place",
    "ServiceNotReadyError",
    "StaleCaseError",
    "TooLateError",
    "add_note",
    "ask_customer",
    "assign_case",
    "attach_file",
    "escalate_late_cases",
    "hand_over_case",
    "join_case",
    "link_customer",
    "mark_seen",
    "move_case",
    "open_case",
    "reopen_case",
    "take_reply",
    "withdraw_case",
]
