"""A resident follows a request, answers, takes it back, reopens it; nobody else gets in."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from portico.ground.files.models import StoredFile
from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.actions import ask_customer, join_case, move_case
from portico.records.cases.models import Case, CaseEntry, CaseFile
from portico.records.cases.tests.scene import ADA, publish, report, staff
from portico.records.people.contact_details import Given
from tests.full_disk import disk_that_takes

NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def case(cast) -> Case:
    return report(publish())


def let_in(client: Client, case: Case, detail: str = "ada@example.org") -> str:
    answer = client.post("/follow", {"reference": case.reference, "detail": detail}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def photo(name: str) -> SimpleUploadedFile:
    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(picture, "JPEG")
    return SimpleUploadedFile(name, picture.getvalue(), "image/jpeg")


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize(
    "detail", ["ADA@example.org", "07700900123", "+44 7700 900123", "PX1 2AB", "lovelace"]
)
def test_any_one_detail_given_with_it_opens_a_case(client, case, detail):
    page = text_of(let_in(client, case, detail))
    assert "Street light" in page
    assert "We finish this by Thursday 5 March 2026" in page


@pytest.mark.parametrize(
    ("reference", "detail"),
    [("", ""), ("BCDFGHJK", "lovelace"), (None, "byron"), (None, ""), ("😀", "\x00"), (None, "x" * 5000)],
)
def test_anything_else_opens_nothing_and_what_was_typed_stays(client, case, reference, detail):
    reference = case.reference if reference is None else reference
    answer = client.post("/follow", {"reference": reference, "detail": detail})
    assert answer.status_code == 422
    assert "following" not in answer.cookies
    if reference == case.reference:
        assert f'value="{reference}"' in answer.content.decode()


def test_a_reference_that_was_handed_on_is_filled_in_and_the_detail_is_asked(client, case):
    answer = client.post("/follow", {"reference": case.reference})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'value="{case.reference}"' in page
    assert "There is a problem" not in page
    assert "following" not in answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_guessing_is_stopped_for_a_while_but_not_for_others(client, case):
    for _ in range(6):
        assert client.post("/follow", {"reference": case.reference, "detail": "guess"}).status_code == 422
    answer = client.post("/follow", {"reference": case.reference, "detail": "lovelace"})
    assert answer.status_code == 429
    assert "Wait 15 minutes" in text_of(answer.content.decode())
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post("/follow", {"reference": case.reference, "detail": "lovelace"}).status_code == 302


def test_no_reference_or_detail_stands_in_an_address_or_a_cookie(client, case):
    answer = client.post("/follow", {"reference": case.reference, "detail": "lovelace"})
    assert answer["Location"] == "/follow/request"
    cookie = answer.cookies["following"]
    assert case.reference not in cookie.value
    assert cookie["httponly"]
    assert cookie["path"] == "/follow"


def test_after_an_hour_without_a_step_the_door_is_closed_and_typed_words_are_given_back(client, case):
    let_in(client, case)
    with time_machine.travel(NOW + timedelta(minutes=61), tick=False):
        answer = client.post("/follow/reply", {"text": "It is by the bakery"})
    assert answer.status_code == 403
    assert "It is by the bakery" in answer.content.decode()
    assert not CaseEntry.objects.filter(kind="reply").exists()


def test_a_changed_cookie_opens_nothing(client, case):
    let_in(client, case)
    other = report(case.service_version)
    client.cookies["following"] = client.cookies["following"].value.replace(str(case.pk), str(other.pk))
    assert "Enter your reference again" in client.get("/follow/request").content.decode()


def test_a_question_is_answered_with_words_and_a_photo_and_the_clock_runs_again(client, case, cast):
    ask_customer(case_id=case.pk, version=1, question="Which lamp post?", by=staff(cast.owen), at=NOW)
    page = let_in(client, case)
    assert "Which lamp post?" in page
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "JPEG")
    photo = SimpleUploadedFile("lamp.jpg", picture.getvalue(), "image/jpeg")
    answer = client.post("/follow/reply", {"text": "The one by the bakery", "files": photo}, follow=True)
    page = answer.content.decode()
    assert "We have your message" in page
    assert "The one by the bakery" in page
    case.refresh_from_db()
    assert case.waiting_since is None
    kept = CaseFile.objects.get(case=case)
    sent = client.get(f"/follow/file/{kept.pk}")
    assert sent.status_code == 200
    assert sent["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("state", "told"),
    [("unscanned", ""), ("quarantined", "Being checked for viruses"), ("infected", "Has a virus")],
)
def test_a_resident_hears_of_viruses_but_not_of_a_scanner_that_nobody_set_up(client, case, state, told):
    let_in(client, case)
    client.post("/follow/reply", {"text": "See photo", "files": photo("lamp.jpg")})
    StoredFile.objects.update(state=state)
    page = client.get("/follow/request").content.decode()
    assert "lamp.jpg" in page
    assert "Not checked for viruses" not in page
    assert told in page


def test_a_reply_sent_twice_is_taken_in_once(client, case):
    let_in(client, case)
    once = re.search(r'name="once" value="([^"]+)"', client.get("/follow/reply").content.decode())
    assert once is not None
    for _ in range(2):
        answer = client.post("/follow/reply", {"text": "Hello", "once": once[1]}, follow=True)
        assert "We have your message" in answer.content.decode()
    assert CaseEntry.objects.filter(case=case, kind="reply").count() == 1


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_a_reply_without_words_or_file_is_asked_for_again(client, case, text):
    let_in(client, case)
    answer = client.post("/follow/reply", {"text": text})
    assert answer.status_code == 422
    assert "Write a message or choose a file" in answer.content.decode()


def test_a_reply_in_any_alphabet_is_kept_and_shown_as_typed(client, case):
    let_in(client, case)
    words = "Ολόκληρος ο δρόμος 🌧️ <script>alert(1)</script> مصباح"
    page = client.post("/follow/reply", {"text": words}, follow=True).content.decode()
    assert "<script>alert(1)" not in page
    assert CaseEntry.objects.get(kind="reply").text == words


def test_a_renamed_program_is_refused_and_the_words_are_kept(client, case):
    let_in(client, case)
    file = SimpleUploadedFile("photo.jpg", b"MZ\x90\x00" + b"\x00" * 200, "image/jpeg")
    answer = client.post("/follow/reply", {"text": "See photo", "files": file})
    assert answer.status_code == 422
    assert "See photo</textarea>" in answer.content.decode()
    assert not CaseEntry.objects.filter(kind="reply").exists()


def test_no_file_stays_of_a_reply_that_was_not_taken_in(client, case, settings, tmp_path):
    settings.PORTICO_HOME = tmp_path
    let_in(client, case)
    good = photo("lamp.jpg")
    bad = SimpleUploadedFile("tool.exe", b"MZ\x90\x00" + b"\x00" * 200)
    assert client.post("/follow/reply", {"text": "", "files": [good, bad]}).status_code == 422
    assert not StoredFile.objects.exists()
    once = "0197c0de-0000-7000-8000-000000000001"
    for _ in range(2):
        client.post("/follow/reply", {"files": photo("lamp.jpg"), "once": once})
    assert StoredFile.objects.count() == CaseFile.objects.count() == 1


def test_while_the_disk_is_full_a_photo_is_not_taken_and_the_words_are_kept(client, case):
    let_in(client, case)
    photo = SimpleUploadedFile("lamp.jpg", b"\xff\xd8\xff\xe0" + bytes(4_000_000), "image/jpeg")
    with disk_that_takes(100_000):
        answer = client.post("/follow/reply", {"text": "See photo", "files": photo})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“lamp.jpg” was not taken. We could not save the file because of a fault on our side" in page
    assert "See photo</textarea>" in page
    assert not CaseEntry.objects.filter(kind="reply").exists()


def test_a_request_is_taken_back_once(client, case):
    let_in(client, case)
    for said in ("You withdrew your request", "This was done already"):
        answer = client.post("/follow/withdraw", {"text": "No longer needed"}, follow=True)
        assert said in answer.content.decode()
    case.refresh_from_db()
    assert (case.stage, case.outcome) == ("completion", "withdrawn")
    assert LedgerEvent.objects.filter(name="case.withdrawn").count() == 1


def test_a_finished_request_shows_its_outcome_and_is_opened_again(client, case, cast):
    move_case(case_id=case.pk, version=1, move="take-up", by=staff(cast.owen), at=NOW)
    move_case(case_id=case.pk, version=2, move="finish", note="New bulb", by=staff(cast.owen), at=NOW)
    page = let_in(client, case)
    assert "Mended" in page
    assert "New bulb" not in page
    missing = client.post("/follow/reopen", {"text": ""})
    assert missing.status_code == 422
    answer = client.post("/follow/reopen", {"text": "It is dark again"}, follow=True)
    assert "We opened your request again" in answer.content.decode()
    case.refresh_from_db()
    assert case.stage == "review"


def test_somebody_who_joined_sees_how_it_goes_but_not_what_the_first_wrote(client, case, cast):
    follower = join_case(
        case_id=case.pk, source_key="b", given=Given(name="Bo Li", email="bo@example.org"),
        by=staff(cast.amina), at=NOW,
    )  # fmt: skip
    ask_customer(case_id=case.pk, version=1, question="Which post, Ada?", by=staff(cast.owen), at=NOW)
    answer = client.post(
        "/follow", {"reference": follower.reference, "detail": "bo@example.org"}, follow=True
    )
    page = answer.content.decode()
    assert "Somebody else reported this first" in page
    assert "Which post, Ada?" not in page
    assert client.get("/follow/reply").status_code == 404


def test_another_persons_file_does_not_exist(client, case, cast):
    let_in(client, case)
    assert client.get(f"/follow/file/{cast.owen.pk}").status_code == 404


def test_the_page_of_a_long_case_costs_no_more_sql(client, case, django_assert_max_num_queries):
    let_in(client, case)
    for number in range(30):
        client.post("/follow/reply", {"text": f"Message {number}"})
    with django_assert_max_num_queries(3):
        client.get("/follow/request")
    assert ADA.name not in text_of(client.get("/follow/request").content.decode())


def test_what_is_kept_in_welsh_is_marked_so_on_a_page_in_english(client, cast):
    case = report(publish(), given=Given(name="Siân", email="sian@example.org", language="cy"))
    page = let_in(client, case, "sian@example.org")
    assert '<html lang="en"' in page
    assert '<span lang="cy">Rydym wedi derbyn hwn.</span>' in page
    assert re.search(r'<h1[^>]*><span lang="cy">[^<]+</span></h1>', page)


def test_nothing_is_marked_where_case_and_page_are_in_one_language(client, case):
    assert "<span lang" not in let_in(client, case)


FEE = {
    "amount": {"pounds": 16},
    "by_channel": {"phone": {"pounds": 20}},
    "reductions": [{"when": "answers.fault == 'wires'", "amount": {"pounds": 8}, "why": "You are poor"}],
    "pay": "Ring us to [pay by card](https://pay.example).",
}


def test_the_page_tells_no_answers_since_a_guessed_surname_opens_it(client, cast):
    title = "((answers.fault)) at ((answers.where))"
    case = report(publish(case_title=title), story="By the bakery")
    page = text_of(let_in(client, case))
    for answer in ("The lights are out", "Market Square", "By the bakery"):
        assert answer not in page


def test_its_owner_sees_what_it_costs_and_how_to_pay_while_it_is_open(client, cast):
    case = report(publish(fee=FEE))
    page = let_in(client, case)
    assert "What you have to pay £16 Ring us to pay by card" in text_of(page)
    assert 'href="https://pay.example"' in page
    move_case(case_id=case.pk, version=1, move="take-up", by=staff(cast.owen), at=NOW)
    move_case(case_id=case.pk, version=2, move="finish", note="New bulb", by=staff(cast.owen), at=NOW)
    page = text_of(client.get("/follow/request").content.decode())
    assert "What it costs £16" in page
    assert "Ring us to pay" not in page


def test_nothing_is_said_of_paying_for_what_was_taken_back_or_is_free(client, case):
    assert "£" not in let_in(client, case)
    withdrawn = report(publish(fee=FEE))
    let_in(client, withdrawn)
    client.post("/follow/withdraw", {"text": ""})
    assert "£16" not in client.get("/follow/request").content.decode()


def test_the_fee_is_that_of_its_channel_and_its_answers_and_no_reason_is_told(client, cast):
    version = publish(fee=FEE)
    assert "£20" in let_in(client, report(version, channel="phone"))
    page = let_in(client, report(version, fault="wires"))
    assert "£8" in page
    assert "You are poor" not in page


def test_who_joined_sees_neither_the_answers_nor_the_fee(client, cast):
    case = report(publish(fee=FEE))
    follower = join_case(
        case_id=case.pk, source_key="b", given=Given(name="Bo Li", email="bo@example.org"),
        by=staff(cast.amina), at=NOW,
    )  # fmt: skip
    answer = client.post(
        "/follow", {"reference": follower.reference, "detail": "bo@example.org"}, follow=True
    )
    page = answer.content.decode()
    assert "Somebody else reported this first" in page
    assert "Market Square" not in page
    assert "£16" not in page
