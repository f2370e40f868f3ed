"""The path of a life event, walked through the test client: each fact once, nothing twice, nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portico.channels.web.jobs import discard_drafts
from portico.channels.web.life.tests.conftest import EVENTS, Walker, day, read_events
from portico.channels.web.models import Draft, LifePath
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.models import Case
from portico.records.catalogue.actions import import_life_events, withdraw_service
from portico.records.catalogue.models import KeptLifeEvent
from portico.records.messages.models import Message
from tests.cast import BEGINNING


def test_the_path_asks_each_fact_once(walker: Walker):
    walker.set_out()
    assert walker.page.heading == "What you need to do"
    walker.choose("move-the-cat", "paint-a-bin")
    assert "0 of 2 sent." in walker.words
    walker.open("move-the-cat")
    assert walker.page.heading == "What is your street?", "nothing is known yet"
    walker.fill_in_cat()
    walker.send()
    assert "1 of 2 on your list sent." in walker.words
    assert "Next: Paint a bin" in walker.words

    walker.headings.clear()
    walker.open("paint-a-bin")
    assert walker.page.heading == "Check what you told us"
    for known in ("1 Mill Lane", "Red", "1 March 2026", "Ada Lovelace", "ada@porticoshire.example"):
        assert known in walker.words
    walker.answer()
    assert walker.page.heading == "How can we reach you?", "the phone number was not given: it is asked"
    walker.answer(email="ada@porticoshire.example", phone="")
    assert walker.headings == [
        "Check what you told us", "How can we reach you?", "Check your answers before you send them"
    ]  # fmt: skip
    walker.send()
    assert "You have sent everything on your list." in walker.words

    cat, painted = Case.objects.order_by("id")
    assert painted.answers == {"where": "1 Mill Lane", "colour": "red", "since": "2026-03-01"}
    assert cat.pk != painted.pk
    assert walker.life_path.sent == {"move-the-cat": cat.reference, "paint-a-bin": painted.reference}


def test_what_is_not_right_for_the_second_form_is_asked_there_and_told_on(walker: Walker):
    walker.set_out(cars="1")
    walker.choose("move-the-cat", "paint-a-bin", "park-a-car")
    walker.open("move-the-cat")
    walker.fill_in_cat()
    walker.send()
    walker.open("paint-a-bin")
    walker.answer(wrong="answers.where")
    assert walker.page.heading == "Which street is it in?"
    assert 'value="1 Mill Lane"' in walker.html
    walker.answer(where="2 New Road")
    walker.answer(email="ada@porticoshire.example", phone="")
    walker.send()
    walker.open("park-a-car")
    assert "2 New Road" in walker.words, "what was told last counts"
    assert Case.objects.order_by("id")[0].answers["street"] == "1 Mill Lane", "what was sent stays as it was"


def test_forms_that_are_only_begun_know_of_each_other(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    walker.answer(street="1 Mill Lane")
    walker.open("paint-a-bin")
    assert "1 Mill Lane" in walker.words
    walker.answer(wrong=["answers.where"])
    walker.answer(where="2 New Road")
    assert Draft.objects.get(service__code="move-the-cat").answers["street"] == "1 Mill Lane"


def test_which_services_there_are_follows_from_the_answers(walker: Walker):
    walker.post("/life/moving/")
    walker.answer(owns="no")
    assert walker.page.heading == "How many cars do you have? (optional)"
    walker.answer(cars="2")
    assert [control.value for form in walker.page.forms for control in form.controls if control.checked] == [
        "move-the-cat"
    ], "what is only possible is not ticked"
    assert "Paint a bin" not in walker.words
    assert "Park a car" in walker.words
    assert "Your landlord" in walker.words
    walker.choose("park-a-car")
    assert "0 of 1 sent." in walker.words
    walker.go("/life/moving/question/owns")
    walker.answer(owns="yes")
    assert walker.page.heading == "Which colour do you want?", (
        "a question that is asked now for the first time"
    )
    walker.answer(colour="blue")
    assert "Paint a bin" in walker.words
    assert "Your landlord" not in walker.words


def test_nobody_gets_ahead_of_a_question_by_its_address(walker: Walker):
    walker.go("/life/moving/list")
    assert (walker.path, walker.page.heading) == ("/life/moving/", "Moving home")
    walker.post("/life/moving/")
    for address in ("list", "services", "question/cars"):
        walker.go(f"/life/moving/{address}")
        assert walker.page.heading == "Do you own your home?", address
    walker.answer()
    assert walker.status == 422
    assert walker.page.errors or "Choose yes or no" in walker.html
    assert walker.browser.get("/life/moving/question/nothing").status_code == 404
    assert walker.browser.get("/life/nothing/").status_code == 404


def test_at_least_one_service_is_chosen(walker: Walker):
    walker.set_out()
    walker.choose()
    assert walker.status == 422
    assert "Tick at least one of the services" in walker.words
    walker.choose("no-such-service")
    assert walker.status == 422


def test_a_service_begun_twice_at_once_is_one_form(walker: Walker):
    """Two tabs, or a double press."""
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    walker.answer(street="1 Mill Lane")
    walker.open("move-the-cat")
    assert walker.page.heading == "When do you move?", "it is gone on with"
    assert Draft.objects.count() == 1


def test_what_was_sent_is_not_sent_twice(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    walker.fill_in_cat()
    check, page = walker.path, walker.html
    walker.send()
    reference = Case.objects.get().reference
    walker.path, walker.html = check, page
    walker.send()
    walker.open("move-the-cat")
    assert walker.page.heading == "We have received it"
    Draft.objects.all().delete()  # as after the time for which confirmations are kept
    walker.open("move-the-cat")
    assert walker.page.heading == "Your list"
    assert "cannot be started from your list" in walker.words
    assert "1 of 2 sent." in walker.words
    assert Case.objects.count() == 1
    assert LifePath.objects.get().sent == {"move-the-cat": reference}


def test_a_case_says_which_life_event_it_belongs_to_and_nothing_personal(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat")
    walker.open("move-the-cat")
    walker.fill_in_cat()
    walker.send()
    told = LedgerEvent.objects.get(name="life_path.form_sent")
    assert told.subjects["case"] == str(Case.objects.get().pk)
    assert told.payload == {"life_event": "moving"}
    everything = "".join(f"{event.subjects}{event.payload}" for event in LedgerEvent.objects.all())
    assert "Mill" not in everything
    assert "Ada" not in everything


def test_a_form_outside_of_a_path_is_no_part_of_it(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat")
    walker.post("/apply/move-the-cat/")
    walker.fill_in_cat()
    walker.send()
    assert "Your list" not in walker.words
    assert walker.life_path.sent == {}
    assert Draft.objects.get().path_id is None


def test_the_start_page_of_a_service_leads_to_the_path_and_back_to_the_list(walker: Walker):
    walker.go("/apply/paint-a-bin/")
    assert ("Moving home", "/life/moving/") in walker.page.links
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    walker.answer(street="1 Mill Lane")
    walker.go("/apply/move-the-cat/")
    assert ("Moving home", "/life/moving/list") in walker.page.links
    walker.open("move-the-cat", again="1")
    assert walker.page.heading == "What is your street?", "begun again, and still part of the path"
    draft = Draft.objects.get()
    assert (draft.path_id, draft.answers) == (walker.life_path.pk, {})


def test_a_service_withdrawn_meanwhile(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    for code in ("move-the-cat", "paint-a-bin"):
        withdraw_service(code=code, by=Actor.system(), at=BEGINNING)
    walker.go("/life/moving/list")
    assert "We no longer offer this." in walker.words
    walker.open("paint-a-bin")
    assert "cannot be started from your list" in walker.words
    walker.open("move-the-cat")
    assert walker.page.heading == "What is your street?", "a form that was begun goes on"
    walker.fill_in_cat()
    walker.send()
    assert "You have sent everything on your list." in walker.words


def test_a_life_event_changed_or_withdrawn_meanwhile(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    walker.fill_in_cat()
    lines = [line for line in EVENTS.splitlines() if "service: move-the-cat" not in line]
    changed = "\n".join(lines).replace("move-the-cat: street, ", "").replace(
        "      - {id: moved_on, asked: {move-the-cat: moved_on, paint-a-bin: since}}\n", ""
    )  # fmt: skip
    import_life_events(life_events=read_events(changed), by=Actor.system(), at=BEGINNING)
    walker.send()
    assert "1 of 2 on your list sent." in walker.words
    import_life_events(
        life_events=read_events(EVENTS.replace("id: moving\n", "id: other\n")),
        by=Actor.system(),
        at=BEGINNING,
    )
    assert walker.browser.get("/life/moving/list").status_code == 404
    walker.go("/apply/move-the-cat/sent")
    assert walker.page.heading == "We have received it"
    assert "your list" not in walker.words
    assert {kept.code for kept in KeptLifeEvent.objects.all()} == {"other"}


def test_a_path_that_expired_says_so_and_a_form_of_it_goes_on(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    with time_machine.travel(BEGINNING + timedelta(days=1), tick=False):
        walker.open("move-the-cat")
    with time_machine.travel(BEGINNING + timedelta(days=5), tick=False):
        walker.answer(street="1 Mill Lane")
    with time_machine.travel(BEGINNING + timedelta(days=9), tick=False):
        discard_drafts(0)
        assert LifePath.objects.exists(), "a form of it is younger"
    with time_machine.travel(BEGINNING + timedelta(days=60), tick=False):
        discard_drafts(0)
        assert not LifePath.objects.exists()
        assert not Draft.objects.exists()
        walker.go("/life/moving/list")
        assert (walker.status, walker.page.heading) == (410, "We no longer have this list")
        walker.open("move-the-cat")
        assert walker.status == 410
        walker.post("/life/moving/services", service="move-the-cat")
        assert walker.status == 410
    assert LedgerEvent.objects.filter(name="life_path.discarded").count() == 1


def test_a_form_is_sent_although_its_path_is_gone(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat")
    walker.open("move-the-cat")
    walker.fill_in_cat()
    LifePath.objects.all().delete()
    walker.send()
    assert Case.objects.count() == 1
    assert "Your list" not in walker.words


def test_beginning_again_deletes_what_was_not_sent(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    walker.fill_in_cat()
    walker.send()
    walker.open("paint-a-bin")
    walker.go("/life/moving/")
    assert "You have already begun" in walker.words
    walker.post("/life/moving/")
    assert walker.page.heading == "Do you own your home?"
    assert (LifePath.objects.count(), Draft.objects.count(), Case.objects.count()) == (1, 1, 1)
    assert Draft.objects.get().sent_at is not None


def test_coming_back_by_a_link_on_another_device(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    walker.answer(street="1 Mill Lane")
    walker.post("/life/moving/save", email="not an address")
    assert walker.status == 422
    walker.post("/life/moving/save", email="ada@porticoshire.example")
    assert walker.page.heading == "We have sent you a link"
    message = Message.objects.get()
    assert message.subject == "Carry on with your list: Moving home"
    assert "Mill" not in message.body
    address = next(word for word in message.body.split() if "/life/return?key=" in word)
    elsewhere = Walker()
    elsewhere.go(address[address.index("/life/") :])
    assert elsewhere.page.heading == "Carry on with your list"
    assert not elsewhere.browser.cookies.get("life"), "nobody is led into a list unasked"
    elsewhere.answer()
    assert "0 of 2 sent." in elsewhere.words
    elsewhere.open("move-the-cat")
    assert elsewhere.page.heading == "When do you move?"
    elsewhere.go("/life/return?key=damaged")
    assert elsewhere.status == 410


def test_a_link_to_a_form_of_a_path_opens_its_list_too(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    walker.fill_in_cat()
    walker.post("/apply/move-the-cat/save", email="ada@porticoshire.example")
    body = Message.objects.get().body
    address = next(word for word in body.split() if "/apply/return?key=" in word)
    elsewhere = Walker()
    elsewhere.go(address[address.index("/apply/") :])
    elsewhere.answer()
    elsewhere.send()
    assert "1 of 2 on your list sent." in elsewhere.words
    elsewhere.open("paint-a-bin")
    assert elsewhere.page.heading == "Check what you told us"


def test_so_many_links_a_day_and_no_more(walker: Walker):
    walker.set_out()
    for _ in range(5):
        walker.post("/life/moving/save", email="ada@porticoshire.example")
    walker.post("/life/moving/save", email="ada@porticoshire.example")
    assert walker.status == 422
    assert Message.objects.count() == 5


def test_who_holds_no_path_gets_into_none(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat")
    stranger = Walker()
    stranger.go("/life/moving/list")
    assert stranger.page.heading == "Moving home"
    stranger.open("move-the-cat")
    assert stranger.page.heading == "Moving home"
    assert not Draft.objects.exists()
    stranger.browser.cookies["life"] = "01890a5d-ac96-774b-bcce-b302099a8057:forged"
    stranger.go("/life/moving/list")
    assert stranger.page.heading == "Moving home"


def test_another_alphabet_and_hostile_words(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    walker.fill_in_cat(street="شارع 5 <script>alert(1)</script> 🏠", name="Łukasz 张伟")
    walker.send()
    walker.open("paint-a-bin")
    assert "شارع 5 <script>alert(1)</script> 🏠" in walker.words
    assert "<script>alert(1)" not in walker.html
    assert "Łukasz 张伟" in walker.words
    walker.answer()
    walker.answer(email="ada@porticoshire.example", phone="")
    walker.send()
    assert Case.objects.order_by("id")[1].answers["where"].startswith("شارع 5")


def test_huge_posts_are_told_politely(walker: Walker):
    walker.set_out()
    walker.choose(*[f"service-{number}" for number in range(900)], "move-the-cat")
    assert "0 of 1 sent." in walker.words
    assert set(walker.life_path.chosen) == {"move-the-cat", "paint-a-bin"}
    walker.go("/life/moving/question/cars")
    walker.answer(cars="9" * 5_000)
    assert walker.status == 422


def test_a_signpost_is_followed_and_counted(walker: Walker):
    answer = walker.browser.get("/life/moving/elsewhere/vote")
    assert (answer.status_code, answer["Location"]) == (302, "https://www.gov.uk/register-to-vote")
    assert walker.browser.head("/life/moving/elsewhere/vote").status_code == 302
    assert walker.browser.get("/life/moving/elsewhere/rent").status_code == 404, "it has no address"
    assert walker.browser.get("/life/moving/elsewhere/nothing").status_code == 404
    told = LedgerEvent.objects.get(name="life_signpost.followed")
    assert told.payload == {"life_event": "moving", "signpost": "vote", "channel": "web"}


def test_showing_the_list_costs_four_statements(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    walker.answer(street="1 Mill Lane")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        walker.go("/life/moving/list")
    assert len(queries) <= 4, [query["sql"][:90] for query in queries]


@pytest.mark.parametrize("page", ["/", "/find", "/find?words=zzzzqq"])
def test_the_pages_that_list_all_services_name_it(walker: Walker, page: str):
    walker.go(page)
    assert ("Moving home", "/life/moving/") in [(text.strip(), href) for text, href in walker.page.links]


@pytest.mark.parametrize("again", ["", "1"])
def test_a_sent_form_is_never_begun_again(walker: Walker, again: str):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    walker.fill_in_cat()
    walker.send()
    walker.open("move-the-cat", **({"again": again} if again else {}))
    assert walker.page.heading == "We have received it"
    assert (Draft.objects.count(), Case.objects.count()) == (1, 1)


def test_dates_are_known_as_dates(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("paint-a-bin")
    walker.answer()  # the colour, asked by the life event, is right
    walker.answer(where="1 Mill Lane")
    walker.answer(**day("since", 1, 3, 2026))
    walker.open("move-the-cat")
    assert "1 March 2026" in walker.words


def test_the_way_back_leads_through_every_page_to_the_start(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat")
    back = []
    while walker.path != "/life/moving/":
        walker.go(next(href for text, href in walker.page.links if text == "Back"))
        back.append(walker.page.heading)
    assert back == [
        "What you need to do",
        "How many cars do you have? (optional)",
        "Which colour do you want?",
        "Do you own your home?",
        "Moving home",
    ]
    assert "You have already begun" in walker.words
    walker.go("/life/moving/question/colour")
    assert 'value="red" checked' in walker.html, "what was answered stands there"


def test_a_service_left_out_and_taken_back_keeps_its_form(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    walker.answer(street="1 Mill Lane")
    walker.choose("paint-a-bin")
    assert "0 of 1 sent." in walker.words
    walker.choose("move-the-cat", "paint-a-bin")
    assert "Begun" in walker.words
    walker.open("move-the-cat")
    assert walker.page.heading == "When do you move?"


def test_everything_sent_may_leave_nothing_to_choose(walker: Walker):
    walker.set_out(owns="no")
    walker.choose("move-the-cat")
    walker.open("move-the-cat")
    walker.fill_in_cat()
    walker.send()
    walker.go("/life/moving/services")
    assert "there is nothing more that you need to do with us" in walker.words
    assert ("Go to your list", "/life/moving/list") in walker.page.links
    walker.go("/life/moving/list")
    assert "You have sent everything on your list." in walker.words


def test_somebody_who_stays_anonymous_is_known_nowhere_else(walker: Walker):
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    walker.open("move-the-cat")
    walker.fill_in_cat()
    draft = Draft.objects.get()
    draft.contact = {**draft.contact, "give": "no"}
    draft.save()
    walker.open("paint-a-bin")
    assert "1 Mill Lane" in walker.words
    assert "Ada Lovelace" not in walker.words
