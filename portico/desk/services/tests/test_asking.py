"""Who is asked for a review, who is told of it by email, and who may give it all the same."""

from __future__ import annotations

import json

import pytest

from portico.desk.services.tests.scene import PATH, another_designer
from portico.desk.services.tests.test_reviewing import REVIEW, page_of, press, went, words_of
from portico.ground.access.models import Staff
from portico.ground.ledger.models import LedgerEvent
from portico.records.messages.models import Message
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def address(settings):
    settings.PUBLIC_ADDRESS = "https://porticoshire.example"


@pytest.fixture
def changed(scene):
    scene.begun()
    scene.save(summary="Tell us about a broken light.")
    return scene


def written():
    return sorted(Message.objects.values_list("template", "to_address"))


def test_one_designer_is_asked_and_told_alone(changed, tamsin):
    wren, joseph = another_designer(changed.cast), changed.cast.joseph
    assert "Any other service designer" in page_of(tamsin)
    went(press(tamsin, changed, "ask", why="Shorter", reviewer=joseph.pk), "asked")
    page = page_of(tamsin)
    assert "Tamsin Reid asked Joseph Achebe on" in page
    assert "Joseph Achebe finds it at the top of the list of services" in page
    assert written() == [("review-asked", joseph.email)]
    letter = Message.objects.get()
    assert letter.subject == "Please review a change: Street light"
    for words in ("Tamsin Reid asks you", "Shorter", f"https://porticoshire.example{REVIEW}"):
        assert words in letter.body
    assert letter.state == "queued"
    assert "Approve it" in page_of(signed_in(joseph))
    assert "You can review it too" not in page_of(signed_in(joseph))
    assert "You can review it too" in page_of(signed_in(wren))
    went(press(signed_in(wren), changed, "approve"), "approved")


def test_where_anybody_may_every_other_active_designer_is_told(changed, tamsin):
    wren = another_designer(changed.cast)
    Staff.objects.create(email="gone@porticoshire.example", name="Gone", joined_at=wren.joined_at)
    went(press(tamsin, changed, "ask", why="Shorter", reviewer=""), "asked")
    assert written() == [("review-asked", changed.cast.joseph.email), ("review-asked", wren.email)]
    assert "Every other service designer finds it" in page_of(tamsin)
    wren.is_active = False
    wren.save()
    went(press(tamsin, changed, "take-back"), "taken-back")
    went(press(tamsin, changed, "ask", why="Shorter still"), "asked")
    assert [one for _, one in written()].count(wren.email) == 1


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("approve", "Joseph Achebe approved"),
        ("send-back", "Joseph Achebe sent back"),
    ],
)
def test_who_asked_is_told_what_became_of_it_once(changed, tamsin, joseph, deed, words):
    template = {"approve": "review-approved", "send-back": "review-sent-back"}[deed]
    press(tamsin, changed, "ask", why="Shorter", reviewer=changed.cast.joseph.pk)
    press(joseph, changed, deed, answer="Say where too")
    letter = Message.objects.get(template=template)
    assert letter.to_address == changed.cast.tamsin.email
    assert words in letter.body
    assert "Say where too" in letter.body
    assert REVIEW in letter.body
    press(tamsin, changed, "take-back")
    press(tamsin, changed, "ask", why="Shorter")
    press(tamsin, changed, "take-back")
    assert Message.objects.filter(template=template).count() == 1


def test_who_cannot_review_cannot_be_chosen(changed, tamsin):
    page = page_of(tamsin)
    for one in (changed.cast.tamsin, changed.cast.owen):
        assert f'value="{one.pk}"' not in page
        answer = press(tamsin, changed, "ask", why="Shorter", reviewer=one.pk)
        assert answer.status_code == 422
        assert "cannot review it. Choose another" in words_of(answer)
        assert "Shorter" in words_of(answer)
    assert "Choose who should review it" in words_of(press(tamsin, changed, "ask", why="So", reviewer="<b>"))
    assert changed.edit().state == "open"
    assert not Message.objects.exists()


def test_who_was_asked_before_is_chosen_again(changed, tamsin, joseph):
    another_designer(changed.cast)
    press(tamsin, changed, "ask", why="Shorter", reviewer=changed.cast.joseph.pk)
    press(joseph, changed, "send-back", answer="Say where too")
    assert f'value="{changed.cast.joseph.pk}" selected' in page_of(tamsin)


def test_without_another_designer_the_page_says_who_makes_one(changed, tamsin):
    changed.cast.joseph.memberships.all().delete()
    assert "Nobody else is a service designer yet" in page_of(tamsin)
    went(press(tamsin, changed, "ask", why="Shorter"), "asked")
    assert "Nobody else is a service designer yet" in page_of(tamsin)


def test_no_name_address_or_reason_is_in_the_events(changed, tamsin, joseph):
    press(tamsin, changed, "ask", why="Shorter", reviewer=changed.cast.joseph.pk)
    press(joseph, changed, "approve", answer="Good")
    told = json.dumps(list(LedgerEvent.objects.values_list("payload", flat=True)), default=str)
    for words in ("Shorter", "Joseph", "Tamsin", "@", PATH):
        assert words not in told
