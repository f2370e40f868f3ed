"""What is held of the customer who was found: shown, checked, taken over or corrected, and never more."""

from __future__ import annotations

from portico.channels.web.models import Draft
from portico.channels.web.tests.conftest import KNOWS
from portico.ground.access.models import SensitiveView
from portico.ground.ledger.events import Actor
from portico.records.cases.models import Case
from portico.records.messages.models import Message
from portico.records.people.actions import create_customer
from portico.records.people.contact_details import Given
from portico.records.people.models import ContactPoint, Customer
from tests.cast import BEGINNING


def test_what_is_held_is_checked_once_and_not_asked_again(amina, services, ada):
    amina.open("missed-bin", words="px1 2ab ada")
    assert "Ada Lovelace12 Mill Lane, Porticoton, PX1 2AB" in amina.says
    assert "01632" not in amina.says
    assert not SensitiveView.objects.exists()
    amina.choose("Ada Lovelace")
    assert amina.page.heading == "Check what we hold"
    assert "ada@porticoshire.example" in amina.says
    assert "12 Mill Lane, Porticoton, PX1 2AB" in amina.says
    view = SensitiveView.objects.get()
    assert (view.staff_id, view.record, view.record_id, view.about, view.what) == (
        amina.staff.pk,
        "people.customer",
        ada.pk,
        ada.pk,
        "details",
    )
    begun = len(amina.visited)
    amina.go_on()
    asked = [path.rpartition("/")[2] for path in amina.visited[begun:]]
    assert not {"address", "your-name", "reaching-you"} & set(asked), asked
    amina.press("Send")
    case = Case.objects.get()
    assert case.customer_id == ada.pk
    assert (case.contact_name, case.contact_phone) == ("Ada Lovelace", "01632 960001")
    assert case.place_uprn == "10012"
    assert case.facts["round"]["last_on"] == "2026-02-27"
    assert Customer.objects.count() == 1


def test_what_is_no_longer_right_is_asked_with_what_we_hold_filled_in(amina, services, ada):
    amina.open("missed-bin", words="ada@porticoshire.example")
    amina.choose("Ada Lovelace")
    amina.press("Continue", wrong=["contact.email"])
    amina.knows = {name: value for name, value in KNOWS.items() if name != r"(?i)email"}
    while not amina.at.endswith("/reaching-you"):
        amina.press("Continue")
    assert "This is what we hold. Change what is no longer right" in amina.says
    email = next(control for form in amina.page.forms for control in form.controls if control.name == "email")
    assert email.value == "ada@porticoshire.example"
    amina.press("Continue", email="new@porticoshire.example")
    assert "new@porticoshire.example" in amina.says
    amina.press("Send")
    case = Case.objects.get()
    assert (case.contact_email, case.customer_id) == ("new@porticoshire.example", ada.pk)
    assert Message.objects.get().to_address == "new@porticoshire.example"
    assert ContactPoint.objects.get(kind="email").value == "ada@porticoshire.example"


def test_nothing_held_is_sent_before_somebody_looked_at_it(amina, services, ada):
    amina.open("missed-bin", words="01632 960 001")
    amina.choose("Ada Lovelace")
    held = amina.at
    assert held.endswith("/what-we-hold")
    for page in ("check", "address", "bin", "your-name"):
        amina.go(held.replace("what-we-hold", page))
        assert amina.at.partition("?")[0] == held
    amina.press("Continue", wrong=["answers.address", "contact.name"])
    assert amina.at.endswith("/address")
    amina.go(held.replace("what-we-hold", "check"))
    assert amina.at.endswith("/address"), "what is no longer right is not skipped"


def test_going_back_to_it_shows_what_was_said(amina, services, ada):
    amina.open("missed-bin", words="01632 960 001")
    amina.choose("Ada")
    held = amina.at
    amina.press("Continue", wrong=["contact.name"])
    amina.go(held)
    ticked = [one.value for form in amina.page.forms for one in form.controls if one.checked]
    assert ticked == ["contact.name"]
    amina.press("Continue")
    assert Draft.objects.get().known["contact"]["name"] == "held", "the box was sent ticked again"


def test_a_page_that_was_answered_anew_is_an_answer_like_any_other(amina, services, ada):
    amina.open("missed-bin", words="01632 960 001")
    amina.choose("Ada")
    amina.press("Continue")
    address = amina.at.rpartition("/")[0] + "/address"
    assert Draft.objects.get().known["answers"] == {"address": "right"}
    amina.go(address)
    amina.press("Search again")
    amina.press("Enter the address by hand")
    amina.press(
        "Continue",
        **{"address-line1": "1 New Road", "address-town": "Porticoton", "address-postcode": "PX1 9ZZ"},
    )
    draft = Draft.objects.get()
    assert draft.known["answers"] == {}
    assert draft.answers["address"]["postcode"] == "PX1 9ZZ"


def test_a_move_is_not_prefilled_with_the_old_address_as_the_new_one(amina, services, ada):
    amina.open("change-of-address", words="01632 960 001")
    amina.choose("Ada")
    assert amina.page.heading == "Check what we hold"
    assert "Mill Lane" not in amina.says
    assert Draft.objects.get().answers == {}


def test_a_detail_that_the_form_does_not_ask_for_is_not_taken(amina, services):
    create_customer(given=Given(name="Bo", phone="0", postcode="PX1 2AB"), by=Actor.resident(), at=BEGINNING)
    amina.open("missed-bin", words="PX1 2AB")
    amina.choose("Bo")
    draft = Draft.objects.get()
    assert draft.contact == {"name": "Bo", "language": "en"}, "a phone number that cannot be one is no answer"
    assert draft.customer_id is not None


def test_who_stays_anonymous_is_not_linked(amina, services, ada):
    amina.open("street-problem", words="01632 960 001")
    amina.choose("Ada")
    amina.knows = {r"(?i)want to give your name": "No, I want", **amina.knows}
    amina.go_on()
    amina.press("Send")
    case = Case.objects.get()
    assert (case.customer_id, case.contact_name, case.contact_email) == (None, "", "")


def test_a_form_without_known_answers_has_no_such_page(amina, services):
    amina.open("missed-bin")
    assert amina.client.get(amina.at.replace("/address", "/what-we-hold")).status_code == 302
