"""The page of a change: every state and refusal, who may do what, and two people at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portico.desk.services.tests.scene import CODE, LATER, PATH, actor, another_version
from portico.ground.access.models import Team
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.tests.scene import publish
from portico.records.catalogue.actions import withdraw_service
from portico.records.catalogue.editing import reviewing
from portico.records.catalogue.models import Service, ServiceEdit
from portico.records.catalogue.queries import current_service

pytestmark = pytest.mark.django_db
REVIEW = f"{PATH}/review"


def words_of(answer):
    page = answer.content.decode()
    return " ".join(page.partition("<main")[2].partition("</main>")[0].split())


def page_of(browser, path=REVIEW, status=200):
    answer = browser.get(path)
    assert answer.status_code == status
    return words_of(answer)


def press(browser, scene, deed, path=REVIEW, **fields):
    edit = scene.edit()
    return browser.post(path, {"deed": deed, "edit": edit.pk, "number": edit.number, **fields})


def went(answer, done, path=REVIEW):
    assert answer.status_code == 302, words_of(answer)
    assert answer["Location"] == f"{path}?done={done}"


def in_two_days():
    day = timezone.localtime(timezone.now()) + timedelta(days=2)
    return {"day": day.day, "month": day.month, "year": day.year, "time": "9am"}


def test_a_change_is_begun_and_joined(scene, tamsin, joseph):
    assert "Change this service" in page_of(tamsin, PATH)
    answer = tamsin.post(f"{PATH}/begin")
    assert answer.status_code == 302
    assert scene.edit().begun_by == scene.cast.tamsin
    joseph.post(f"{PATH}/begin")
    assert ServiceEdit.objects.count() == 1
    assert "Tamsin Reid began a change" in page_of(joseph, PATH)
    assert tamsin.get(f"{PATH}/begin").status_code == 405


def test_without_a_change_its_page_leads_to_the_service(scene, tamsin):
    for path in (REVIEW, f"{PATH}/discard"):
        assert tamsin.get(path)["Location"].startswith(PATH)
    assert tamsin.get("/desk/services/nothing/review").status_code == 404
    assert tamsin.post("/desk/services/nothing/begin").status_code == 404


def test_nothing_changed_is_nothing_to_review(scene, tamsin):
    scene.begun()
    page = page_of(tamsin)
    assert "Nothing is different from version 1" in page
    assert "Ask for a review" not in page
    answer = press(tamsin, scene, "ask", why="So")
    assert answer.status_code == 422
    assert "nothing to review" in words_of(answer)


def test_what_it_changes_is_told_in_words_and_undone(scene, tamsin):
    scene.begun()
    scene.save(summary="Tell us about a street light that is broken.")
    page = page_of(tamsin)
    assert "Changed</strong> Summary" in page
    assert "About the service › Summary: changed" in page
    assert "Tamsin Reid</strong>" in page
    went(press(tamsin, scene, "undo"), "undone")
    assert "Nothing yet" in page_of(tamsin)
    answer = press(tamsin, scene, "undo", number=1)
    assert "Something else was changed meanwhile" in words_of(answer)


def test_what_is_wrong_is_told_with_its_place_and_bars_the_review(scene, tamsin):
    scene.begun()
    scene.save(path=("form", "pages", "fault", "questions", "fault"), label=None, kind="nonsense")
    page = page_of(tamsin)
    assert "The form › Question “fault” › Question" in page
    assert "things have to be put right" in page
    answer = press(tamsin, scene, "ask", why="So")
    assert answer.status_code == 422
    assert "must be put right first" in words_of(answer)


def test_a_review_needs_a_reason(scene, tamsin):
    scene.begun()
    scene.save(summary="Tell us.")
    answer = press(tamsin, scene, "ask", why="  ")
    assert answer.status_code == 422
    assert "Say what was changed and why" in words_of(answer)
    assert scene.edit().state == "open"
    assert press(tamsin, scene, "ask", why="x" * 10_001).status_code == 422
    went(press(tamsin, scene, "ask", why="Shorter"), "asked")
    assert scene.edit().state == "in_review"


def test_the_words_about_a_missing_reason_are_those_of_its_label(scene, tamsin):
    scene.begun()
    scene.save(summary="Tell us.")
    Service.objects.update(current=None)
    ServiceEdit.objects.update(based_on=None)
    assert "Why is it needed?" in page_of(tamsin)
    page = words_of(press(tamsin, scene, "ask", why=""))
    assert "Say why it is needed" in page
    assert "what was changed" not in page


def test_the_whole_is_read_from_the_change_and_leads_back_to_it(scene, tamsin):
    scene.begun()
    assert f'href="{PATH}/copy">Read it as a whole' in page_of(tamsin)
    whole = tamsin.get(f"{PATH}/copy").content.decode()
    assert f'href="{REVIEW}">Back to the change' in whole
    ServiceEdit.objects.update(based_on=None)
    assert "Read it as a whole" not in page_of(tamsin)


def test_a_new_service_is_tried_out_at_once_and_of_a_change_is_chosen_what(scene, tamsin):
    scene.begun()
    assert f'href="{PATH}/try/">Try it out' in page_of(tamsin)
    ServiceEdit.objects.update(based_on=None)
    Service.objects.update(current=None)
    page = page_of(tamsin)
    assert f'action="{PATH}/try/"' in page
    assert '<input type="hidden" name="tried" value="copy">' in page
    assert f'href="{PATH}/try/"' not in page


def test_who_asked_cannot_review(scene, tamsin):
    scene.asked()
    page = page_of(tamsin)
    assert "somebody else has to give it" in page
    assert "Approve it" not in page
    for deed in ("approve", "send-back"):
        answer = press(tamsin, scene, deed, answer="Good")
        assert answer.status_code == 422
        assert "somebody else has to give it" in words_of(answer)


def test_sent_back_needs_an_answer_and_tells_it(scene, tamsin, joseph):
    scene.asked()
    assert "Say what is to be put right first" in words_of(press(joseph, scene, "send-back"))
    went(press(joseph, scene, "send-back", answer="Say <b>where</b> too"), "sent-back")
    page = page_of(tamsin)
    assert "Joseph Achebe sent it back" in page
    assert "Say &lt;b&gt;where&lt;/b&gt; too" in page


def test_taken_back_it_can_be_worked_on(scene, tamsin):
    scene.asked()
    went(press(tamsin, scene, "take-back"), "taken-back")
    assert scene.edit().state == "open"


def test_approved_and_published_now(scene, tamsin, joseph):
    scene.asked()
    went(press(joseph, scene, "approve", answer="Good"), "approved")
    assert "Publish it now" in page_of(tamsin)
    went(press(tamsin, scene, "publish"), "published", PATH)
    assert current_service(CODE).definition.summary.en == "Tell us about a broken light."
    page = page_of(tamsin, PATH)
    assert "Version 2 since" in page
    assert "reviewed by Joseph Achebe" in page
    assert "Shorter" in page


def test_approving_what_was_changed_meanwhile_is_refused(scene, tamsin, joseph):
    seen = scene.asked().number
    reviewing.take_back(edit_id=scene.edit().pk, by=actor(scene.cast.tamsin), at=LATER)
    scene.save(summary="Tell us about lights.")
    reviewing.ask_for_review(edit_id=scene.edit().pk, why="Again", by=actor(scene.cast.tamsin), at=LATER)
    answer = press(joseph, scene, "approve", number=seen)
    assert "It was changed since you read it" in words_of(answer)
    for number in ("", "-1", "9" * 30, "²"):
        assert press(joseph, scene, "approve", number=number).status_code == 422


def test_published_at_a_time_and_by_hand_again(scene, tamsin):
    scene.approved()
    went(press(tamsin, scene, "publish-later", **in_two_days()), "later")
    page = page_of(tamsin)
    assert "Comes into force</strong> by itself on" in page
    assert "9am" in page
    went(press(tamsin, scene, "by-hand"), "by-hand")
    assert scene.edit().publish_at is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"year": "2020"}, "That time has passed"),
        ({"day": "31", "month": "2"}, "Enter a real day"),
        ({"time": "<script>"}, "Enter a time"),
        ({"day": "", "month": "", "year": "", "time": ""}, "Enter a day"),
    ],
)
def test_a_time_that_is_none_is_refused_and_stays_typed(scene, tamsin, given, words):
    scene.approved()
    answer = press(tamsin, scene, "publish-later", **(in_two_days() | given))
    assert answer.status_code == 422
    page = words_of(answer)
    assert words in page
    assert "<script>" not in page
    assert scene.edit().publish_at is None


def test_why_it_could_not_come_into_force_is_told(scene, tamsin):
    edit = scene.approved()
    reviewing.note_failure(edit_id=edit.pk, failure="The team is gone.", by=Actor.system(), at=LATER)
    page = page_of(tamsin)
    assert "It could not come into force by itself" in page
    assert "The team is gone." in page


def test_what_was_published_meanwhile_is_told_and_taken_in(scene, tamsin):
    scene.begun()
    scene.save(summary="Tell us about a broken light.")
    another_version(summary="Say which light is broken.", keywords=["lamp"])
    page = page_of(tamsin)
    assert "Published meanwhile: version 2" in page
    assert "Both changed the same" in page
    assert "(put in: </span>Say which <" in page
    assert "Ask for a review" not in page
    went(press(tamsin, scene, "bring-up-to-date"), "up-to-date")
    assert scene.edit().definition["keywords"] == ["lamp"]
    assert scene.edit().definition["summary"] == "Tell us about a broken light."
    assert "change to version 2" in page_of(tamsin)


def test_a_page_of_a_change_that_ended_does_nothing(scene, tamsin, joseph):
    edit = scene.approved()
    stale = {"deed": "take-back", "edit": edit.pk, "number": edit.number}
    reviewing.publish_edit(edit_id=edit.pk, by=actor(scene.cast.joseph), at=LATER)
    assert tamsin.post(REVIEW, stale)["Location"] == f"{PATH}?done=ended"
    assert "Somebody published or discarded" in page_of(tamsin, f"{PATH}?done=ended")
    scene.begun()
    assert tamsin.post(REVIEW, stale)["Location"] == f"{REVIEW}?done=another"
    assert "another has begun" in page_of(tamsin, f"{REVIEW}?done=another")


def test_buttons_that_there_are_not_do_not_exist(scene, tamsin):
    scene.begun()
    assert tamsin.post(REVIEW, {"deed": "explode"}).status_code == 404
    assert tamsin.post(REVIEW, {}).status_code == 404
    assert tamsin.post(REVIEW, {"deed": "ask", "edit": "nonsense"})["Location"] == f"{REVIEW}?done=another"


def test_a_change_is_thrown_away_after_asking(scene, tamsin):
    scene.begun()
    scene.save(summary="Tell us.")
    page = page_of(tamsin, f"{PATH}/discard")
    assert "cannot be brought back. What is in force stays as it is." in page
    assert "One saved change is lost" in page_of(tamsin, f"{PATH}/discard")
    edit = scene.edit()
    scene.save(scene.cast.joseph, keywords=["lamp"])
    answer = tamsin.post(f"{PATH}/discard", {"edit": edit.pk, "number": edit.number})
    assert answer.status_code == 422
    assert "Somebody saved a change meanwhile" in words_of(answer)
    assert "2 saved changes are lost" in words_of(answer)
    answer = press(tamsin, scene, "", f"{PATH}/discard")
    went(answer, "discarded", PATH)
    assert scene.edit().state == "discarded"
    answer = tamsin.post(f"{PATH}/discard", {"edit": edit.pk, "number": 2})
    went(answer, "ended", PATH)


def test_going_back_shows_what_differs_and_needs_a_reason(scene, tamsin):
    another_version(summary="Worse words.")
    page = page_of(tamsin, f"{PATH}/versions/1/back")
    assert "Go back to version 1?" in page
    assert "Worse words." in page
    back = f"{PATH}/versions/1/back"
    answer = tamsin.post(back, {"number": 2, "why": ""})
    assert "Say why, for who reads the history" in words_of(answer)
    went(tamsin.post(back, {"number": 2, "why": "It was better"}), "rolled-back", PATH)
    assert current_service(CODE).definition.summary.en == "Tell us about a light that is broken."
    assert "Back to version 1. It was better" in page_of(tamsin, PATH)


def test_going_back_from_another_version_than_was_seen_is_refused(scene, tamsin):
    another_version(summary="Worse words.")
    another_version(summary="Good words.")
    answer = tamsin.post(f"{PATH}/versions/1/back", {"number": 2, "why": "It was better"})
    assert answer.status_code == 422
    assert "Version 3 was published meanwhile" in words_of(answer)
    page = words_of(answer)
    assert "Good words." in page


def test_a_version_that_no_longer_fits_is_not_gone_back_to(scene, tamsin):
    another_version(routing=[], summary="Worse words.")
    Team.objects.filter(code="council-tax").update(code="gone")
    page = page_of(tamsin, f"{PATH}/versions/1/back")
    assert "It no longer fits" in page
    assert "council-tax" in page
    assert "Why?" not in page
    answer = tamsin.post(f"{PATH}/versions/1/back", {"number": 2, "why": "So"})
    assert answer.status_code == 422
    assert tamsin.get(f"{PATH}/versions/7/back").status_code == 404


def test_a_service_is_withdrawn_and_brought_back(scene, tamsin):
    publish(
        id="lamp",
        name="Lamp",
        form={
            "pages": [
                {
                    "id": "fault",
                    "questions": [{"id": "fault", "kind": "text", "label": "What?"}],
                    "stops": [{"when": "answers.fault == 'x'", "title": "No", "text": "No", "instead": CODE}],
                }
            ]
        },
        routing=[],
        case_title="Lamp",
        priority=[],
    )
    page = page_of(tamsin, f"{PATH}/withdraw")
    assert "Lamp" in page
    went(tamsin.post(f"{PATH}/withdraw"), "withdrawn", PATH)
    assert Service.objects.get(code=CODE).withdrawn_at is not None
    assert tamsin.get(f"{PATH}/withdraw")["Location"] == PATH
    assert "version 1" in page_of(tamsin, f"{PATH}/bring-back")
    went(tamsin.post(f"{PATH}/bring-back"), "brought-back", PATH)
    assert Service.objects.get(code=CODE).withdrawn_at is None
    assert current_service(CODE).version_id == scene.version.pk
    assert tamsin.post(f"{PATH}/bring-back")["Location"] == PATH
    names = list(LedgerEvent.objects.filter(name__startswith="service.").values_list("name", flat=True))
    assert names[-2:] == ["service.withdrawn", "service.published"]


def test_what_no_longer_fits_is_not_brought_back(scene, tamsin):
    withdraw_service(code=CODE, by=Actor.system(), at=LATER)
    Team.objects.filter(code="council-tax").update(code="gone")
    page = page_of(tamsin, f"{PATH}/bring-back")
    assert "It no longer fits" in page
    assert tamsin.post(f"{PATH}/bring-back").status_code == 200
    assert Service.objects.get(code=CODE).withdrawn_at is not None


def test_many_saved_changes_cost_as_many_statements_as_few(scene, tamsin):
    scene.begun()

    def statements(many):
        for number in range(many):
            scene.save(summary=f"Words {number} of {many}")
        tamsin.get(REVIEW)
        with CaptureQueriesContext(connection) as asked:
            page_of(tamsin)
        return len(asked)

    few = statements(3)
    assert statements(60) == few <= 14
