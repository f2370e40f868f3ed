"""Every address of Portico, who may ask for it, and what they get.

To add an address, write one line in `TABLE`, with the helper that fits:

    public("portal:home")                                  everybody gets 200
    public("web:page", service="missed-bin", page="bin")   the same, with arguments
    staff("desk:search")                                   everybody who works cases; administrators 404
    in_team("desk:case", reference=case)                   an object of the waste team: strangers 404

Arguments may be functions of `World`, which makes the objects that addresses are about. `post=` sends a form
with those fields instead of asking for the page. An address missing from the table fails the suite.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, get_args
from uuid import UUID

from django.test import Client
from django.urls import reverse
from uuid_utils.compat import uuid7

from portico.channels.web.actions import begin_draft
from portico.channels.web.models import Draft
from portico.ground.files.models import StoredFile
from portico.ground.ledger.events import Actor
from portico.records.cases.actions import GivenFile, attach_file
from portico.records.cases.models import Case, CaseFile
from portico.records.cases.tests.scene import publish, report
from portico.records.catalogue.editing.actions import begin_edit, begin_service
from portico.records.catalogue.editing.starter import starter
from portico.records.catalogue.models import ServiceEdit
from portico.records.catalogue.queries import current_service
from portico.records.messages.actions import new_message
from portico.records.messages.models import Message
from tests.cast import BEGINNING, Cast

Who = Literal["anonymous", "agent", "officer", "stranger", "leader", "manager", "administrator", "designer"]
"""The agent of all teams, an officer of the waste team, one of another team, the waste team's leader, …"""

WHO: Final[tuple[Who, ...]] = get_args(Who)
SIGNED_IN: Final[tuple[Who, ...]] = WHO[1:]
TO_SIGN_IN = 302
NO_SUCH_ID: Final = "01890a5d-ac96-774b-bcce-b302099a8057"


class World:
    """The cast, and the objects that addresses are about: cached properties, made before all requests."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def make_all(self) -> None:
        """Make every object; what a request makes would be undone with it."""
        for name, kept in vars(type(self)).items():
            if isinstance(kept, cached_property):
                getattr(self, name)

    @cached_property
    def case(self) -> Case:
        """A case of the waste team, with a file of staff and a message to its customer."""
        return report(publish(), story="It flickers")

    @cached_property
    def file(self) -> CaseFile:
        """A file on it, whose content is not on the disk."""
        by = Actor.staff(self.cast.owen.pk)
        stored = StoredFile.objects.create(
            sha256="0" * 64, media_type="application/pdf", bytes=1, state="clean", stored_at=BEGINNING
        )
        return attach_file(case_id=self.case.pk, file=GivenFile(stored.pk, "a.pdf"), by=by, at=BEGINNING)

    @cached_property
    def draft(self) -> Draft:
        """A form that the waste team's officer has begun for a customer."""
        self.case  # noqa: B018 - opening it publishes the service
        by = Actor.staff(self.cast.owen.pk)
        service = current_service("street-light")
        return begin_draft(service=service, language="en", channel="phone", by=by, at=BEGINNING)

    @cached_property
    def edit(self) -> ServiceEdit:
        """A change to the service that goes on."""
        self.case  # noqa: B018 - opening it publishes the service
        return begin_edit(code="street-light", by=Actor.staff(self.cast.tamsin.pk), at=BEGINNING)

    @cached_property
    def begun(self) -> ServiceEdit:
        """A new service that a designer has begun, and nobody has published."""
        definition = starter(id="lost-cat", name="Cat", summary="A cat.", group="streets", team="waste")
        by = Actor.staff(self.cast.tamsin.pk)
        return begin_service(definition=definition, by=by, at=BEGINNING)

    @cached_property
    def message(self) -> Message:
        """A message to its customer."""
        self.case  # noqa: B018 - opening it writes the message
        return Message.objects.filter(case=self.case).first() or new_message_to(self.case)


Argument = str | Callable[[World], Any]


