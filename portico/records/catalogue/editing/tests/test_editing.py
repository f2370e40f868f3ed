"""From beginning a change to a version in force: who may do what, when, and what two at once see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import import_definition, import_groups
from portico.records.catalogue.definition.groups import Groups
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.editing import actions, reviewing
from portico.records.catalogue.editing.errors import (
    BadIdError,
    EditEndedError,
    EditHasProblemsError,
    EditRefusedError,
    EditUnderReviewError,
    NothingChangedError,
    OwnReviewError,
    PartChangedError,
    ServiceMovedOnError,
    TakenIdError,
)
from portico.records.catalogue.editing.paths import PartGoneError, part_at, seal_of
from portico.records.catalogue.editing.queries import (
    changes_of,
    designed_services,
    edit_going_on,
    versions_of,
)
from portico.records.catalogue.models import Service, ServiceEdit
from portico.records.catalogue.queries import current_service
from portico.records.catalogue.reading.read import read_definition
from portico.records.catalogue.tests.small_service import KNOWN, SMALL, small_service
from tests.cast import BEGINNING, make_cast

pytestmark = pytest.mark.django_db
LATER = BEGINNING + timedelta(hours=1)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def tamsin(cast):
    return Actor.staff(cast.tamsin.pk)


@pytest.fixture
def joseph(cast):
    return Actor.staff(cast.joseph.pk)


@pytest.fixture
def code():
    definition = small_service().model_copy(update={"team": "waste", "group": "bins"})
    groups = Groups.model_validate({"format": 1, "groups": [{"id": "bins", "title": "Bins"}]})
    import_groups(groups=groups, by=Actor.system(), at=BEGINNING)
    swapped = SMALL.replace("instead: missed-bin", "instead: bulky-waste")
    read = read_definition(swapped.replace("id: bulky-waste", "id: missed-bin"), "other.yaml", KNOWN)
    assert read.definition
    other = read.definition.model_copy(update={"team": "waste", "group": "bins"})
    for one in (definition, other):
        import_definition(definition=one, by=Actor.system(), at=BEGINNING)
    return definition.id


@pytest.fixture
def edit(code, tamsin):
    return actions.begin_edit(code=code, by=tamsin, at=BEGINNING)


def kept_of(code):
    edit = edit_going_on(code)
    assert edit is not None
    return edit


def save(edit, by, path=(), *, seen=None, **fields):
    seen = seen if seen is not None else part_at(ServiceEdit.objects.get(pk=edit.pk).definition, path)
    seal = seal_of({name: seen.get(name) for name in fields})
    return actions.save_fields(edit_id=edit.pk, path=path, fields=fields, seal=seal, by=by, at=LATER)


def reviewed(edit, tamsin, joseph, summary="We take away sofas and beds."):
    save(edit, tamsin, summary=summary)
    reviewing.ask_for_review(edit_id=edit.pk, why="Beds too", by=tamsin, at=LATER)
    number = ServiceEdit.objects.get(pk=edit.pk).number
    reviewing.approve(edit_id=edit.pk, number=number, answer="Good", by=joseph, at=LATER)


def test_two_who_begin_share_one_change(edit, code, joseph):
    assert actions.begin_edit(code=code, by=joseph, at=LATER) == edit


def test_the_database_lets_a_service_have_one_unfinished_change(edit):
    edit.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceEdit.objects.create(
            service=edit.service, definition={}, begun_by=edit.begun_by, begun_at=LATER, changed_at=LATER
        )


def test_what_is_saved_is_in_the_copy_and_not_in_force(edit, code, tamsin):
    save(edit, tamsin, summary="New words.")
    assert kept_of(code).definition["summary"] == "New words."
    assert current_service(code).definition.summary.en != "New words."


def test_two_who_change_different_parts_do_not_meet(edit, code, tamsin, joseph):
    save(edit, tamsin, summary="New words.")
    save(edit, joseph, seen=edit.definition, privacy="New privacy.")
    kept = kept_of(code).definition
    assert (kept["summary"], kept["privacy"]) == ("New words.", "New privacy.")


def test_the_second_of_two_who_change_the_same_part_is_shown_the_first(edit, code, tamsin, joseph):
    save(edit, tamsin, summary="Tamsin's.")
    with pytest.raises(PartChangedError) as met:
        save(edit, joseph, seen=edit.definition, summary="Joseph's.")
    assert met.value.theirs == {"summary": "Tamsin's."}
    assert kept_of(code).definition["summary"] == "Tamsin's."


def test_saving_twice_what_is_there_already_changes_nothing(edit, tamsin):
    save(edit, tamsin, summary="Once.")
    save(edit, tamsin, seen=edit.definition, summary="Once.")
    assert ServiceEdit.objects.get(pk=edit.pk).number == 1


def test_a_question_gets_another_id_everywhere(edit, code, tamsin):
    page, question = edit.definition["form"]["pages"][0], edit.definition["form"]["pages"][0]["questions"][0]
    path = ("form", "pages", page["id"], "questions", question["id"])
    save(edit, tamsin, path, id="renamed", label="What?")
    kept = kept_of(code).definition
    renamed = part_at(kept, (*path[:-1], "renamed"))
    assert renamed["label"] == "What?"
    assert f"answers.{question['id']}" not in str(kept)


def test_an_id_that_is_taken_is_refused(edit, tamsin):
    outcomes = [one["id"] for one in edit.definition["workflow"]["outcomes"]]
    added = {"id": "more", "label": "More", "fulfilled": True}
    actions.add_item(edit_id=edit.pk, path=("workflow", "outcomes"), item=added, by=tamsin, at=LATER)
    with pytest.raises(TakenIdError):
        save(edit, tamsin, ("workflow", "outcomes", "more"), id=outcomes[0])


def test_an_item_that_is_added_gets_a_free_id(edit, tamsin):
    page = edit.definition["form"]["pages"][0]
    item = {"id": page["id"], "questions": []}
    _, path = actions.add_item(edit_id=edit.pk, path=("form", "pages"), item=item, by=tamsin, at=LATER)
    assert path == ("form", "pages", f"{page['id']}-2")


def test_a_part_somebody_changed_is_not_taken_out_unseen(edit, tamsin, joseph):
    page = edit.definition["form"]["pages"][0]
    path = ("form", "pages", page["id"])
    save(edit, tamsin, path, text="More.")
    with pytest.raises(PartChangedError):
        actions.take_out(edit_id=edit.pk, path=path, seal=seal_of(page), by=joseph, at=LATER)
    with pytest.raises(PartGoneError):
        actions.take_out(edit_id=edit.pk, path=("form", "pages", "none"), seal="", by=joseph, at=LATER)


def test_the_last_change_is_undone_and_no_other(edit, code, tamsin):
    save(edit, tamsin, summary="One.")
    save(edit, tamsin, summary="Two.")
    with pytest.raises(EditRefusedError):
        actions.undo_change(edit_id=edit.pk, number=1, by=tamsin, at=LATER)
    actions.undo_change(edit_id=edit.pk, number=2, by=tamsin, at=LATER)
    assert kept_of(code).definition["summary"] == "One."
    assert [change.differences[0].path for change in changes_of(kept_of(code))] == [("summary",)] * 3


def test_it_comes_into_force_after_somebody_else_reviewed_it(edit, code, tamsin, joseph):
    reviewed(edit, tamsin, joseph)
    version = reviewing.publish_edit(edit_id=edit.pk, by=tamsin, at=LATER)
    assert current_service(code).version_id == version.pk
    assert current_service(code).definition.summary == Text(en="We take away sofas and beds.")
    newest = versions_of(code)[0]
    assert (newest.number, newest.why, newest.by, newest.reviewed_by, newest.in_force) == (
        2, "Beds too", "Tamsin Reid", "Joseph Achebe", True,
    )  # fmt: skip


def test_nobody_reviews_their_own(edit, tamsin):
    save(edit, tamsin, summary="Mine.")
    reviewing.ask_for_review(edit_id=edit.pk, why="", by=tamsin, at=LATER)
    with pytest.raises(OwnReviewError):
        reviewing.approve(edit_id=edit.pk, number=1, answer="", by=tamsin, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceEdit.objects.filter(pk=edit.pk).update(reviewed_by_id=tamsin.id)


def test_nothing_is_changed_while_it_is_reviewed(edit, tamsin):
    save(edit, tamsin, summary="Mine.")
    reviewing.ask_for_review(edit_id=edit.pk, why="", by=tamsin, at=LATER)
    with pytest.raises(EditUnderReviewError):
        save(edit, tamsin, summary="Other.")
    reviewing.take_back(edit_id=edit.pk, by=tamsin, at=LATER)
    save(edit, tamsin, summary="Other.")


def test_what_was_changed_after_it_was_read_is_not_approved(edit, tamsin, joseph):
    save(edit, tamsin, summary="Mine.")
    reviewing.ask_for_review(edit_id=edit.pk, why="", by=tamsin, at=LATER)
    reviewing.take_back(edit_id=edit.pk, by=tamsin, at=LATER)
    save(edit, tamsin, summary="Other.")
    reviewing.ask_for_review(edit_id=edit.pk, why="", by=tamsin, at=LATER)
    with pytest.raises(EditRefusedError):
        reviewing.approve(edit_id=edit.pk, number=1, answer="", by=joseph, at=LATER)


def test_a_copy_with_mistakes_or_without_changes_is_not_reviewed(edit, tamsin):
    with pytest.raises(NothingChangedError):
        reviewing.ask_for_review(edit_id=edit.pk, why="", by=tamsin, at=LATER)
    save(edit, tamsin, team="nobody")
    with pytest.raises(EditHasProblemsError):
        reviewing.ask_for_review(edit_id=edit.pk, why="", by=tamsin, at=LATER)


def test_what_is_not_approved_is_not_published(edit, tamsin):
    save(edit, tamsin, summary="Mine.")
    with pytest.raises(EditRefusedError):
        reviewing.publish_edit(edit_id=edit.pk, by=tamsin, at=LATER)


def test_it_comes_into_force_by_itself_when_its_time_has_come(edit, code, tamsin, joseph):
    reviewed(edit, tamsin, joseph)
    midnight = LATER + timedelta(hours=8)
    reviewing.publish_later(edit_id=edit.pk, publish_at=midnight, by=tamsin, at=LATER)
    assert reviewing.publish_due(by=Actor.system(), at=midnight - timedelta(minutes=1)) == []
    assert len(reviewing.publish_due(by=Actor.system(), at=midnight)) == 1
    assert reviewing.publish_due(by=Actor.system(), at=midnight) == []
    assert edit_going_on(code) is None


def test_what_cannot_come_into_force_by_itself_says_why(edit, code, tamsin, joseph):
    reviewed(edit, tamsin, joseph)
    reviewing.publish_later(edit_id=edit.pk, publish_at=LATER + timedelta(hours=1), by=tamsin, at=LATER)
    newer = small_service().model_copy(update={"team": "waste", "group": "bins", "summary": Text(en="File.")})
    import_definition(definition=newer, by=Actor.system(), at=LATER)
    assert reviewing.publish_due(by=Actor.system(), at=LATER + timedelta(hours=1)) == []
    assert "Version 2 was published" in kept_of(code).failure


def test_a_version_published_meanwhile_is_taken_in_first(edit, code, tamsin, joseph):
    save(edit, tamsin, privacy="Mine.")
    newer = small_service().model_copy(update={"team": "waste", "group": "bins", "summary": Text(en="File.")})
    import_definition(definition=newer, by=Actor.system(), at=LATER)
    with pytest.raises(ServiceMovedOnError):
        reviewing.ask_for_review(edit_id=edit.pk, why="", by=tamsin, at=LATER)
    reviewing.bring_up_to_date(edit_id=edit.pk, by=tamsin, at=LATER)
    kept = kept_of(code)
    assert (kept.definition["summary"], kept.definition["privacy"]) == ("File.", "Mine.")
    reviewing.ask_for_review(edit_id=edit.pk, why="", by=tamsin, at=LATER)


def test_undoing_what_was_taken_in_does_not_bury_it(edit, code, tamsin, joseph):
    save(edit, tamsin, privacy="Mine.")
    newer = small_service().model_copy(update={"team": "waste", "group": "bins", "summary": Text(en="File.")})
    import_definition(definition=newer, by=Actor.system(), at=LATER)
    reviewing.bring_up_to_date(edit_id=edit.pk, by=tamsin, at=LATER)
    actions.undo_change(edit_id=edit.pk, number=kept_of(code).number, by=tamsin, at=LATER)
    with pytest.raises(ServiceMovedOnError):
        reviewing.ask_for_review(edit_id=edit.pk, why="", by=tamsin, at=LATER)


def test_one_that_cannot_come_into_force_holds_up_no_other(edit, code, tamsin, joseph):
    reviewed(edit, tamsin, joseph)
    other = actions.begin_edit(code="missed-bin", by=tamsin, at=BEGINNING)
    reviewed(other, tamsin, joseph)
    when = LATER + timedelta(hours=1)
    for one in (edit, other):
        reviewing.publish_later(edit_id=one.pk, publish_at=when, by=tamsin, at=LATER)
    newer = small_service().model_copy(update={"team": "waste", "group": "bins", "summary": Text(en="File.")})
    import_definition(definition=newer, by=Actor.system(), at=LATER)
    assert [one.service.code for one in reviewing.publish_due(by=Actor.system(), at=when)] == ["missed-bin"]


@pytest.mark.parametrize("id", ["", "Two words", None, 7, "a" * 61, "missed-bin/..", "missed--bin"])
def test_an_id_that_can_be_none_begins_no_service(cast, tamsin, id):
    with pytest.raises(BadIdError):
        actions.begin_service(definition={"id": id}, by=tamsin, at=BEGINNING)


def test_a_change_never_turns_one_service_into_another(edit, code, tamsin):
    with pytest.raises(BadIdError):
        save(edit, tamsin, id="missed-bin")
    actions.replace_copy(
        edit_id=edit.pk, definition={**edit.definition, "id": "missed-bin"}, by=tamsin, at=LATER
    )
    assert kept_of(code).definition["id"] == code


def test_an_earlier_version_comes_back_as_a_new_one(edit, code, tamsin, joseph):
    first = current_service(code).definition
    reviewed(edit, tamsin, joseph)
    reviewing.publish_edit(edit_id=edit.pk, by=tamsin, at=LATER)
    reviewing.roll_back(code=code, number=1, why="It broke", by=tamsin, at=LATER)
    assert current_service(code).definition == first
    assert next((one.number, one.why) for one in versions_of(code)) == (3, "Back to version 1. It broke")
    with pytest.raises(EditRefusedError):
        reviewing.roll_back(code=code, number=3, why="", by=tamsin, at=LATER)


def test_a_new_service_that_is_discarded_leaves_its_id_free(cast, tamsin):
    begun = actions.begin_service(definition={"id": "new-one"}, by=tamsin, at=BEGINNING)
    with pytest.raises(TakenIdError):
        actions.begin_service(definition={"id": "new-one"}, by=tamsin, at=BEGINNING)
    reviewing.discard_edit(edit_id=begun.pk, by=tamsin, at=LATER)
    assert not Service.objects.filter(code="new-one").exists()
    actions.begin_service(definition={"id": "new-one"}, by=tamsin, at=BEGINNING)


def test_what_ended_is_not_changed(edit, tamsin):
    reviewing.discard_edit(edit_id=edit.pk, by=tamsin, at=LATER)
    with pytest.raises(EditEndedError):
        save(edit, tamsin, summary="Late.")


def test_the_list_says_what_is_in_force_and_what_goes_on(edit, tamsin, django_assert_num_queries):
    actions.begin_service(definition={"id": "new-one", "name": "A new one"}, by=tamsin, at=BEGINNING)
    with django_assert_num_queries(2):
        listed = {one.code: one for one in designed_services()}
    assert (listed["new-one"].name, listed["new-one"].version) == ("A new one", None)
    assert (listed[edit.service.code].version, listed[edit.service.code].edit_state) == (1, "open")


def test_portico_itself_changes_no_service(code):
    with pytest.raises(EditRefusedError):
        actions.begin_edit(code=code, by=Actor.system(), at=BEGINNING)
    assert not ServiceEdit.objects.exists()
