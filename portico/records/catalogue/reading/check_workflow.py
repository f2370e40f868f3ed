"""Checks how cases are worked: that every stage can be reached and left, and that each ending has a name."""

from __future__ import annotations

from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.workflow import STAGES, Duration, Move, Stage
from portico.records.catalogue.expressions.kinds import unknown_name
from portico.records.catalogue.reading.check_form import unique
from portico.records.catalogue.reading.problems import Problems, Where

MOVES_OF_CUSTOMERS = ("withdraw", "reopen")
MESSAGES_ALWAYS = ("received", "question")
MESSAGE_JOINED = "joined"


def check_workflow(definition: ServiceDefinition, problems: Problems) -> None:
    """Note what is wrong with moves, outcomes, messages and deadlines."""
    moves = definition.workflow.moves
    outcomes = [outcome.id for outcome in definition.workflow.outcomes]
    unique([move.id for move in moves], ("workflow", "moves"), "move", problems)
    unique(outcomes, ("workflow", "outcomes"), "outcome", problems)
    for number, move in enumerate(moves):
        _check_move(definition, move, ("workflow", "moves", number), problems)
    _check_stages(definition, problems)
    used = {move.outcome for move in moves}
    for number, outcome in enumerate(outcomes):
        if outcome not in used:
            problems.add(
                ("workflow", "outcomes", number),
                f"No move ends in the outcome “{outcome}”.",
                "Name it in a move to completion, or leave it out.",
            )
    _check_messages(definition, problems)
    _check_durations(definition, problems)


def _check_move(definition: ServiceDefinition, move: Move, at: Where, problems: Problems) -> None:
    outcomes = {outcome.id for outcome in definition.workflow.outcomes}
    if len(set(move.from_)) < len(move.from_):
        problems.add((*at, "from"), f"The move “{move.id}” names a stage twice.", "Name each stage once.")
    if move.to == "completion" and move.outcome is None:
        problems.add(
            at,
            f"The move “{move.id}” ends the case without an outcome.",
            "Add “outcome” with the id of one of the outcomes.",
        )
    if move.to != "completion" and move.outcome is not None:
        problems.add(
            (*at, "outcome"),
            f"The move “{move.id}” has an outcome, but does not end the case.",
            "Leave the outcome out, or let the move go to completion.",
        )
    if move.outcome is not None and move.outcome not in outcomes:
        error = unknown_name(move.outcome, outcomes, "outcome")
        problems.add((*at, "outcome"), error.problem, error.remedy)
    if "completion" in move.from_ and move.id != "reopen":
        problems.add(
            (*at, "from"),
            f"The move “{move.id}” leaves completion; only “reopen” can.",
            "Leave “completion” out, or name the move reopen.",
        )
    if "customer" in move.by and move.id not in MOVES_OF_CUSTOMERS:
        problems.add(
            (*at, "by"),
            f"A customer cannot make the move “{move.id}”.",
            "Customers make only the moves named withdraw and reopen.",
        )
    if set(move.by) == {"system"}:
        problems.add((*at, "by"), f"Nobody can make the move “{move.id}”.", "Name a role of staff.")
    _check_moves_of_customers(move, at, problems)
    _check_reasons(definition, move, at, problems)


def _check_moves_of_customers(move: Move, at: Where, problems: Problems) -> None:
    if move.id == "withdraw" and move.to != "completion":
        problems.add((*at, "to"), "“withdraw” does not end the case.", "Write to: completion.")
    if move.id == "reopen":
        if move.from_ != ("completion",) or move.to == "completion":
            problems.add(
                at, "“reopen” does not lead from completion to another stage.", "Write from: [completion]."
            )
        if "customer" in move.by and move.within_days is None:
            problems.add(at, "It is not said how long customers can reopen the case.", "Add “within_days”.")
    elif move.within_days is not None:
        problems.add((*at, "within_days"), "“within_days” is only for the move “reopen”.", "Leave it out.")
    asked_of_staff = set(move.asks) & {"assignee", "reasons"}
    if "customer" in move.by and asked_of_staff:
        problems.add(
            (*at, "asks"),
            f"Customers make the move “{move.id}” too, and are not asked for that.",
            f"Leave {' and '.join(sorted(asked_of_staff))} out of “asks”.",
        )


