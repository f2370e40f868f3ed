"""Who opens which service, whose form is whose, and what looking leaves behind."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portico.channels.web.cookie import hold_draft
from portico.channels.web.models import Draft
from portico.channels.web.tests.robot import Page
from portico.desk.assisted.tests.conftest import ADA, Agent, statements
from portico.ground.access.models import Membership, Role, SensitiveView, Team
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.actions import link_customer
from portico.records.cases.models import Case
from portico.records.people.actions import create_customer
from portico.records.people.contact_details import Given
from tests.cast import BEGINNING
from tests.sign_in import PASSWORD, can_sign_in, code_now, signed_in

MOST_TO_SHOW = 4
MOST_TO_SAVE = 5
MOST_TO_SEND = 16


def listed(agent: Agent) -> set[str]:
    """The services that the list offers."""
    agent.go("/desk/assisted")
    hrefs = [href for _, href in agent.page.links if "/assisted/services/" in href]
    return {href.rpartition("/")[2] for href in hrefs}


def test_an_officer_opens_the_services_of_their_team_and_no_others(cast, services):
    owen = Agent(cast.owen)
    mine = listed(owen)
    assert "missed-bin" in mine
    assert not mine & {"every-kind", "council-tax-direct-debit"}
    owen.open("missed-bin")
    owen.go_on()
    owen.press("Send")
    assert owen.at.startswith("/desk/cases/")
    for path in ("/desk/assisted/services/every-kind", "/desk/assisted/services/no-such-service"):
        assert owen.client.get(path).status_code == 404
        assert owen.client.post(path, {"channel": "phone", "customer": "nobody"}).status_code == 404
    assert "every-kind" not in owen.client.get("/desk/assisted?words=short stay").content.decode()


def test_an_agent_of_one_team_takes_requests_for_all_but_sees_the_cases_of_theirs(cast, services):
    front = Team.objects.get(code="customer-services")
    Membership.objects.filter(staff=cast.owen).delete()
    Membership.objects.create(staff=cast.owen, team=front, role=Role.AGENT)
    rhys = Agent(cast.owen)
    assert {"missed-bin", "every-kind", "contact-us"} <= listed(rhys)
    rhys.open("missed-bin")
    rhys.go_on()
    rhys.press("Send")
    assert rhys.at.endswith("/sent")
    assert "It is sent: tell the customer" in rhys.says
    assert "Another team works on it" in rhys.says
    reference = Case.objects.get().reference
    assert reference in rhys.says.replace("-", "")
    assert rhys.client.get(f"/desk/cases/{reference}").status_code == 404


def test_a_form_is_open_to_nobody_but_who_began_it(cast, services, amina):
    amina.open("missed-bin")
    draft = Draft.objects.get()
    grace = signed_in(cast.grace)
    base = f"/desk/assisted/forms/{draft.pk}"
    for page in ("address", "check", "stopped", "sent", "what-we-hold"):
        assert grace.get(f"{base}/{page}").status_code == 404
    assert grace.post(f"{base}/address", {"_step-address": "search"}).status_code == 404
    assert grace.post(f"{base}/check", {"_version": "1"}).status_code == 404
    assert grace.post(f"/desk/assisted/given-up/{draft.pk}").status_code == 404
    assert Client().get(f"{base}/address").status_code == 302
    amina.go_on()
    amina.press("Send")
    assert grace.get(f"{base}/sent").status_code == 404


def test_a_session_that_ends_in_the_middle_loses_nothing(cast, services, amina):
    can_sign_in(cast.amina)
    amina.client = signed_in(cast.amina)
    amina.open("every-kind")
    at = amina.at
    amina.client.logout()
    stay = {"stay-from-day": "2", "stay-from-month": "3", "stay-from-year": "2026"}
    answer = amina.client.post(at, {**stay, "stay-to-day": "5", "stay-to-month": "3", "stay-to-year": "2026"})
    assert answer.status_code == 403
    amina.at, amina.page = at, Page(answer.content.decode())
    signing = next(form for form in amina.page.forms if any(c.type == "password" for c in form.controls))
    fields = {control.name: control.value for control in signing.controls if control.type == "hidden"}
    fields |= {"login": cast.amina.email, "password": PASSWORD}
    amina._take(amina.client.post(signing.action or "/desk/sign-in", fields, follow=True))
    amina.press("Continue", code=code_now())
    assert "Nothing you typed is lost" in amina.page.words
    amina.press("Send")
    assert amina.at.endswith("/savings")
    assert Draft.objects.get().answers["stay"]["days"] == 4


def test_no_address_says_who_it_is(amina, services, ada):
    amina.open("missed-bin", words="Lovelace PX1 2AB")
    amina.choose("Ada")
    amina.go_on()
    amina.press("Send")
    said = " ".join(amina.visited).casefold()
    for detail in ("lovelace", "px1", "2ab", "mill", "01632", "porticoshire.example"):
        assert detail not in said
    payloads = " ".join(str(event.payload) for event in LedgerEvent.objects.all()).casefold()
    assert "lovelace" not in payloads


def test_a_name_alone_finds_only_customers_of_cases_that_one_sees(cast, services, amina, ada):
    amina.open("missed-bin")
    amina.go_on()
    amina.press("Send")
    case = Case.objects.get()
    link_customer(
        case_id=case.pk, version=case.version, customer_id=ada.pk, by=Actor.staff(cast.owen.pk), at=BEGINNING
    )
    owen = Agent(cast.owen)
    owen.open("missed-bin", words="lovelac")
    assert "It is them" in owen.says
    tomos = Agent(cast.tomos)
    tomos.open("every-kind", words="Lovelace")
    assert "Nobody was found" in tomos.says
    tomos.open("every-kind", words=case.reference)
    assert "Nobody was found" in tomos.says
    tomos.open("every-kind", words="PX1 2AB")
    assert "It is them" in tomos.says
    owen.open("missed-bin", words=f"{case.reference[:4]}-{case.reference[4:]}")
    assert "Ada Lovelace" in owen.says


def test_a_customer_who_was_not_found_cannot_be_chosen(amina, services, ada):
    bo = create_customer(given=Given(name="Bo", postcode="PX9 9ZZ"), by=Actor.resident(), at=BEGINNING)
    amina.open("missed-bin", words="PX1 2AB")
    answer = amina.client.post(amina.at, {"customer": str(bo.pk)})
    assert "not among these any more" in answer.content.decode()
    assert not Draft.objects.exists()
    assert not SensitiveView.objects.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"channel": "", "words": "x"}, "Choose how they reach you"),
        ({"channel": "web", "customer": "nobody"}, "Choose how they reach you"),
        ({"channel": "phone", "words": " "}, "Enter what they told you"),
    ],
)
def test_what_is_missing_is_said(amina, services, typed, says):
    answer = amina.client.post("/desk/assisted/services/missed-bin", typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_the_channel_is_chosen_beforehand_next_time(amina, services):
    amina.open("missed-bin", "counter")
    amina.go("/desk/assisted/services/every-kind")
    checked = [one.value for form in amina.page.forms for one in form.controls if one.checked]
    assert checked == ["counter"]


def test_a_resident_does_not_hold_a_form_of_staff(amina, services):
    amina.open("missed-bin")
    response, browser = HttpResponse(), Client()
    hold_draft(response, "missed-bin", Draft.objects.get().pk)
    browser.cookies.update(response.cookies)
    assert browser.get("/apply/missed-bin/address")["Location"] == "/apply/missed-bin/"


def test_no_page_costs_more_statements_than_promised(amina, services, ada):
    for number in range(30):
        given = Given(name=f"Ada Lovelace {number}", postcode="PX1 2AB", address_lines=ADA.address_lines)
        create_customer(given=given, by=Actor.resident(), at=BEGINNING)
        if number in {1, 29}:
            amina.open("missed-bin", words="PX1 2AB")
            places = ("/desk/assisted", "/desk/assisted/services/missed-bin", amina.at)
            costs = [cost(amina, place) for place in places]
            assert costs == [4, 2, 3], costs
    amina.choose("Ada Lovelace")
    while not amina.at.endswith("/check"):
        assert cost(amina, amina.at) <= MOST_TO_SHOW, amina.at
        with CaptureQueriesContext(connection) as turning:
            before = amina.at
            amina.press("Continue")
        assert len(statements(turning)) <= MOST_TO_SAVE + MOST_TO_SHOW, (before, statements(turning))
    with CaptureQueriesContext(connection) as sending:
        amina.client.post(amina.at, {"_version": str(Draft.objects.get().version)})
    assert Case.objects.count() == 1
    assert len(statements(sending)) <= MOST_TO_SEND, statements(sending)


def cost(agent: Agent, path: str) -> int:
    agent.client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert agent.client.get(path).status_code == 200
    return len(statements(queries))
