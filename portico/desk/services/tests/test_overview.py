"""The page of a service: what is in force, its history, what is on each version, and its files."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portico.channels.web.actions import begin_draft
from portico.desk.services import overview
from portico.desk.services.tests.scene import CODE, LATER, PATH, another_version
from portico.ground.access.models import Membership, Role
from portico.ground.ledger.events import Actor
from portico.records.cases.models import Case
from portico.records.cases.queries.versions import MOST_CASES
from portico.records.cases.tests.scene import report
from portico.records.catalogue.actions import withdraw_service
from portico.records.catalogue.models import Service, ServiceVersion
from portico.records.catalogue.queries import current_service
from portico.records.catalogue.reading.read import read_definition
from portico.records.catalogue.reading.write import write_definition
from tests.cast import BEGINNING

pytestmark = pytest.mark.django_db
DONE = {"stage": "completion", "outcome": "mended", "closed_at": LATER}
"""What makes a case a finished one."""


def read(browser, rest=""):
    answer = browser.get(f"{PATH}{rest}")
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(page):
    return " ".join(page.partition("<main")[2].partition("</main>")[0].split())


def test_the_page_says_what_is_in_force_and_what_is_on_each_version(scene, tamsin):
    report(scene.version)
    report(scene.version, key="another")
    begin_draft(service=current_service(CODE), language="en", by=Actor.resident(), at=BEGINNING)
    another_version(summary="Tell us.")
    page = words_of(read(tamsin))
    assert "Version 2 since" in page
    assert "2 open cases and 1 unfinished form altogether" in page
    second, first = page.partition("<tbody")[2].split('scope="row">')[1:]
    assert "Changed here" in second
    assert "A file that was imported" in first
    counts = [row.partition("Open cases</span><span>")[2][:1] for row in (second, first)]
    assert counts == ["0", "2"]
    counts = [row.partition("Unfinished forms</span><span>")[2][:1] for row in (second, first)]
    assert counts == ["0", "1"]


def test_finished_cases_are_counted_and_listed_on_their_version(scene, cast, tamsin):
    kept, done = report(scene.version), report(scene.version, key="another")
    Case.objects.filter(pk=done.pk).update(**DONE)
    another_version(summary="Tell us.")
    page = words_of(read(tamsin))
    second, first = page.partition("<tbody")[2].split('scope="row">')[1:]
    for column, counted in (("Open cases", ["0", "1"]), ("Finished cases", ["0", "1"])):
        assert [row.partition(f"{column}</span><span>")[2][:1] for row in (second, first)] == counted
    assert "1 open case and 0 unfinished forms altogether" in page
    still, finished = words_of(read(tamsin, "/versions/1")).split("Finished cases on this version")
    for case, where in ((kept, still), (done, finished)):
        assert f"{case.reference[:4]}-{case.reference[4:]}" in where
    assert "They kept it to their end" in finished
    assert "Finished cases" not in words_of(read(tamsin, "/versions/2"))


def test_finished_cases_beyond_the_most_are_not_counted_one_by_one(scene, tamsin, monkeypatch):
    monkeypatch.setattr(overview, "MOST_COUNTED", 1)
    for key in ("one", "another"):
        Case.objects.filter(pk=report(scene.version, key=key).pk).update(**DONE)
    assert "more than 1<" in words_of(read(tamsin))


def test_a_withdrawn_service_says_since_when(scene, tamsin):
    withdraw_service(code=CODE, by=Actor.system(), at=BEGINNING)
    page = words_of(read(tamsin))
    assert "nobody is offered it" in page
    assert "See it as a resident" not in page


def test_a_service_or_version_that_is_not_there_does_not_exist(scene, tamsin):
    for rest in (
        "/versions/2",
        "/versions/0",
        f"/versions/{10**20}",
        "/versions/1/to/2",
        "/copy",
        "/copy/file",
    ):
        assert tamsin.get(f"{PATH}{rest}").status_code == 404
    assert tamsin.get("/desk/services/nothing").status_code == 404
    assert tamsin.get(f"{PATH}?before=nonsense").status_code == 200
    assert tamsin.get(f"{PATH}?before={'9' * 5_000}").status_code == 200


def make_versions(many):
    first = ServiceVersion.objects.get(number=1)
    ServiceVersion.objects.bulk_create(
        ServiceVersion(
            service=first.service,
            number=number,
            definition=first.definition,
            checksum=f"{number:064}",
            listing=first.listing,
            created_at=BEGINNING,
        )
        for number in range(2, many + 1)
    )
    Service.objects.update(current=ServiceVersion.objects.get(number=many))


def test_two_hundred_versions_cost_as_many_statements_as_ten(scene, tamsin):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            page = words_of(read(tamsin))
        return len(asked), page

    make_versions(10)
    tamsin.get(PATH)
    few, page = statements()
    assert "Next page" not in page
    first = ServiceVersion.objects.get(number=1)
    Service.objects.update(current=first)
    ServiceVersion.objects.filter(number__gt=1).delete()
    make_versions(200)
    many, page = statements()
    assert many == few <= 10
    assert "Version 101" in page
    assert "Version 100<" not in page
    older = words_of(read(tamsin, "?before=101"))
    assert "Version 100<" in older
    assert "Version 1<" in older


def test_a_version_is_read_in_words(scene, tamsin):
    page = words_of(read(tamsin, "/versions/1"))
    for words in ("Page “What is wrong?”", "One of several options", "The lights are out", "Bare wires"):
        assert words in page
    assert "Open cases on this version" not in page


def test_welsh_is_marked_as_welsh(scene, tamsin):
    another_version(privacy={"en": "We mend it.", "cy": "Rydym yn ei drwsio."})
    page = words_of(read(tamsin, "/versions/2"))
    assert 'We mend it.<br>In Welsh: <span lang="cy">Rydym yn ei drwsio.</span>' in page


def test_cases_on_a_version_are_listed_and_open_to_who_may_see_them(scene, cast, tamsin):
    mine = report(scene.version)
    other = report(scene.version, fault="tax", key="tax")
    assert "/desk/cases/" not in read(tamsin, "/versions/1")
    Membership.objects.create(staff=cast.tamsin, team=cast.waste, role=Role.CASE_OFFICER)
    page = read(tamsin, "/versions/1")
    assert f"/desk/cases/{mine.reference}" in page
    assert f"/desk/cases/{other.reference}" not in page
    for case in (mine, other):
        assert f"{case.reference[:4]}-{case.reference[4:]}" in page
        assert case.title not in page
        assert case.contact_name not in page


def test_a_version_lists_no_more_cases_than_fit(scene, tamsin):
    keys = [f"many-{number}" for number in range(MOST_CASES + 2)]
    for key in keys:
        report(scene.version, key=key)
    page = read(tamsin, "/versions/1")
    assert page.count('role="rowheader"') == MOST_CASES
    assert f"These are the {MOST_CASES} that are due first" in page


def test_what_changed_is_told_with_the_words_marked(scene, tamsin):
    another_version(summary="Tell us about a street light that is broken.")
    page = words_of(read(tamsin, "/versions/1/to/2"))
    assert "Changed</strong> Summary" in page
    assert '<ins class="desk-marked__in"><span class="govuk-visually-hidden">(put in: </span>street <' in page
    assert "They say the same" in words_of(read(tamsin, "/versions/1/to/1"))


def test_a_downloaded_version_is_the_file_that_the_command_writes(scene, tamsin):
    answer = tamsin.get(f"{PATH}/versions/1/file")
    assert answer["Content-Disposition"] == 'attachment; filename="street-light.yaml"'
    assert answer.content.decode() == write_definition(current_service(CODE).definition)


def test_a_damaged_copy_is_read_and_downloaded_as_it_is(scene, tamsin):
    scene.begun()
    scene.save(summary=None, messages="nothing", workflow={"moves": 5}, strange=["<b>", 1])
    page = words_of(read(tamsin, "/copy"))
    assert "Damaged" in page
    assert "&lt;b&gt;" in page
    text = tamsin.get(f"{PATH}/copy/file").content.decode()
    assert "strange:" in text
    assert read_definition(text, "again.yaml").problems