def new_message_to(case: Case) -> Message:
    """A message that was sent to the customer of a case."""
    message = new_message(
        at=BEGINNING,
        to_address="ada@example.org",
        to_name="Ada",
        case_id=case.pk,
        cause=uuid7(),
        template="received",
        subject="We have it",
        body="We have it.",
    )
    message.save(force_insert=True)
    return message


def case_reference(world: World) -> str:
    """The reference of the waste team's case."""
    return world.case.reference


def case_version(world: World) -> int:
    """Its version, which every form of the desk carries."""
    return world.case.version


def owen_id(world: World) -> str:
    """The id of the waste team's officer."""
    return str(world.cast.owen.pk)


def file_id(world: World) -> UUID:
    """The id of the file on the case."""
    return world.file.pk


def draft_id(world: World) -> UUID:
    """The id of the form that the officer has begun."""
    return world.draft.pk


def first_page(world: World) -> str:
    """The path of the first page of the form in the change that goes on."""
    return f"form/pages/{world.edit.definition['form']['pages'][0]['id']}"


def condition_of_first_page(world: World) -> str:
    """The path of its condition."""
    return f"{first_page(world)}/when"


def new_service(world: World) -> str:
    """The id of the service that the designer has begun."""
    return world.begun.service.code


def message_id(world: World) -> UUID:
    """The id of the message to its customer."""
    return world.message.pk


@dataclass(frozen=True)
class Row:
    """One address asked in one way, and the status that each kind of person gets."""

    name: str
    expected: Mapping[Who, int]
    arguments: Mapping[str, Argument]
    post: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        return f"{self.name}{' (POST)' if self.post is not None else ''}"

    def arguments_of(self, world: World) -> dict[str, Any]:
        """The arguments of the address, about the objects of that world."""
        return {name: value(world) if callable(value) else value for name, value in self.arguments.items()}

    def request(self, browser: Client, world: World) -> int:
        """Ask for it and return the status of the answer."""
        path = reverse(self.name, kwargs=self.arguments_of(world))
        if self.post is None:
            return browser.get(path).status_code
        fields = {name: value(world) if callable(value) else value for name, value in self.post.items()}
        return browser.post(path, fields).status_code


def public(name: str, status: int = 200, post: Mapping[str, Any] | None = None, **arguments: Argument) -> Row:
    """An address that answers everybody alike."""
    return Row(name, dict.fromkeys(WHO, status), arguments, post)


def signed_in(
    name: str,
    status: int = 200,
    anonymous: int = 0,
    post: Mapping[str, Any] | None = None,
    **arguments: Argument,
) -> Row:
    """An address for every member of staff; others are led to sign in (302; 403 where they sent a form)."""
    outside = anonymous or (TO_SIGN_IN if post is None else 403)
    return Row(name, {**dict.fromkeys(WHO, status), "anonymous": outside}, arguments, post)


def staff(name: str, status: int = 200, post: Mapping[str, Any] | None = None, **arguments: Argument) -> Row:
    """An address for everybody who works cases; it does not exist for administrators of accounts."""
    row = signed_in(name, status, 0, post, **arguments)
    return Row(name, {**row.expected, "administrator": 404, "designer": 404}, arguments, post)


def in_team(
    name: str,
    status: int = 200,
    *,
    agent: int | None = None,
    post: Mapping[str, Any] | None = None,
    **arguments: Argument,
) -> Row:
    """An address about an object of the waste team: it does not exist for officers of other teams.

    `agent` is what an agent gets, where that differs from those who work in the team.
    """
    row = staff(name, status, post, **arguments)
    who: dict[Who, int] = {"stranger": 404, "agent": status if agent is None else agent}
    return Row(name, {**row.expected, **who}, arguments, post)


def of_officer(name: str, status: int = 200, post: Mapping[str, Any] | None = None, **arguments: Any) -> Row:
    """An address about something that the officer alone holds: for others it does not exist."""
    row = signed_in(name, status, 0, post, **arguments)
    return Row(name, {**row.expected, **{who: 404 for who in SIGNED_IN if who != "officer"}}, arguments, post)


