"""Doing something with a case: each deed on a small page of its own."""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from portico.desk.actions import link_new_customer
from portico.desk.deeds import DeedPage, Field, Option, back_to_case, carry_out
from portico.desk.moving import move_page
from portico.desk.typed import Typed
from portico.desk.views.finding import desk_case, desk_case_or_none
from portico.desk.words import TIER_NAMES, TOLD_BY
from portico.ground.access.pages import StaffRequest, staff_page, works_cases
from portico.ground.access.queries import all_teams, colleagues_in
from portico.ground.files.actions import store_file
from portico.ground.files.errors import FileNotKeptError, FileRefusedError
from portico.ground.files.names import shown_name
from portico.ground.ledger.events import Actor
from portico.records.cases import actions, permissions
from portico.records.cases.actions import GivenFile
from portico.records.cases.queries import given_with
from portico.records.messages.actions import NoAddressError, resend_message
from portico.records.messages.queries import messages_of
from portico.records.people.actions import NobodyGivenError

NOBODY = "nobody"
NEW = "new"


@staff_page(may=works_cases)
@require_http_methods(["GET", "POST"])
def move(request: StaffRequest, reference: str, move: str) -> HttpResponse:
    """Make a move of the case's workflow."""
    found = desk_case(request, reference)
    made = next((one for one in found.definition.workflow.moves if one.id == move), None)
    if made is None or not permissions.may_move(request.powers, found.case.team_id, made):
        raise Http404
    if request.method != "POST" and made not in found.moves:
        return back_to_case(found, "gone")

    def act(typed: Typed) -> object:
        return actions.move_case(
            case_id=found.case.pk,
            version=typed.version(),
            move=made.id,
            note=typed["note"],
            reasons=typed["reasons"],
            assign_to=typed.id("assign_to"),
            by=Actor.staff(request.powers.staff_id),
            at=timezone.now(),
        )

    return carry_out(request, found, move_page(found, made), act)


@staff_page(may=works_cases)
@require_http_methods(["GET", "POST"])
def note(request: StaffRequest, reference: str) -> HttpResponse:
    """Write a note for staff."""
    found = desk_case(request, reference)
    page = DeedPage(
        href=reverse("desk:note", args=[found.case.reference]),
        title="Write a note",
        button="Save the note",
        done="noted",
        text="Staff see it. The customer does not, but may ask the council for a copy of what it holds.",
        fields=(Field("note", "Note", missing="Write the note"),),
    )

    def act(typed: Typed) -> object:
        by = Actor.staff(request.powers.staff_id)
        return actions.add_note(case_id=found.case.pk, text=typed["note"], by=by, at=timezone.now())

    return carry_out(request, found, page, act)


