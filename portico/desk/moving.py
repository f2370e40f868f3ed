"""The page of a move: what it means for the case and the customer, and what it asks for."""

from __future__ import annotations

from portico.design.addresses import address_of
from portico.desk.deeds import DeedPage, Field, Option
from portico.desk.words import STAGE_NAMES
from portico.ground.access.queries import colleagues_in
from portico.ground.references.references import grouped
from portico.records.cases.queries import DeskCase
from portico.records.catalogue.definition.workflow import Move
from portico.records.catalogue.placeholders import fill


def move_page(found: DeskCase, move: Move) -> DeedPage:
    """The page on which that move is made; one SQL statement where it asks who works the case."""
    return DeedPage(
        href=address_of("desk:move", found.case.reference, move.id),
        title=move.label.en,
        button=move.label.en,
        done="moved",
        text=what_it_means(found, move),
        fields=tuple(_fields(found, move)),
        still_open=lambda stage: stage in move.from_,
    )


def what_it_means(found: DeskCase, move: Move) -> str:
    """What a move does, in Markdown: the stage, the outcome, and what the customer is told."""
    definition, values = found.definition, {"reference": grouped(found.case.reference)}
    lines = [f"The case goes to **{STAGE_NAMES[move.to]}**."]
    if move.outcome:
        values["outcome"] = definition.outcome(move.outcome).label.en
        lines.append(f"It ends as **{values['outcome']}**.")
    if move.tells:
        subject = fill(definition.messages[move.tells].subject.en, values, markup=True, one_line=True)
        lines.append(f"The customer is sent the message “{subject}”.")
    elif move.shown:
        lines.append("The customer sees it on their page, without a message.")
    else:
        lines.append("The customer is not told.")
    return " ".join(lines)


def _fields(found: DeskCase, move: Move) -> list[Field]:
    fields = []
    if "reasons" in move.asks:
        fields.append(
            Field(
                "reasons",
                "Reasons",
                hint="The customer reads this word for word. Write to them, in plain words.",
                missing="Write the reasons: the customer has a right to them",
            )
        )
    if "assignee" in move.asks:
        people = tuple(Option(str(one.pk), one.name) for one in colleagues_in(found.case.team_id))
        holder = str(found.case.assigned_to_id or "")
        fields.append(
            Field(
                "assign_to",
                "Who works it?",
                "choice",
                options=people,
                first=holder,
                missing="Choose somebody",
            )
        )
    note = "note" in move.asks
    hint = "For staff only." if note else "For staff only. You can leave this empty."
    fields.append(Field("note", "Note", hint=hint, missing="Write the note" if note else ""))
    return fields