def administrator(
    name: str, status: int = 200, post: Mapping[str, Any] | None = None, **arguments: Argument
) -> Row:
    """An address for administrators of accounts only."""
    nobody: dict[Who, int] = {**dict.fromkeys(WHO, 404), "anonymous": 302 if post is None else 403}
    return Row(name, {**nobody, "administrator": status}, arguments, post)


def designer(
    name: str, status: int = 200, post: Mapping[str, Any] | None = None, **arguments: Argument
) -> Row:
    """An address for service designers only."""
    nobody: dict[Who, int] = {**dict.fromkeys(WHO, 404), "anonymous": 302 if post is None else 403}
    return Row(name, {**nobody, "designer": status}, arguments, post)


TABLE: Final[tuple[Row, ...]] = (
    # machines
    public("healthz"),
    public("readyz", 503),  # no worker runs in this test
    public("design:brand"),
    public("design:logo", 404),  # the demo council's mark is drawn, not a file
    signed_in("access:stay"),
    signed_in("access:stay", 302, post={}),
    signed_in("design:gallery"),  # everybody, in the demo
    # still pages
    public("portal:accessibility"),
    public("portal:cookies"),
    public("portal:privacy"),
    public("portal:contact"),
    public("portal:language", 404, language="fr"),
    public("portal:language", 404, language="cy"),  # where Welsh is not offered
    public("portal:display"),
    public("portal:display", 302, post={"contrast": "dark"}),
    public("portal:security"),
    public("portal:robots"),
    # forms: without the cookie of a draft every page leads to the start
    public("web:start", 404, service="no-such-service"),
    public("web:start", 404, service="no-such-service", post={}),
    public("web:page", 302, service="missed-bin", page="bin"),
    public("web:page", 410, service="missed-bin", page="bin", post={"bin": "food"}),
    public("web:check", 302, service="missed-bin"),
    public("web:check", 302, service="missed-bin", post={}),
    public("web:stopped", 302, service="missed-bin"),
    public("web:save", 302, service="missed-bin"),
    public("web:save", 410, service="missed-bin", post={"email": "ada@example.org"}),
    public("web:return", 410),
    public("web:elsewhere", 404, service="missed-bin", signpost="nowhere"),
    public("web:sent", 302, service="missed-bin"),
    public("web:copy", 302, service="missed-bin"),
    public("web:copy_file", 302, service="missed-bin"),
    # life events: without the cookie of a path every page leads to the start
    public("life:start", 404, event="no-such-event"),
    public("life:start", 404, event="no-such-event", post={}),
    public("life:question", 404, event="no-such-event", question="move"),
    public("life:services", 404, event="no-such-event"),
    public("life:list", 404, event="no-such-event"),
    public("life:form", 404, event="no-such-event", service="new-bin", post={}),
    public("life:save", 404, event="no-such-event"),
    public("life:elsewhere", 404, event="no-such-event", signpost="vote"),
    public("life:return", 410),
    public("portal:home"),
    public("map:picture", 503, size="no-size", zoom="1", column="1", row="1"),
    public("portal:bin_day"),
    public("portal:bin_day", 422, post={}),
    public("portal:bin_day_address", 302),
    public("portal:bin_day_collections", 302),
    public("portal:bin_day_calendar", 404),
    public("portal:bin_day_report", 302, post={}),
    public("portal:find"),
    # following a request: who has not proved that it is theirs is asked to, whatever the address
    public("portal:follow"),
    public("portal:follow", 422, post={}),
    public("portal:followed"),
    public("portal:followed_copy"),
    public("portal:followed_copy_file"),
    public("portal:reply"),
    public("portal:reply", 403, post={"text": "What I wrote"}),
    public("portal:withdraw"),
    public("portal:reopen"),
    public("portal:followed_file", file_id=lambda world: world.file.pk),
    public("portal:leave", 405),
    public("portal:leave", 302, post={}),
    # signing in: whoever is signed in is led on
    signed_in("account_login", 302, anonymous=200),
    signed_in("mfa_authenticate", 302, anonymous=302),
    signed_in("account_logout", 200, anonymous=302),
    public("account_inactive"),
    public("account_reset_password"),
    public("account_reset_password_done"),
    public("account_reset_password_from_key", uidb36="abc", key="1-2"),
    public("account_reset_password_from_key_done"),
    public("openid_connect_login", 405, provider_id="council"),
    public("openid_connect_callback", 404, provider_id="council"),
    public("socialaccount_login_cancelled"),
    public("demo_codes", 404),
    public("outbox:list", 404),
    public("outbox:message", 404, message_id="01900000-0000-7000-8000-000000000000"),
    # one's own account
    signed_in("access:account"),
    signed_in("access:kept", 302),
    signed_in("access:kept", 302, post={}),
    signed_in("mfa_activate_totp", 302),
    signed_in("account_reauthenticate"),
    signed_in("mfa_reauthenticate", 302),
    signed_in("account_change_password"),
    signed_in("mfa_view_recovery_codes", 404),
    signed_in("mfa_generate_recovery_codes"),
    # the desk
    Row(
        "desk:queue", {**dict.fromkeys(WHO, 200), "anonymous": 302, "administrator": 302, "designer": 302}, {}
    ),
    signed_in("desk:shortcuts"),
    signed_in("desk:shortcuts", 302, post={"on": "0"}),
    staff("desk:search"),
    staff("desk:search", 302, post={"words": "Lovelace"}),
    staff("desk:found", 302, search_id=NO_SUCH_ID),
    # forms filled in for customers
    Row("desk:searches", {**staff("desk:searches").expected, "designer": 200}, {}),
    staff("desk:assisted"),
    staff("desk:assisted_start", service="street-light"),
    staff("desk:assisted_start", 404, service="no-such-service"),
    staff("desk:assisted_start", 422, service="street-light", post={"channel": "phone"}),
    staff(
        "desk:assisted_start", 302, service="street-light", post={"channel": "phone", "customer": "nobody"}
    ),
    staff("desk:assisted_found", 302, service="street-light", search_id=NO_SUCH_ID),
    of_officer("desk:assisted_page", draft_id=draft_id, page="fault"),
    of_officer("desk:assisted_page", 302, draft_id=draft_id, page="fault", post={"fault": "dark"}),
    of_officer("desk:assisted_check", 302, draft_id=draft_id),
    of_officer("desk:assisted_check", 302, draft_id=draft_id, post={}),
    of_officer("desk:assisted_stopped", 302, draft_id=draft_id),
    of_officer("desk:assisted_sent", 302, draft_id=draft_id),
    of_officer("desk:assisted_give_up", draft_id=draft_id),
    of_officer("desk:assisted_give_up", 302, draft_id=draft_id, post={}),
    in_team("desk:case", reference=case_reference),
    in_team("desk:move", 302, reference=case_reference, move="take-up", post={"version": case_version}),
    in_team("desk:move", reference=case_reference, move="refuse", agent=404),
    in_team("desk:note", reference=case_reference),
    in_team("desk:note", 302, reference=case_reference, post={"note": "Rang back"}),
    in_team("desk:ask", reference=case_reference),
    in_team(
        "desk:ask", 302, reference=case_reference, post={"version": case_version, "question": "Which one?"}
    ),
    in_team("desk:reply", reference=case_reference),
    in_team("desk:reply", 302, reference=case_reference, post={"channel": "phone", "text": "That one"}),
    in_team("desk:assign", agent=404, reference=case_reference),
    in_team(
        "desk:assign", 302, agent=404, reference=case_reference, post={"version": case_version, "to": owen_id}
    ),
    in_team("desk:hand_over", reference=case_reference),
    in_team("desk:attach", reference=case_reference),
    in_team("desk:attach", 422, reference=case_reference, post={"note": "without a file"}),
    in_team("desk:take", 302, agent=404, reference=case_reference, post={"version": case_version}),
    in_team("desk:seen", 422, agent=404, reference=case_reference, post={"version": case_version}),
    in_team("desk:link", 302, reference=case_reference, post={"version": case_version, "customer": "new"}),
    in_team("desk:file", 409, agent=404, reference=case_reference, file_id=file_id),
    in_team("desk:resend", 302, reference=case_reference, message_id=message_id, post={}),
    # services, for their designers
    designer("desk:services"),
    designer("desk:service", service="street-light"),
    designer("desk:service", 404, service="no-such-service"),
    designer("desk:service_version", service="street-light", number="1"),
    designer("desk:service_version", 404, service="street-light", number="2"),
    designer("desk:service_file", service="street-light", number="1"),
    designer("desk:service_difference", service="street-light", earlier="1", later="1"),
    designer("desk:service_copy", service="street-light"),
    designer("desk:service_copy", 404, service="no-such-service"),
    designer("desk:service_copy_file", service="street-light"),
    designer("desk:service_copy_file", 404, service="no-such-service"),
    designer("desk:service_change", service="street-light"),
    designer("desk:service_change", 302, service="no-such-service"),
    designer("desk:service_undo", 422, service="street-light", post={"number": "7"}),
    designer("desk:service_part", service="street-light", part="about"),
    designer("desk:service_part", 404, service="street-light", part="nonsense"),
    designer("desk:service_part", 409, service="street-light", part="about", post={"field-name": "A"}),
    designer("desk:service_add", 302, service="street-light", part="fee", post={}),
    designer("desk:service_remove", service="street-light", part=first_page),
    designer("desk:service_rename", 410, service="street-light", part="messages/gone", post={"name": "b"}),
    designer("desk:service_condition", service="street-light", part=condition_of_first_page),
    designer("desk:service_look", service="street-light", part=first_page),
    # try-outs: without one every page of it leads to where it begins
    designer("desk:service_try", service="street-light"),
    designer("desk:service_try", 404, service="no-such-service"),
    designer("desk:service_try", 422, service="street-light", post={}),
    designer("desk:service_try_end", 405, service="street-light"),
    designer("desk:service_try_end", 302, service="street-light", post={}),
    designer("desk:service_try_customer", 302, service="street-light"),
    designer("desk:service_try_staff", 302, service="street-light"),
    designer("desk:service_try_staff", 302, service="street-light", post={"seen_as": "agent"}),
    designer("desk:service_try_messages", 302, service="street-light"),
    designer("desk:service_try_inside", 302, service="street-light", path="apply/street-light/"),
    designer("desk:service_try_inside", 302, service="street-light", path="apply/street-light/", post={}),
    designer("desk:service_try_inside", 404, service="street-light", path="no/such/page"),
    designer("desk:service_new"),
    designer("desk:service_new", 422, post={}),
    designer("desk:service_begin", 405, service="street-light"),
    designer("desk:service_begin", 302, service="street-light", post={}),
    designer("desk:service_review", 404, service="no-such-service"),
    designer("desk:service_review", service=new_service),
    designer("desk:service_review", 302, service=new_service, post={"deed": "take-back"}),
    designer("desk:service_discard", service="street-light"),
    designer("desk:service_discard", service=new_service),
    designer("desk:service_discard", 302, service=new_service, post={}),
    designer("desk:service_import", service="street-light"),
    designer("desk:service_import", 422, service="street-light", post={}),
    designer("desk:service_withdraw", service="street-light"),
    designer("desk:service_withdraw", 302, service="street-light", post={}),
    designer("desk:service_bring_back", 302, service="street-light"),
    designer("desk:service_back", service="street-light", number="1"),
    designer("desk:service_back", 422, service="street-light", number="1", post={}),
)
