"""The page of a case: everything on it, for those who may see it, in a number of statements that stays."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portico.desk.tests.scene import by
from portico.ground.access.models import SensitiveView
from portico.records.cases.actions import add_note, assign_case, move_case
from portico.records.cases.models import CaseFile
from portico.records.cases.tests.scene import ADA, publish, report
from portico.records.catalogue.actions import withdraw_service
from portico.records.people.actions import create_customer
from portico.records.people.contact_details import Given
from portico.records.people.models import Customer
from tests.cast import BEGINNING
from tests.full_disk import disk_that_takes
from tests.sign_in import signed_in


def page_of(person, path):
    answer = signed_in(person).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def photo():
    content = BytesIO()
    Image.new("RGB", (20, 20), "red").save(content, "JPEG")
    return SimpleUploadedFile("lamp.jpg", content.getvalue())


def test_everything_is_on_one_page(scene):
    page = page_of(scene.cast.owen, scene.path())
    for words in (
        "The lights are out at Market Square",
        "Street light",
        "Waste and recycling",
        "It flickers since Sunday",
        "I have epilepsy",
        "Rang the depot",
        "It is out again",
        "Ada Lovelace",
        "07700 900123",
        "12 Mill Lane",
        "Something new from the customer",
        "Take up",
        "Received",
    ):
        assert words in page


def test_answers_of_a_special_category_are_hidden_and_looking_is_written_down(scene):
    assert "epilepsy" not in page_of(scene.cast.amina, scene.path())
    assert "Hidden, because it is sensitive" in page_of(scene.cast.amina, scene.path())
    assert not SensitiveView.objects.exists()
    page_of(scene.cast.owen, scene.path())
    view = SensitiveView.objects.get()
    assert (view.staff_id, view.record_id, view.what) == (scene.cast.owen.pk, scene.case.pk, "answers")


@pytest.mark.parametrize("who", ["tomos", "ivan"])
def test_what_somebody_may_not_see_does_not_exist(scene, who):
    browser = signed_in(getattr(scene.cast, who))
    for rest in ("", "/note", "/question", "/moves/take-up", "/holder", "/file", "/reply", "/hand-over"):
        assert browser.get(scene.path(rest)).status_code == 404
    for rest in ("/note", "/moves/take-up", "/take", "/seen", "/customer"):
        assert browser.post(scene.path(rest), {"version": scene.case.version}).status_code == 404
    assert scene.again().version == scene.case.version


def test_the_page_takes_at_most_seven_statements_however_much_is_on_it(scene, django_assert_max_num_queries):
    browser = signed_in(scene.cast.owen)
    browser.post(scene.path("/file"), {"file": photo(), "note": ""})
    browser.get(scene.path())
    with django_assert_max_num_queries(7) as first:
        browser.get(scene.path())
        count = len(first)
    for number in range(5):
        add_note(case_id=scene.case.pk, text=f"Note {number}", by=by(scene.cast.owen), at=BEGINNING)
        browser.post(scene.path("/file"), {"file": photo(), "note": ""})
    with django_assert_max_num_queries(count):
        browser.get(scene.path())


def test_a_colleague_who_looks_is_mentioned(scene):
    page_of(scene.cast.priya, scene.path())
    assert "Priya Nair has this case open just now" in page_of(scene.cast.owen, scene.path())
    assert "Owen Carter has" not in page_of(scene.cast.owen, scene.path())


def test_somebody_recognised_is_proposed_with_reasons_and_linked(scene):
    customer = create_customer(given=ADA, by=by(scene.cast.owen), at=BEGINNING)
    browser = signed_in(scene.cast.owen)
    page = browser.get(scene.path()).content.decode()
    assert "Do we know them?" in page
    assert "same email address" in page
    answer = browser.post(
        scene.path("/customer"), {"version": scene.case.version, "customer": str(customer.pk)}
    )
    assert answer["Location"] == scene.path("?done=linked")
    assert scene.again().customer_id == customer.pk
    other = report(scene.version, story="Another one")
    other.customer_id = customer.pk
    other.save()
    assert "More from this customer" in browser.get(scene.path()).content.decode()
    browser.post(scene.path("/customer"), {"version": scene.again().version, "customer": ""})
    assert scene.again().customer_id is None


def test_nobody_is_linked_whom_the_page_did_not_propose(scene):
    stranger = Customer.objects.create(name="Somebody Else", created_at=BEGINNING)
    answer = signed_in(scene.cast.owen).post(
        scene.path("/customer"), {"version": scene.case.version, "customer": str(stranger.pk)}
    )
    assert answer.status_code == 404
    assert scene.again().customer_id is None


def test_nobody_is_written_down_for_a_case_that_came_without_a_name(scene):
    anonymous = report(scene.version, given=Given())
    answer = signed_in(scene.cast.owen).post(
        f"/desk/cases/{anonymous.reference}/customer", {"version": anonymous.version, "customer": "new"}
    )
    assert answer.status_code == 422
    assert "No name, email address or phone number" in answer.content.decode()
    assert not Customer.objects.exists()


def test_a_new_customer_is_written_down_and_linked(scene):
    signed_in(scene.cast.owen).post(
        scene.path("/customer"), {"version": scene.case.version, "customer": "new"}
    )
    customer = scene.again().customer
    assert customer is not None
    assert (customer.name, customer.postcode) == ("Ada Lovelace", "PX1 2AB")


def test_a_file_is_added_shown_and_opened_with_a_record_of_it(scene):
    browser = signed_in(scene.cast.owen)
    answer = browser.post(scene.path("/file"), {"file": photo(), "note": "The lamp"})
    assert answer["Location"] == scene.path("?done=attached")
    page = browser.get(scene.path()).content.decode()
    assert "lamp.jpg" in page
    given = CaseFile.objects.get()
    opened = browser.get(scene.path(f"/files/{given.pk}"))
    assert opened.status_code == 200
    assert opened["Content-Type"] == "image/jpeg"
    assert "sandbox" in opened["Content-Security-Policy"]
    assert SensitiveView.objects.filter(what="evidence", record_id=scene.case.pk).count() == 1
    assert signed_in(scene.cast.amina).get(scene.path(f"/files/{given.pk}")).status_code == 404


def test_staff_are_told_that_no_scanner_looked_at_a_file(scene):
    signed_in(scene.cast.owen).post(scene.path("/file"), {"file": photo(), "note": ""})
    assert "Not checked for viruses" in page_of(scene.cast.owen, scene.path())


def test_a_file_that_is_none_is_refused_in_words(scene):
    browser = signed_in(scene.cast.owen)
    program = SimpleUploadedFile("photo.jpg", b"MZ\x90\x00" + b"\x00" * 200)
    answer = browser.post(scene.path("/file"), {"file": program, "note": "Typed words stay"})
    assert answer.status_code == 422
    assert "Typed words stay" in answer.content.decode()
    assert "Choose a file" in browser.post(scene.path("/file"), {"note": ""}).content.decode()


def test_while_the_disk_is_full_no_file_is_taken_and_the_words_are_kept(scene):
    large = SimpleUploadedFile("lamp.jpg", b"\xff\xd8\xff\xe0" + bytes(4_000_000))
    with disk_that_takes(100_000):
        answer = signed_in(scene.cast.owen).post(scene.path("/file"), {"file": large, "note": "The lamp"})
    assert answer.status_code == 422
    assert "We could not save the file because of a fault on our side" in answer.content.decode()
    assert "The lamp" in answer.content.decode()
    assert not CaseFile.objects.exists()


def test_the_case_says_whose_it_is(scene):
    assert "Nobody yet" in page_of(scene.cast.owen, scene.path())
    browser = signed_in(scene.cast.owen)
    answer = browser.post(scene.path("/take"), {"version": scene.case.version})
    assert answer["Location"] == scene.path("?done=assigned")
    assert scene.again().assigned_to_id == scene.cast.owen.pk
    page = browser.get(answer["Location"]).content.decode()
    assert "The case has a new holder" in page
    assert "Take it yourself" not in page


def test_markup_in_what_customers_write_stays_words(cast, scene):
    case = report(scene.version, story="<script>alert(1)</script>\x0b", key="markup")
    page = page_of(cast.owen, f"/desk/cases/{case.reference}")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_followers_or_untidy_reference_leads_to_the_case(scene):
    reference = scene.case.reference
    untidy = f"{reference[:4]}-{reference[4:]}".lower()
    answer = signed_in(scene.cast.owen).get(f"/desk/cases/{untidy}")
    assert answer["Location"] == scene.path()


def test_giving_it_to_a_colleague(scene):
    assign_case(
        case_id=scene.case.pk, version=scene.case.version, assign_to=scene.cast.owen.pk,
        by=by(scene.cast.owen), at=BEGINNING,
    )  # fmt: skip
    browser = signed_in(scene.cast.owen)
    page = browser.get(scene.path("/holder")).content.decode()
    assert "Priya Nair" in page
    assert "Tomos Evans" not in page
    fields = {"version": scene.again().version, "to": str(scene.cast.priya.pk)}
    browser.post(scene.path("/holder"), fields)
    assert scene.again().assigned_to_id == scene.cast.priya.pk
    fields = {"version": scene.again().version, "to": str(scene.cast.tomos.pk)}
    answer = signed_in(scene.cast.priya).post(scene.path("/holder"), fields)
    assert answer.status_code == 422


def facts_of(page: str) -> dict[str, str]:
    """The facts at the side of a case."""
    found = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", page, re.DOTALL)
    return {name: " ".join(re.sub(r"<[^>]+>", " ", said).split()) for name, said in found}


def test_the_version_that_a_case_goes_by_is_said_with_the_one_in_force(scene):
    assert facts_of(page_of(scene.cast.owen, scene.path()))["Version"] == "1, in force"
    publish(summary="Changed.")
    said = facts_of(page_of(scene.cast.owen, scene.path()))["Version"]
    assert said == "1 of “Street light” (2 is in force now)"
    withdraw_service(code="street-light", by=by(scene.cast.owen), at=BEGINNING)
    said = facts_of(page_of(scene.cast.owen, scene.path()))["Version"]
    assert said == "1 of “Street light” (no longer offered)"


def closed(scene, *moves):
    """The page of the case after these moves."""
    for move in moves:
        version = scene.again().version
        move_case(
            case_id=scene.case.pk, version=version, move=move, by=by(scene.cast.owen), at=BEGINNING,
            note="Done", reasons="It is not ours",
        )  # fmt: skip
    page: str = page_of(scene.cast.owen, scene.path())
    return page


def test_nobody_yet_is_not_said_of_a_finished_case(scene):
    assert facts_of(page_of(scene.cast.owen, scene.path()))["With"] == "Nobody yet"
    assert "With" not in facts_of(closed(scene, "refuse"))


def stages_of(page: str) -> list[str]:
    found = re.findall(r"<li class=\"portico-stages__stage .*?</li>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", stage).split()) for stage in found]


def test_a_stage_that_was_skipped_is_not_shown_as_done(scene):
    stages = stages_of(closed(scene, "refuse"))
    assert "Receive (done)" in stages
    assert "– Review (not needed)" in stages
    assert "Completion (done)" in stages


def test_a_stage_that_the_case_was_in_is_shown_as_done(scene):
    stages = stages_of(closed(scene, "take-up", "finish"))
    assert "Review (done)" in stages
    assert "– Progress (not needed)" in stages


def test_an_email_address_in_the_narrow_column_breaks_before_its_at_or_after_a_dot(scene):
    page = page_of(scene.cast.owen, scene.path())
    assert 'href="mailto:Ada@example.org">Ada<wbr>@example.<wbr>org</a>' in page
