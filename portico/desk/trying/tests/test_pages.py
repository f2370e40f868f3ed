"""The pages of a try-out: who may, what can be tried, what staff and customer do, and when it ends."""

from __future__ import annotations

import copy
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portico.channels.web.tests.conftest import PHOTO, read_service
from portico.desk.models import TryOut
from portico.desk.trying.tests.conftest import Trier, begin, rows_in, walk_through, what_is_real
from portico.desk.trying.tryouts import end_unused
from portico.ground.ledger.events import Actor
from portico.ground.tryouts.inside import files_of
from portico.ground.tryouts.pool import SCHEMAS
from portico.records.cases.models import Case
from portico.records.catalogue.actions import as_json, withdraw_service
from portico.records.catalogue.editing import actions as editing
from portico.records.catalogue.editing.reviewing import discard_edit
from portico.records.catalogue.finding import queries
from portico.records.catalogue.finding.queries import find_services
from portico.records.catalogue.models import ServiceEdit
from portico.records.messages.sending import send_what_waits
from tests.cast import BEGINNING
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db
LATER = BEGINNING + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEGINNING, tick=False) as clock:
        yield clock


@pytest.fixture
def by(council):
    return Actor.staff(council.cast.tamsin.pk)


def read(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def renamed(edit: ServiceEdit, by: Actor, summary: str) -> ServiceEdit:
    """Change a working copy."""
    return editing.replace_copy(
        edit_id=edit.pk,
        definition=edit.definition | {"summary": {"en": summary, "cy": summary}},
        by=by,
        at=LATER,
    )


@pytest.mark.parametrize("who", ["amina", "owen", "priya", "grace", "ivan"])
def test_a_try_out_exists_for_designers_only(council, who):
    browser = signed_in(getattr(council.cast, who))
    for path in ("", "end", "customer", "staff", "messages", "apply/missed-bin/", "desk/", "nowhere"):
        assert browser.get(f"/desk/services/missed-bin/try/{path}").status_code == 404, path
        assert browser.post(f"/desk/services/missed-bin/try/{path}").status_code == 404, path


def test_there_is_nothing_to_try_of_a_service_that_does_not_exist(council):
    assert council.designer().get("/desk/services/no-such/try/").status_code == 404


def test_without_a_try_out_its_pages_lead_to_where_it_begins(council):
    client = council.designer()
    for path in ("customer", "staff", "messages", "apply/missed-bin/", "desk/"):
        answer = client.get(f"/desk/services/missed-bin/try/{path}")
        assert answer["Location"] == "/desk/services/missed-bin/try/?ended=none"


def test_a_service_that_was_never_published_is_tried_from_its_working_copy(council, by):
    definition = as_json(read_service("pest-control"))
    editing.begin_service(
        definition={**definition, "id": "new-pests", "name": "New pests"}, by=by, at=BEGINNING
    )
    client = council.designer()
    first = client.get("/desk/services/new-pests/try/")
    assert "Try out the working copy" in read(first)
    assert "in force" not in read(first)
    before = what_is_real()
    begin(client, "new-pests", "copy")
    reference = Trier(client, "new-pests").walk("new-pests").replace("-", "")
    assert client.get(f"/desk/services/new-pests/try/desk/cases/{reference}").status_code == 200
    assert client.get("/apply/new-pests/").status_code == 404
    assert what_is_real() == before


def test_where_there_is_one_thing_to_try_it_is_begun_from_the_page_that_offers_it(council, by):
    client, path = council.designer(), "/desk/services/missed-bin"
    button = '<input type="hidden" name="tried" value="published">'
    assert button in client.get(path).content.decode()
    given = {"tried": "published", "join": "1"}
    begun = client.post(f"{path}/try/", given)
    assert begun["Location"] == f"{path}/try/apply/missed-bin/"
    first = TryOut.objects.get()
    assert client.post(f"{path}/try/", given)["Location"] == f"{path}/try/"
    assert TryOut.objects.get().begun_at == first.begun_at
    editing.begin_edit(code="missed-bin", by=by, at=BEGINNING)
    shown = client.get(path).content.decode()
    assert f'href="{path}/try/">Try it out' in shown
    assert 'name="tried"' not in shown


def test_the_bar_of_a_try_out_is_as_wide_as_the_page_below_it(council):
    client, base = council.designer(), "/desk/services/missed-bin/try"
    begin(client, "missed-bin")
    for page, width in (("", "portico-desk__width"), ("apply/missed-bin/", "govuk-width-container")):
        bar = client.get(f"{base}/{page}").content.decode().partition('aria-label="Try-out"')[2]
        assert f'<div class="{width}">' in bar[:100]


def test_a_copy_with_problems_says_which_to_put_right(council, by):
    edit = editing.begin_edit(code="missed-bin", by=by, at=BEGINNING)
    broken = copy.deepcopy(edit.definition)
    broken["team"] = "nobody"
    editing.replace_copy(edit_id=edit.pk, definition=broken, by=by, at=LATER)
    client = council.designer()
    page = client.get("/desk/services/missed-bin/try/")
    assert "1 problem has to be put right first" in read(page)
    assert "nobody" in read(page)
    assert "Try out version 1, which is in force" in read(page)
    refused = client.post("/desk/services/missed-bin/try/", {"tried": "copy"})
    assert refused.status_code == 422
    assert "It has 1 problem. Put that right first" in read(refused)
    assert not TryOut.objects.exists()


def test_the_form_goes_by_the_working_copy_and_the_real_one_by_what_is_published(council, by):
    edit = editing.begin_edit(code="missed-bin", by=by, at=BEGINNING)
    renamed(edit, by, "Tell us of a bin that we drove past.")
    client = council.designer()
    begin(client, "missed-bin", "copy")
    assert "that we drove past" in read(client.get("/desk/services/missed-bin/try/apply/missed-bin/"))
    assert "that we drove past" not in read(client.get("/apply/missed-bin/"))
    assert "that we drove past" in read(client.get("/desk/services/missed-bin/try/apply/missed-bin/"))


def test_a_withdrawn_service_can_be_tried(council, by):
    withdraw_service(code="missed-bin", by=by, at=BEGINNING)
    client = council.designer()
    begin(client, "missed-bin")
    assert client.get("/desk/services/missed-bin/try/apply/missed-bin/").status_code == 200
    assert client.get("/apply/missed-bin/").status_code == 404


def test_the_customer_follows_and_staff_make_moves(council):
    client, base = council.designer(), "/desk/services/missed-bin/try"
    begin(client, "missed-bin")
    trier = Trier(client, "missed-bin")
    reference = trier.walk("missed-bin").replace("-", "")
    before = what_is_real()

    trier.go("/apply/missed-bin/sent")
    trier.press("Follow this request")
    assert trier.at == f"{base}/follow"
    assert f'value="{reference[:4]}-{reference[4:]}"' in trier.response.content.decode()

    trier.go(f"{base}/customer")
    trier.press("Follow it as the customer")
    assert trier.at == f"{base}/follow/request"
    trier.go(
        next(href for text, href in trier.page.links if "message" in text.casefold() and "follow" in href)
    )
    form, _ = trier._find("Send")
    once = {control.name: control.value for control in form.controls if control.type == "hidden"}
    client.post(trier.at, {**once, "text": "The crew came after all"})

    trier.go(f"{base}/staff")
    assert next(href for _, href in trier.page.links if reference in href) == f"{base}/desk/cases/{reference}"
    trier.go(f"{base}/desk/cases/{reference}")
    assert "The crew came after all" in trier.page.words
    assert "Written, not sent: this is a try-out" in trier.page.words
    assert "Waiting to be sent" not in trier.page.words
    told = written(client, base)
    move = next(
        one for one in read_service("missed-bin").workflow.moves if one.tells and "receive" in one.from_
    )
    href = f"{base}/desk/cases/{reference}/moves/{move.id}"
    version = re.search(r'name="version" value="(\d+)"', client.get(href).content.decode())
    assert version
    made = client.post(href, {"version": version[1], "reasons": "It was not out", "note": "Seen"})
    assert made["Location"].startswith(f"{base}/desk/cases/{reference}")
    assert written(client, base) == told + 1
    assert what_is_real() == before


def written(client: Client, base: str) -> int:
    """How many messages would be sent."""
    return client.get(f"{base}/messages").content.decode().count("portico-tryout__message")


def test_roles_see_what_they_would_see(council):
    client, base = council.designer(), "/desk/services/missed-bin/try"
    begin(client, "missed-bin")
    reference = Trier(client, "missed-bin").walk("missed-bin").replace("-", "")

    def moves(eyes: str) -> set[str]:
        assert client.post(f"{base}/staff", {"seen_as": eyes}).status_code == 302
        seen = client.get(f"{base}/desk/cases/{reference}")
        assert seen.status_code == 200
        return set(re.findall(r"/moves/([\w-]+)", seen.content.decode()))

    everybody = moves("everybody")
    workflow = read_service("missed-bin").workflow
    for eyes in ("agent", "case_officer", "team_leader", "manager"):
        wanted = {one.id for one in workflow.moves if "receive" in one.from_ and eyes in one.by}
        assert moves(eyes) == wanted & everybody, eyes
    assert client.get("/desk/").status_code == 302  # outside they are a designer as before


def test_files_are_thrown_away(council, settings, tmp_path):
    settings.PORTICO_HOME = tmp_path
    client, code = council.designer(), "housing-repair"
    begin(client, code)
    Trier(client, code).walk(code)
    place = SCHEMAS[TryOut.objects.get().place - 1]
    kept = [path for path in files_of(place).rglob("*") if path.is_file()]
    assert kept
    assert not (tmp_path / "files").exists()
    client.post(f"/desk/services/{code}/try/end")
    assert not files_of(place).exists()
    assert rows_in(place) == 0


def test_nothing_is_mailed(council):
    client = council.designer()
    begin(client, "missed-bin")
    Trier(client, "missed-bin").walk("missed-bin")
    assert not send_what_waits()


def test_staff_find_the_tried_service_inside_and_nobody_finds_it_outside(council, by):
    definition = as_json(read_service("pest-control"))
    editing.begin_service(
        definition={**definition, "id": "ferrets", "name": "Ferrets on the loose"}, by=by, at=BEGINNING
    )
    assert find_services("wasps")
    kept = dict(queries._kept)
    client, base = council.designer(), "/desk/services/ferrets/try"
    begin(client, "ferrets", "copy")
    assert "Ferrets on the loose" in read(client.get(f"{base}/desk/assisted?words=ferrets+loose"))
    assert "Ferrets" not in [one.name.en for one in find_services("ferrets loose")]
    assert queries._kept == kept


def test_links_in_messages_read_as_they_would_be_sent_and_lead_into_the_try_out(council, settings):
    client, base = council.designer(), "/desk/services/missed-bin/try"
    begin(client, "missed-bin")
    trier = Trier(client, "missed-bin")
    trier.walk("missed-bin")
    trier.go("/apply/missed-bin/")
    trier.press("Start now")
    client.post(f"{base}/apply/missed-bin/save", {"email": "ada@porticoshire.example"})
    public = settings.PUBLIC_ADDRESS
    links = re.findall(r'href="([^"]+)">(http[^<]+)<', client.get(f"{base}/messages").content.decode())
    assert {text.partition("?")[0] for _, text in links} == {f"{public}/follow", f"{public}/apply/return"}
    for href, text in links:
        assert href == base + text.removeprefix(public)
        assert client.get(href.replace("&amp;", "&")).status_code == 200


def test_two_designers_do_not_see_each_other(council):
    tamsin, joseph = council.designer(), council.other_designer()
    begin(tamsin, "missed-bin")
    begin(joseph, "missed-bin")
    begin(joseph, "pest-control")
    first, second, third = (
        Trier(tamsin, "missed-bin"),
        Trier(joseph, "missed-bin"),
        Trier(joseph, "pest-control"),
    )
    mine = first.walk("missed-bin").replace("-", "")
    theirs = second.walk("missed-bin").replace("-", "")
    other = third.walk("pest-control").replace("-", "")
    base = "/desk/services/missed-bin/try/desk/cases"
    assert tamsin.get(f"{base}/{mine}").status_code == 200
    assert tamsin.get(f"{base}/{theirs}").status_code == 404
    assert joseph.get(f"{base}/{mine}").status_code == 404
    assert joseph.get(f"{base}/{theirs}").status_code == 200
    assert joseph.get(f"{base}/{other}").status_code == 404
    tamsin.post("/desk/services/missed-bin/try/end")
    assert joseph.get(f"{base}/{theirs}").status_code == 200
    assert TryOut.objects.count() == 2


def test_a_real_case_beside_it_is_untouched(council):
    reference = walk_through(Client(), "missed-bin").replace("-", "")
    client = council.designer()
    begin(client, "missed-bin")
    before = what_is_real()
    Trier(client, "missed-bin").walk("missed-bin")
    assert client.get(f"/desk/services/missed-bin/try/desk/cases/{reference}").status_code == 404
    client.post("/desk/services/missed-bin/try/end")
    assert Case.objects.get().reference == reference
    assert what_is_real() == before


def test_it_says_where_the_copy_was_changed_and_begins_again_with_the_answers(council, by):
    edit = editing.begin_edit(code="missed-bin", by=by, at=BEGINNING)
    edit = renamed(edit, by, "Tell us of a bin that we drove past.")
    client, base = council.designer(), "/desk/services/missed-bin/try"
    begin(client, "missed-bin", "copy")
    Trier(client, "missed-bin").walk("missed-bin")
    assert "begin again" not in read(client.get(f"{base}/messages"))
    renamed(edit, by, "Tell us of a bin that we forgot.")
    assert "What you try out has changed since: begin again" in read(client.get(f"{base}/messages"))
    assert "Begin again and keep my answers" in read(client.get(f"{base}/"))
    answer = client.post(f"{base}/", {"tried": "copy", "keep": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{base}/apply/missed-bin/what-we-hold"
    assert "12 Mill Lane" in read(answer)
    assert "Ada Lovelace" in read(answer)
    assert "that we forgot" in read(client.get(f"{base}/apply/missed-bin/"))
    assert "begin again" not in read(client.get(f"{base}/messages"))
    assert "Nothing was sent yet" in read(client.get(f"{base}/customer"))


def test_where_the_new_service_was_thrown_away_the_try_out_can_still_be_ended(council, by):
    definition = as_json(read_service("pest-control"))
    edit = editing.begin_service(
        definition={**definition, "id": "new-pests", "name": "New pests"}, by=by, at=BEGINNING
    )
    client, base = council.designer(), "/desk/services/new-pests/try"
    begin(client, "new-pests", "copy")
    discard_edit(edit_id=edit.pk, by=by, at=LATER)
    page = read(client.get(f"{base}/"))
    assert "was changed, published or thrown away" in page
    assert "Begin again" not in page
    assert client.get(f"{base}/apply/new-pests/").status_code == 200
    assert client.post(f"{base}/end")["Location"] == "/desk/services/"
    assert client.get(f"{base}/").status_code == 404


def test_a_page_inside_costs_few_statements_more_than_outside(council):
    client, base = council.designer(), "/desk/services/missed-bin/try"
    begin(client, "missed-bin")
    for path in ("/apply/missed-bin/", f"{base}/apply/missed-bin/"):
        assert client.get(path).status_code == 200  # what a process keeps is read
    with CaptureQueriesContext(connection) as outside:
        client.get("/apply/missed-bin/")
    with CaptureQueriesContext(connection) as inside:
        client.get(f"{base}/apply/missed-bin/")
    # Who it is, the try-out and its use, whether its copy moved on, the path there and back, the teams, and
    # five of transactions.
    assert len(inside) - len(outside) <= 14, [one["sql"] for one in inside.captured_queries]


def test_it_ends_after_two_hours_without_use(council, clock):
    client, base = council.designer(), "/desk/services/missed-bin/try"
    begin(client, "missed-bin")
    Trier(client, "missed-bin").walk("missed-bin")
    place = SCHEMAS[TryOut.objects.get().place - 1]
    clock.shift(timedelta(hours=1, minutes=59))
    assert end_unused(at=BEGINNING + timedelta(hours=1, minutes=59)) == 0
    assert client.get(f"{base}/staff").status_code == 200
    clock.shift(timedelta(hours=2, minutes=1))
    assert client.get(f"{base}/staff")["Location"] == f"{base}/?ended=none"
    assert "Try out version 1" in read(client.get(f"{base}/"))
    assert end_unused(at=BEGINNING + timedelta(hours=4, minutes=1)) == 1
    assert rows_in(place) == 0
    assert not TryOut.objects.exists()


def test_what_a_crash_left_of_files_is_cleared_away(council, settings, tmp_path):
    settings.PORTICO_HOME = tmp_path
    left = files_of(SCHEMAS[3]) / "ab" / "abc"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x")
    end_unused(at=BEGINNING)
    assert not files_of(SCHEMAS[3]).exists()


def test_where_every_place_is_taken_it_says_so_and_one_unused_is_taken_over(council, clock):
    for number in range(1, len(SCHEMAS) + 1):
        TryOut.objects.create(
            place=number, staff=council.cast.joseph, code=f"a{number}", tried="copy",
            tried_id="01890a5d-ac96-774b-bcce-b302099a8057", number=0, begun_at=BEGINNING, used_at=BEGINNING,
        )  # fmt: skip
    client = council.designer()
    full = client.post("/desk/services/missed-bin/try/", {"tried": "published"})
    assert full.status_code == 422
    assert "8 services are being tried out just now" in read(full)
    TryOut.objects.filter(place=5).update(used_at=BEGINNING - timedelta(hours=3))
    begin(client, "missed-bin")
    assert TryOut.objects.get(place=5).staff_id == council.cast.tamsin.pk


def test_other_pages_are_the_real_ones(council):
    client, base = council.designer(), "/desk/services/missed-bin/try"
    begin(client, "missed-bin")
    assert client.get(f"{base}/privacy?a=1")["Location"] == "/privacy?a=1"
    assert client.get(f"{base}/desk/services/")["Location"] == "/desk/services/"
    assert client.get(f"{base}//evil.example/").status_code == 404
    assert client.post(f"{base}/desk/account/password").status_code == 404
    assert client.get(f"{base}/nowhere/at/all").status_code == 404


def test_a_page_that_breaks_leaves_nothing_half_done(council, monkeypatch):
    client, base = council.designer(), "/desk/services/missed-bin/try"
    begin(client, "missed-bin")
    trier = Trier(client, "missed-bin")
    trier.go("/apply/missed-bin/")
    trier.press("Start now")
    place = SCHEMAS[TryOut.objects.get().place - 1]
    rows, real = rows_in(place), what_is_real()
    client.raise_request_exception = False

    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("portico.channels.web.turning.save_page", breaks)
    form, _ = trier._find("Continue")
    data: dict[str, object] = {}
    for control in form.controls:
        trier._fill(control, data)
    assert client.post(trier.at, data).status_code == 500
    assert (rows_in(place), what_is_real()) == (rows, real)
    assert client.get(f"{base}/staff").status_code == 200


def test_a_file_given_by_staff_is_kept_apart(council, settings, tmp_path):
    settings.PORTICO_HOME = tmp_path
    client, base = council.designer(), "/desk/services/missed-bin/try"
    begin(client, "missed-bin")
    reference = Trier(client, "missed-bin").walk("missed-bin").replace("-", "")
    href = f"{base}/desk/cases/{reference}/file"
    version = re.search(r'name="version" value="(\d+)"', client.get(href).content.decode())
    given = {"file": SimpleUploadedFile("a.jpg", PHOTO), "version": version[1] if version else "1"}
    assert client.post(href, given).status_code == 302
    assert not (tmp_path / "files").exists()
    seen = client.get(f"{base}/desk/cases/{reference}").content.decode()
    shown = re.search(r'href="([^"]+/files/[^"]+)"', seen)
    assert shown
    content = client.get(shown[1])
    assert b"".join(content.streaming_content)[:2] == b"\xff\xd8"