def _check_reasons(definition: ServiceDefinition, move: Move, at: Where, problems: Problems) -> None:
    if "reasons" not in move.asks:
        return
    message = definition.messages.get(move.tells or "")
    texts = [message.body.en if message else "", move.shown.en if move.shown else ""]
    if not any("((reasons))" in text.replace(" ", "") for text in texts):
        problems.add(
            (*at, "asks"),
            f"The move “{move.id}” asks for reasons that never reach the customer.",
            "Put ((reasons)) into “shown” or into the message it sends, or ask for a note.",
        )


def _check_stages(definition: ServiceDefinition, problems: Problems) -> None:
    moves = definition.workflow.moves
    reached: set[Stage] = {"receive"}
    while True:
        further = {move.to for move in moves if reached & set(move.from_)} - reached
        if not further:
            break
        reached |= further
    for number, move in enumerate(moves):
        for stage in dict.fromkeys(move.from_):
            if stage not in reached:
                problems.add(
                    ("workflow", "moves", number, "from"),
                    f"The move “{move.id}” begins at {stage}, where no case ever comes.",
                    f"Add a move to {stage}, or leave the stage out.",
                )
    finishing: set[Stage] = {"completion"}
    while True:
        before = {stage for move in moves if move.to in finishing and _by_staff(move) for stage in move.from_}
        if before <= finishing:
            break
        finishing |= before
    for stage in STAGES:
        if stage in reached and stage not in finishing:
            problems.add(
                ("workflow", "moves"),
                f"A case at {stage} can never be finished by staff.",
                f"Add a move of staff that leads on from {stage}.",
            )


def _by_staff(move: Move) -> bool:
    return bool(set(move.by) - {"customer", "system"})


def messages_sent(definition: ServiceDefinition) -> frozenset[str]:
    """Ids of the messages that are sent at some time."""
    moves = definition.workflow.moves
    named = {message for move in moves for message in (move.tells, move.tells_followers) if message}
    joined = {MESSAGE_JOINED} if definition.form.similar is not None else set()
    return frozenset({*MESSAGES_ALWAYS, *named, *joined})


def _check_messages(definition: ServiceDefinition, problems: Problems) -> None:
    messages = definition.messages
    for needed, (when, remedy) in {
        "received": ("when a case is opened", "Write it."),
        "question": ("when staff ask the customer something", "Write it."),
        "joined": ("to somebody who joins an open report", "Write it, or leave “similar” out."),
    }.items():
        if needed in messages_sent(definition) and needed not in messages:
            problems.add(("messages",), f"There is no message “{needed}”, which is sent {when}.", remedy)
    for number, move in enumerate(definition.workflow.moves):
        for field in ("tells", "tells_followers"):
            message = getattr(move, field)
            if message is not None and message not in messages:
                error = unknown_name(message, messages, "message")
                remedy = f"{error.remedy} Or write it under “messages”."
                problems.add(("workflow", "moves", number, field), error.problem, remedy)
        if move.tells_followers is not None and definition.form.similar is None:
            problems.add(
                ("workflow", "moves", number, "tells_followers"),
                "Nobody can join reports of this service.",
                "Leave it out, or add “similar” to the form.",
            )
    for id in messages:
        if id not in messages_sent(definition):
            problems.add(
                ("messages", id), f"The message “{id}” is never sent.", "Name it in a move, or leave it out."
            )


def _check_durations(definition: ServiceDefinition, problems: Problems) -> None:
    deadline = definition.deadline
    _positive(deadline.usual, ("deadline", "usual"), problems)
    for channel, duration in deadline.by_channel.items():
        _positive(duration, ("deadline", "by_channel", channel), problems)
    if deadline.warn is not None:
        _positive(deadline.warn, ("deadline", "warn"), problems)
        if deadline.warn.unit == deadline.usual.unit and deadline.warn.amount >= deadline.usual.amount:
            problems.add(
                ("deadline", "warn"), "The warning comes before the case does.", "Warn later than that."
            )
    if deadline.escalate is not None:
        _positive(deadline.escalate, ("deadline", "escalate"), problems)
    for number, priority in enumerate(definition.priority):
        if priority.deadline is not None:
            _positive(priority.deadline, ("priority", number, "deadline"), problems)
    keep = definition.retention.keep
    _positive(keep, ("retention", "keep"), problems)
    if keep.unit not in {"days", "months"}:
        problems.add(
            ("retention", "keep", "unit"), f"Cases cannot be kept for {keep.unit}.", "Write days or months."
        )


def _positive(duration: Duration, at: Where, problems: Problems) -> None:
    if duration.amount == 0:
        problems.add((*at, "amount"), "The length of time is nothing.", "Write 1 or more.")