@staff_page(may=works_cases)
@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask the customer something."""
    found = desk_case(request, reference)
    if not permissions.may_ask(request.powers, found.case.team_id):
        raise Http404
    page = DeedPage(
        href=reverse("desk:ask", args=[found.case.reference]),
        title="Ask the customer",
        button="Send the question",
        done="asked",
        text=_how_asked(bool(found.case.contact_email)),
        fields=(
            Field(
                "question", "Question", hint="Plain words; one thing at a time.", missing="Write the question"
            ),
        ),
    )

    def act(typed: Typed) -> object:
        return actions.ask_customer(
            case_id=found.case.pk,
            version=typed.version(),
            question=typed["question"],
            by=Actor.staff(request.powers.staff_id),
            at=timezone.now(),
        )

    return carry_out(request, found, page, act)


@staff_page(may=works_cases)
@require_http_methods(["GET", "POST"])
def reply(request: StaffRequest, reference: str) -> HttpResponse:
    """Write down what the customer said by another way than the website."""
    found = desk_case(request, reference)
    channels = tuple(Option(code, name) for code, name in TOLD_BY.items())
    page = DeedPage(
        href=reverse("desk:reply", args=[found.case.reference]),
        title="Write down a reply",
        button="Save the reply",
        done="replied",
        text="For what the customer told you themselves. They see it on their page as their own words.",
        fields=(
            Field("channel", "How did they tell you?", "choice", options=channels, missing="Choose how"),
            Field("text", "What did they say?", missing="Write what they said"),
        ),
    )

    def act(typed: Typed) -> object:
        channel = typed["channel"] if typed["channel"] in TOLD_BY else "phone"
        return actions.take_reply(
            case_id=found.case.pk,
            text=typed["text"],
            channel=channel,
            by=Actor.staff(request.powers.staff_id),
            at=timezone.now(),
        )

    return carry_out(request, found, page, act)


@staff_page(may=works_cases)
@require_http_methods(["GET", "POST"])
def assign(request: StaffRequest, reference: str) -> HttpResponse:
    """Give the case to a colleague, to oneself, or to nobody."""
    found = desk_case(request, reference)
    powers, team, holder = request.powers, found.case.team_id, found.case.assigned_to_id
    people = [(person.pk, person.name) for person in colleagues_in(team) if person.pk != holder]
    options = [
        Option(str(id), f"{name} (you)" if id == powers.staff_id else name)
        for id, name in people
        if permissions.may_assign(powers, team, holder=holder, to=id)
    ]
    if holder and permissions.may_assign(powers, team, holder=holder, to=None):
        options.append(Option(NOBODY, "Nobody: back into the team’s queue"))
    if not options and found.case.closed_at is None:
        raise Http404
    page = DeedPage(
        href=reverse("desk:assign", args=[found.case.reference]),
        title="Give to somebody",
        button="Give it",
        done="assigned",
        text=f"It is with {found.case.assigned_to.name} now." if found.case.assigned_to else "Nobody has it.",
        fields=(Field("to", "Who works it?", "choice", options=tuple(options), missing="Choose somebody"),),
    )

    def act(typed: Typed) -> object:
        if typed["to"] not in {option.value for option in options}:
            typed.errors["to"] = "Choose somebody from the list"
            return None
        return actions.assign_case(
            case_id=found.case.pk,
            version=typed.version(),
            assign_to=typed.id("to"),
            by=Actor.staff(powers.staff_id),
            at=timezone.now(),
        )

    return carry_out(request, found, page, act)


@staff_page(may=works_cases)
@require_http_methods(["GET", "POST"])
def hand_over(request: StaffRequest, reference: str) -> HttpResponse:
    """Hand the case to another team or tier, saying why."""
    found = desk_case(request, reference)
    if not permissions.may_hand_over(request.powers, found.case.team_id):
        raise Http404
    teams = tuple(Option(str(team.pk), team.name) for team in all_teams())
    tiers = tuple(Option(str(number), name) for number, name in TIER_NAMES.items() if number)
    page = DeedPage(
        href=reverse("desk:hand_over", args=[found.case.reference]),
        title="Hand over",
        button="Hand it over",
        done="handed-over",
        text="In another team it is nobody’s until somebody there takes it. The deadline stays as it is.",
        fields=(
            Field("team", "Team", "select", options=teams, first=str(found.case.team_id)),
            Field("tier", "Who should work it?", "choice", options=tiers, first=str(max(found.case.tier, 1))),
            Field("note", "Why, and what is known so far", missing="Write why you hand it over"),
        ),
    )

    def act(typed: Typed) -> object:
        return actions.hand_over_case(
            case_id=found.case.pk,
            version=typed.version(),
            to_tier=int(typed["tier"]) if typed["tier"] in {"1", "2", "3"} else found.case.tier,
            note=typed["note"],
            team_id=typed.id("team"),
            by=Actor.staff(request.powers.staff_id),
            at=timezone.now(),
        )

    answer = carry_out(request, found, page, act)
    if answer.status_code == 302 and desk_case_or_none(request, reference) is None:
        # In its new team it is no longer theirs to see.
        return redirect(f"{reverse('desk:queue')}?done={page.done}")
    return answer


@staff_page(may=works_cases)
@require_http_methods(["GET", "POST"])
def attach(request: StaffRequest, reference: str) -> HttpResponse:
    """Add a file that staff got or made."""
    found = desk_case(request, reference)
    page = DeedPage(
        href=reverse("desk:attach", args=[found.case.reference]),
        title="Add a file",
        button="Add the file",
        done="attached",
        text="A photo, a PDF or a document. The customer does not see it. What they sent themselves comes in "
        "by “Write down a reply”.",
        fields=(
            Field("file", "File", "file"),
            Field("note", "What is it?", hint="You can leave this empty."),
        ),
    )

    def act(typed: Typed) -> object:
        by, at = Actor.staff(request.powers.staff_id), timezone.now()
        given = request.FILES.get("file")
        if given is None:
            typed.errors["file"] = "Choose a file"
            return None
        try:
            stored = store_file(
                content=cast(BinaryIO, given), accepts={"image", "pdf", "document"}, by=by, at=at
            )
        except (FileRefusedError, FileNotKeptError) as error:
            typed.errors["file"] = str(error)
            return None
        named = GivenFile(stored.pk, shown_name(given.name or "", stored.media_type))
        return actions.attach_file(case_id=found.case.pk, file=named, note=typed["note"], by=by, at=at)

    return carry_out(request, found, page, act)


@staff_page(may=works_cases)
@require_POST
def take(request: StaffRequest, reference: str) -> HttpResponse:
    """Take the case oneself."""
    found = desk_case(request, reference)
    me, holder = request.powers.staff_id, found.case.assigned_to_id
    if not permissions.may_assign(request.powers, found.case.team_id, holder=holder, to=me):
        raise Http404
    href = reverse("desk:take", args=[found.case.reference])
    page = DeedPage(href=href, title="Take the case yourself", button="Take it", done="assigned")

    def act(typed: Typed) -> object:
        return actions.assign_case(
            case_id=found.case.pk,
            version=typed.version(),
            assign_to=me,
            by=Actor.staff(me),
            at=timezone.now(),
        )

    return carry_out(request, found, page, act)


@staff_page(may=works_cases)
@require_POST
def seen(request: StaffRequest, reference: str) -> HttpResponse:
    """Mark what the customer sent as seen."""
    found = desk_case(request, reference)
    if not permissions.may_mark_seen(request.powers, found.case.team_id):
        raise Http404
    href = reverse("desk:seen", args=[found.case.reference])
    page = DeedPage(href=href, title="Mark as seen", button="Mark as seen", done="seen")

    def act(typed: Typed) -> object:
        by = Actor.staff(request.powers.staff_id)
        return actions.mark_seen(case_id=found.case.pk, version=typed.version(), by=by, at=timezone.now())

    return carry_out(request, found, page, act)


@staff_page(may=works_cases)
@require_POST
def link(request: StaffRequest, reference: str) -> HttpResponse:
    """Say whose case it is: one of the customers recognised, a new one, or (no longer) nobody."""
    found = desk_case(request, reference)
    if not permissions.may_link(request.powers, found.case.team_id):
        raise Http404
    choice = request.POST.get("customer", "")
    href = reverse("desk:link", args=[found.case.reference])
    page = DeedPage(
        href=href,
        title="Say whose case it is" if choice else "Take the link to the customer away",
        button="Link it" if choice else "Take it away",
        done="linked" if choice else "unlinked",
        fields=(Field("customer", "Customer", "hidden", first=choice),),
    )

    def act(typed: Typed) -> object:
        by, at = Actor.staff(request.powers.staff_id), timezone.now()
        known = {str(one.customer_id): one.customer_id for one in found.recognised}
        if typed["customer"] == NEW:
            try:
                return link_new_customer(
                    case_id=found.case.pk, version=typed.version(), given=given_with(found.case), by=by, at=at
                )
            except NobodyGivenError:
                typed.errors[""] = "No name, email address or phone number came with this case."
                return None
        if typed["customer"] and typed["customer"] not in known and found.case.customer_id is None:
            raise Http404
        chosen = known.get(typed["customer"])
        return actions.link_customer(
            case_id=found.case.pk, version=typed.version(), customer_id=chosen, by=by, at=at
        )

    return carry_out(request, found, page, act)


@staff_page(may=works_cases)
@require_POST
def resend(request: StaffRequest, reference: str, message_id: UUID) -> HttpResponse:
    """Send a message again."""
    found = desk_case(request, reference)
    if message_id not in {message.id for message in messages_of(found.case.pk)}:
        raise Http404
    try:
        resend_message(message_id=message_id, by=Actor.staff(request.powers.staff_id), at=timezone.now())
    except NoAddressError:
        return back_to_case(found, "no-address")
    return back_to_case(found, "resent")


def _how_asked(has_email: bool) -> str:
    stands_still = "The deadline stands still until they answer."
    if has_email:
        return f"The customer gets it by email and sees it on their page. {stands_still}"
    return (
        f"The customer gave no email address: they see it on their page only. Phone them too. {stands_still}"
    )
