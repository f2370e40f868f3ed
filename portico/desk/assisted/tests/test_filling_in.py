"""An agent fills in forms for customers: the same pages, another channel, and a case in the agent's name."""

from __future__ import annotations

from datetime import timedelta

from portico.channels.web.models import Draft
from portico.channels.web.tests.test_every_kind import BORN, STAY
from portico.channels.web.tests.test_every_kind import KNOWS as EVERY_KIND_KNOWS
from portico.desk.assisted.tests.conftest import Agent
from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.models import Case, CaseEntry, CaseFile, CaseFollower
from portico.records.contacts.models import Contact
from portico.records.messages.models import Message
from portico.records.people.models import Customer


def test_a_missed_bin_by_phone_is_a_case_of_that_channel_in_the_name_of_the_agent(amina, services):
    amina.open("missed-bin")
    amina.go_on()
    amina.press("Send")
    case = Case.objects.get()
    assert amina.at.startswith(f"/desk/cases/{case.reference}")
    assert "Tell the customer the reference" in amina.says
    assert (case.channel, case.tier, case.contact_name) == ("phone", 1, "Ada Lovelace")
    entry = CaseEntry.objects.get(kind="opened")
    assert (entry.by_kind, entry.by_id) == ("staff", amina.staff.pk)
    contact = Contact.objects.get()
    assert (contact.channel, contact.handled_by_id, contact.tier) == ("phone", amina.staff.pk, 1)
    assert Message.objects.get().to_address == "ada@porticoshire.example"
    opened = LedgerEvent.objects.get(name="case.opened")
    assert (opened.actor_kind, opened.actor_id) == ("staff", amina.staff.pk)
    assert Customer.objects.count() == 1


def test_the_fee_is_that_of_the_channel(amina, services):
    amina.go("/desk/assisted/services/every-kind")
    assert "On the phone £20 for each person; online £12.50; less for some" in amina.says
    amina.knows = {**EVERY_KIND_KNOWS, **amina.knows}
    amina.open("every-kind")
    amina.press("Continue", **STAY)
    amina.press("Continue")
    amina.press("Continue", **{"people-more": "yes"})
    amina.press("Continue", **BORN)
    amina.press("Continue", **{"people-more": "no"})
    amina.go_on()
    assert "You have to pay £20." in amina.says
    amina.press("Send")
    assert "It costs £20." in Message.objects.get().body
    assert "£20" in amina.says
    amina.go(tell_href(amina))
    assert "What you have to pay £20 We send you a link to pay" in amina.says


def test_the_deadline_is_that_of_the_channel(amina, services):
    definition = services["missed-bin"].definition
    assert definition["deadline"]["by_channel"]["post"]["amount"] > definition["deadline"]["usual"]["amount"]
    due = {}
    for channel in ("phone", "post"):
        amina.open("missed-bin", channel)
        amina.go_on()
        amina.press("Send")
        due[channel] = Case.objects.get(channel=channel).due_at
    assert due["post"] >= due["phone"] + timedelta(days=1)


def test_somebody_adds_themselves_to_an_open_report_by_phone(amina, services):
    amina.open("street-problem")
    amina.go_on()
    amina.press("Send")
    first = Case.objects.get()
    amina.knows = {r"(?i)one of these reports": "away", **amina.knows}
    amina.open("street-problem", "counter")
    amina.go_on()
    amina.press("Add me to the report")
    follower = CaseFollower.objects.get()
    assert (follower.case_id, follower.channel) == (first.pk, "counter")
    assert "They were added to the report: tell the customer" in amina.says
    assert follower.reference in amina.says.replace("-", "")
    assert Contact.objects.get(outcome="case_joined").handled_by_id == amina.staff.pk


def test_a_file_that_the_agent_adds_is_the_customers(amina, services):
    amina.open("street-problem", "email")
    amina.go_on()
    amina.press("Send")
    assert CaseFile.objects.get().given_by == "customer"


def test_a_form_that_stops_leads_on_the_desk_to_what_deals_with_it(amina, services):
    amina.open("contact-us")
    amina.press("Continue", topic="moving")
    assert amina.page.heading
    hrefs = [href for _, href in amina.page.links]
    assert "/desk/assisted/services/change-of-address" in hrefs
    amina.open("every-kind")
    amina.press("Continue", **STAY)
    amina.press("Continue", savings="20000")
    assert amina.page.heading == "You cannot get help with this"
    assert "https://www.moneyhelper.org.uk/en" in [href for _, href in amina.page.links]
    assert not LedgerEvent.objects.filter(name="signpost.followed").exists()


def test_what_staff_should_know_stands_beside_the_question(amina, services):
    amina.open("every-kind")
    for words in ("What if the dates look wrong?", "For staff only.", "Ask the customer.", "On the phone"):
        assert words in amina.says


def test_sending_twice_opens_one_case(amina, services):
    amina.open("missed-bin")
    amina.go_on()
    check, version = amina.at, Draft.objects.get().version
    amina.press("Send")
    again = amina.client.post(check, {"_version": str(version)}, follow=True)
    assert again.redirect_chain[-1][0].startswith(f"/desk/cases/{Case.objects.get().reference}")
    assert Draft.objects.get().contact == {}


def test_a_form_is_put_aside_and_gone_on_with(amina, services):
    amina.open("missed-bin")
    amina.press("Continue")
    draft = Draft.objects.get()
    amina.press("Save and come back later")
    assert "The form is kept" in amina.says
    amina.go(next(href for text, href in amina.page.links if str(draft.pk) in href))
    amina.go_on()
    amina.press("Send")
    assert Case.objects.count() == 1
    amina.go("/desk/assisted")
    assert "Forms that you have begun" not in amina.says


def test_a_form_is_given_up_and_leaves_nothing_behind(amina, services):
    amina.open("missed-bin")
    amina.press("Continue")
    amina.go(next(href for text, href in amina.page.links if text.startswith("Give it up")))
    assert Draft.objects.exists()
    amina.press("Delete it")
    assert "The form is deleted" in amina.says
    assert not Draft.objects.exists()
    assert LedgerEvent.objects.get(name="form.discarded").payload["reason"] == "given_up"


def tell_href(agent: Agent) -> str:
    return next(href for text, href in agent.page.links if text == "What to tell the customer")
