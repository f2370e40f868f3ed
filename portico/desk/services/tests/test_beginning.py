"""Beginning a service: from the starter, as a copy, from a file; and putting files in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from portico.desk.services.beginning import id_from
from portico.desk.services.tests.scene import CODE, LATER, PATH, actor
from portico.records.cases.tests.scene import report
from portico.records.cases.titles import title_of
from portico.records.catalogue.actions import as_json
from portico.records.catalogue.editing import reviewing
from portico.records.catalogue.editing.differences import differences
from portico.records.catalogue.editing.known import read_copy
from portico.records.catalogue.editing.paths import is_slug
from portico.records.catalogue.editing.starter import starter
from portico.records.catalogue.models import Service, ServiceEdit
from portico.records.catalogue.queries import current_service
from portico.records.catalogue.reading.write import write_definition
from portico.records.messages.models import Message

pytestmark = pytest.mark.django_db
NEW = "/desk/services/new"
STARTER = {
    "how": "starter",
    "name": "Report a lost cat",
    "summary": "Tell us that your cat is lost.",
    "group": "streets",
    "team": "waste",
}


def words_of(answer):
    page = answer.content.decode()
    return " ".join(page.partition("<main")[2].partition("</main>")[0].split())


def upload(content, name="service.yaml"):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def edit_of(code):
    return ServiceEdit.objects.get(service__code=code)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Report a lost cat", "report-a-lost-cat"),
        ("Café & Bar: what’s on?", "cafe-bar-whats-on"),
        ("24 hour parking", "hour-parking"),
        ("你好", ""),
        ("", ""),
        ("word " * 40, "word-" * 11 + "word"),
    ],
)
def test_a_name_gives_an_id(name, id):
    assert id_from(name) == id


@given(st.text(max_size=300))
def test_whatever_the_name_the_id_is_one_or_none(name):
    id = id_from(name)
    assert id == "" or is_slug(id)


def test_the_starter_has_no_mistakes(scene):
    begun = starter(id="lost-cat", name="Cat", summary="A cat.", group="streets", team="waste")
    read = read_copy(begun)
    assert read.problems == ()
    assert read.definition is not None
    assert as_json(read.definition) == begun  # so that its file makes no difference


@pytest.mark.parametrize(
    ("name", "title"),
    [("Cat", "Cat: Mine is gone"), ("x" * 200, "Mine is gone"), ("A: b", "A: b: Mine is gone")],
)
def test_cases_of_the_starter_are_told_apart_by_what_was_asked_for(scene, name, title):
    read = read_copy(starter(id="lost-cat", name=name, summary="A cat.", group="streets", team="waste"))
    assert read.problems == ()
    assert read.definition is not None
    answers = {"request": "Mine is\ngone"}
    assert title_of(read.definition, answers, {}, name="", reference="ABCDEFGH") == title


def test_messages_of_the_starter_say_once_where_the_request_is_followed(scene, settings):
    settings.PUBLIC_ADDRESS = "https://porticoshire.example"
    report(scene.version)
    (letter,) = Message.objects.filter(template="received")
    assert letter.body.count("https://porticoshire.example/follow") == 1
    assert "follow_address" not in str(starter(id="a", name="", summary="", group="", team="")["messages"])


def test_a_new_service_gets_its_id_from_its_name_unless_one_is_chosen(scene, tamsin):
    answer = tamsin.post(NEW, STARTER)
    assert answer["Location"] == "/desk/services/report-a-lost-cat/change"
    # There is one thing to try of a service that is new: it is begun from here at once.
    assert 'name="tried" value="copy"' in tamsin.get(answer["Location"]).content.decode()
    answer = tamsin.post(NEW, STARTER | {"id": "lost-cat"})
    assert answer.status_code == 302
    edit = edit_of("lost-cat")
    assert read_copy(edit.definition).problems == ()
    assert edit.definition["name"] == "Report a lost cat"
    page = words_of(tamsin.get("/desk/services/lost-cat/review"))
    assert "It is a new service" in page
    assert "Ask for a review" in page
    assert "Never published" in words_of(tamsin.get("/desk/services/"))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"how": "magic", "name": ""}, "Enter a name"),
        ({"name": ""}, "Enter a name"),
        ({"name": "x" * 201}, "Use at most 200 characters"),
        ({"summary": ""}, "Say in one sentence"),
        ({"group": "nowhere"}, "Choose where it is listed"),
        ({"team": "nobody"}, "Choose the team"),
        ({"how": "copy", "copy_of": "nothing"}, "Choose the service to copy"),
        ({"how": "file"}, "Choose a file"),
        ({"id": "Not An Id"}, "Enter an id"),
        ({"id": CODE}, "is taken already"),
        ({"id": "new"}, "is taken already"),
        ({"name": "你好", "id": ""}, "Enter an id"),
    ],
)
def test_what_is_missing_or_taken_is_told(scene, tamsin, given, words):
    answer = tamsin.post(NEW, STARTER | given)
    assert answer.status_code == 422
    assert words in words_of(answer)
    assert Service.objects.count() == 1


def test_a_copy_has_its_own_id_and_name(scene, tamsin):
    fields = {"how": "copy", "name": "Lamp", "copy_of": CODE, "id": "lamp"}
    assert tamsin.post(NEW, fields).status_code == 302
    found = differences(current_service_data(), edit_of("lamp").definition)
    assert {one.path for one in found} == {("id",), ("name",)}


def current_service_data():
    return as_json(current_service(CODE).definition)


def test_a_discarded_new_service_is_gone_from_the_list(scene, tamsin):
    tamsin.post(NEW, STARTER | {"id": "lost-cat"})
    edit = edit_of("lost-cat")
    answer = tamsin.post("/desk/services/lost-cat/discard", {"edit": edit.pk, "number": 0})
    assert answer["Location"] == "/desk/services/?done=discarded"
    assert "thrown away" in words_of(tamsin.get(answer["Location"]))
    assert not Service.objects.filter(code="lost-cat").exists()


def test_a_file_begins_a_service(scene, tamsin):
    text = write_definition(current_service(CODE).definition).replace(f"id: {CODE}", "id: lamp")
    answer = tamsin.post(NEW, {"how": "file", "file": upload(text)})
    assert answer.status_code == 302
    assert {one.path for one in differences(current_service_data(), edit_of("lamp").definition)} == {("id",)}


def test_a_file_with_a_taken_id_asks_for_another(scene, tamsin):
    text = write_definition(current_service(CODE).definition)
    answer = tamsin.post(NEW, {"how": "file", "file": upload(text)})
    assert answer.status_code == 422
    page = words_of(answer)
    assert "is taken already" in page
    assert "choose the file again" in page
    answer = tamsin.post(NEW, {"how": "file", "id": "lamp", "file": upload(text)})
    assert answer.status_code == 302
    assert edit_of("lamp").definition["id"] == "lamp"


def test_a_file_with_mistakes_is_kept_and_each_is_told_by_its_line(scene, tamsin):
    text = write_definition(current_service(CODE).definition).replace(f"id: {CODE}", "id: lamp")
    text = text.replace("kind: choice", "kind: choise").replace("team: waste", "team: wast")
    answer = tamsin.post(NEW, {"how": "file", "file": upload(text)})
    assert answer.status_code == 200
    page = words_of(answer)
    assert "The file is kept, with" in page
    line = text[: text.index("kind: choise")].count("\n") + 1
    assert f"Line {line}</strong>" in page
    assert "kind: choise" in tamsin.get("/desk/services/lamp/copy/file").content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"- a\n- b\n", "not a definition"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"a: [", "Line 1"),
        (b"x" * 600_000, "larger than"),
        (b"a: " + b"[" * 60, "Line 1"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_not_kept(scene, tamsin, content, words):
    for path, more in ((NEW, {"how": "file"}), (f"{PATH}/import", {})):
        answer = tamsin.post(path, {"file": upload(content), **more})
        if not content:  # Django takes no empty file for one
            assert answer.status_code == 422
            continue
        assert answer.status_code == 422
        assert words in words_of(answer)
    assert not ServiceEdit.objects.exists()


def test_signs_that_cannot_be_kept_are_told_and_left_out(scene, tamsin):
    text = 'format: 1\nid: lamp\nname: "A\\0B\\uD800C"\n"k\\0": 1\n'
    answer = tamsin.post(NEW, {"how": "file", "file": upload(text)})
    assert answer.status_code == 200
    assert "There is an invisible control sign" in words_of(answer)
    assert edit_of("lamp").definition == {"format": 1, "id": "lamp", "name": None}


def test_what_is_downloaded_and_put_in_again_is_no_difference(scene, tamsin):
    text = tamsin.get(f"{PATH}/versions/1/file").content
    answer = tamsin.post(f"{PATH}/import", {"file": upload(text)})
    assert answer["Location"] == f"{PATH}/review?done=imported"
    assert scene.edit().definition == current_service_data()
    assert "Nothing yet: it says what version 1 says" in words_of(tamsin.get(f"{PATH}/review"))


def test_a_file_put_in_can_be_undone_and_keeps_the_id(scene, tamsin):
    scene.begun()
    text = write_definition(current_service(CODE).definition).replace(f"id: {CODE}", "id: lamp")
    text = text.replace("Tell us about a light", "Say which light")
    answer = tamsin.post(f"{PATH}/import", {"file": upload(text), "number": 0})
    assert answer.status_code == 302
    edit = scene.edit()
    assert (edit.definition["id"], edit.number) == (CODE, 1)
    tamsin.post(f"{PATH}/review", {"deed": "undo", "edit": edit.pk, "number": 1})
    assert scene.edit().definition == current_service_data()


def test_a_file_overwrites_nobody(scene, tamsin):
    scene.begun()
    scene.save(scene.cast.joseph, summary="Tell us.")
    text = write_definition(current_service(CODE).definition)
    for number in ("0", "", "nonsense"):
        answer = tamsin.post(f"{PATH}/import", {"file": upload(text), "number": number})
        assert answer.status_code == 422
        assert "Somebody saved a change meanwhile" in words_of(answer)
    assert scene.edit().definition["summary"] == "Tell us."


def test_a_file_is_refused_while_the_change_is_reviewed(scene, tamsin):
    edit = scene.asked()
    text = write_definition(current_service(CODE).definition)
    answer = tamsin.post(f"{PATH}/import", {"file": upload(text), "number": edit.number})
    assert answer.status_code == 422
    assert "This change is being reviewed" in words_of(answer)


def test_a_service_that_was_never_published_is_read_before_it_is_approved(scene, tamsin, joseph):
    tamsin.post(NEW, STARTER | {"id": "lost-cat"})
    edit = edit_of("lost-cat")
    reviewing.ask_for_review(edit_id=edit.pk, why="New", by=actor(scene.cast.tamsin), at=LATER)
    assert "Waiting for your review" in words_of(joseph.get("/desk/services/"))
    path = "/desk/services/lost-cat/review"
    joseph.post(path, {"deed": "approve", "edit": edit.pk, "number": 0, "answer": ""})
    joseph.post(path, {"deed": "publish", "edit": edit.pk})
    assert current_service("lost-cat").definition.name.en == "Report a lost cat"
