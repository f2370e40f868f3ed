"""Street reports from a file become cases like those that a form sends, once each, whatever happens."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

from portico.channels.web.tests.robot import Resident
from portico.ground.access.models import Team
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.importers.reports import Kinds, ReportFileError, import_reports
from portico.records.cases.models import Case, CaseEntry, CaseSearch
from portico.records.catalogue.actions import import_definition
from portico.records.catalogue.reading.folder import files_in, read_files
from portico.records.contacts.models import Contact
from portico.records.messages.models import Message
from tests.cast import BEGINNING
from tests.running import drop_database, make_database

SERVICES = Path(__file__).parents[3] / "services"
KINDS = Kinds.read(SERVICES / "imports" / "street-reports.yaml")
HEADER = "month,council,lsoa11_code,category_code,reports,unique_users\n"
ROWS = "2016-01,Dacorum,E01023346,A60,3,2\n2019-07,St Albans,E01023743,A54,1,1\n"
BY = Actor.system()


@pytest.fixture
def services(db):
    for definition in read_files(files_in([SERVICES])).definitions.values():
        for team in definition.teams():
            Team.objects.get_or_create(code=team, defaults={"name": team})
        import_definition(definition=definition, by=BY, at=BEGINNING)


def written(folder: Path, rows: str, header: str = HEADER) -> Path:
    file = folder / "reports.csv"
    file.write_text(header + rows, encoding="utf-8")
    return file


def test_each_report_of_a_row_becomes_a_case_of_its_own(services, tmp_path):
    done = import_reports(file=written(tmp_path, ROWS), kinds=KINDS, by=BY)
    assert (done.opened, done.known) == (4, 0)
    assert sorted(Case.objects.values_list("source_key", flat=True)) == [
        "Dacorum/2016-01/E01023346/A60/1",
        "Dacorum/2016-01/E01023346/A60/2",
        "Dacorum/2016-01/E01023346/A60/3",
        "St Albans/2019-07/E01023743/A54/1",
    ]
    pothole = Case.objects.get(source_key="Dacorum/2016-01/E01023346/A60/1")
    assert pothole.answers["category"] == "pothole"
    assert pothole.place_text == "E01023346, Dacorum"
    assert (pothole.latitude, pothole.longitude) == (None, None)
    assert pothole.opened_at.isoformat() == "2016-01-01T00:00:00+00:00"
    summer = Case.objects.get(source_key__startswith="St Albans")
    assert summer.opened_at.isoformat() == "2019-06-30T23:00:00+00:00"


def test_importing_again_opens_nothing(services, tmp_path):
    file = written(tmp_path, ROWS)
    import_reports(file=file, kinds=KINDS, by=BY)
    done = import_reports(file=file, kinds=KINDS, by=BY)
    assert (done.opened, done.known) == (0, 4)
    assert LedgerEvent.objects.filter(name="case.opened").count() == 4


def test_a_row_that_stands_in_the_file_twice_counts_once(services, tmp_path):
    done = import_reports(file=written(tmp_path, ROWS + ROWS), kinds=KINDS, by=BY)
    assert (done.opened, done.known) == (4, 4)


def test_an_import_that_was_stopped_goes_on(services, tmp_path):
    file = written(tmp_path, "".join(f"2017-02,Merton,E0100335{n},A81,40,9\n" for n in range(5)))

    class KilledError(Exception):
        pass

    def kill_after_the_second_batch(opened: int, known: int) -> None:
        if opened + known >= 100:
            raise KilledError

    with pytest.raises(KilledError):
        import_reports(file=file, kinds=KINDS, by=BY, progress=kill_after_the_second_batch)
    assert Case.objects.count() == 100
    done = import_reports(file=file, kinds=KINDS, by=BY)
    assert (done.opened, done.known) == (100, 100)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2016-13,Dacorum,E01023346,A60,1,1", ":2: the month is '2016-13'. Write it as 2019-05."),
        ("2016-01,Dacorum,somewhere,A60,1,1", ":2: the area is 'somewhere'."),
        ("2016-01,,E01023346,A60,1,1", ":2: council or kind is missing."),
        ("2016-01,Dacorum,E01023346,A60,0,1", ":2: the number of reports is '0'."),
        ("2016-01,Dacorum,E01023346,A60,many,1", ":2: the number of reports is 'many'."),
        ("2016-01", ":2: council or kind is missing."),
        ("\x00,\x00,\x00,\x00,\x00", ":2: the month is"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line(services, tmp_path, row, said):
    with pytest.raises(ReportFileError) as error:
        import_reports(file=written(tmp_path, row + "\n"), kinds=KINDS, by=BY)
    assert said.split(".")[0] in str(error.value) or ":2: the area is" in str(error.value)
    assert not Case.objects.exists()


def test_a_file_without_its_columns_is_refused(services, tmp_path):
    with pytest.raises(ReportFileError, match="columns category_code, reports are missing"):
        import_reports(file=written(tmp_path, "", "month,council,lsoa11_code\n"), kinds=KINDS, by=BY)


def test_kinds_that_the_service_does_not_offer_are_refused(services, tmp_path):
    wrong = Kinds("street-problem", "category", {"A60": "volcano"}, "other", "place")
    with pytest.raises(ReportFileError, match="volcano"):
        import_reports(file=written(tmp_path, ROWS), kinds=wrong, by=BY)


def test_a_report_leaves_what_a_form_sent_without_a_name_leaves(services, tmp_path):
    """Same events with the same fields, same rows: only what the form itself records comes in addition."""
    resident = Resident(
        Client(),
        {
            r"(?i)what is the problem": "Pothole",
            r"(?i)hurt somebody": "No",
            r"(?i)where is it": "E01023346, Dacorum",
            r"(?i)your name and contact": "No, I want to stay anonymous",
        },
    )
    resident.go("/apply/street-problem/")
    resident.press("Start now")
    while not resident.at.endswith("/check"):
        in_words = "Say where it is in words"
        resident.press(in_words if in_words in resident.page.words else "Continue")
    resident.press("Send")
    by_form = Case.objects.get()
    import_reports(file=written(tmp_path, "2016-01,Dacorum,E01023346,A60,1,1\n"), kinds=KINDS, by=BY)
    by_file = Case.objects.exclude(pk=by_form.pk).get()
    assert _events_of(by_file) == {
        name: fields for name, fields in _events_of(by_form).items() if not name.startswith("form.")
    }
    for model in (CaseEntry, CaseSearch, Contact, Message):
        counts = [model.objects.filter(case=case).count() for case in (by_form, by_file)]
        assert counts == [1, 1], model
    same = (
        "service_id",
        "service_version_id",
        "team_id",
        "stage",
        "outcome",
        "title",
        "priority",
        "tier",
        "version",
    )
    assert {name: getattr(by_form, name) for name in same} == {name: getattr(by_file, name) for name in same}


def _events_of(case: Case) -> dict[str, tuple[int, list[str], list[str]]]:
    return {
        event.name: (event.version, sorted(event.subjects), sorted(event.payload))
        for event in LedgerEvent.objects.filter(subjects__case=str(case.pk))
    }


@pytest.fixture
def real_reports() -> Path:
    folder = os.environ.get("PORTICO_TEST_DATA")
    if not folder:
        pytest.skip("PORTICO_TEST_DATA names no folder with the real street reports.")
    return Path(folder) / "reports" / "fixmystreet_reports_by_area.csv"


@pytest.fixture
def own_database(tmp_path):
    """A database with the services published, and the environment of a command that uses it."""
    url = make_database()
    environment = {**os.environ, "DATABASE_URL": url, "PORTICO_HOME": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "portico.wiring.settings"
    command([*_PORTICO, "migrate"], environment)
    command([sys.executable, "-c", _TEAMS], environment)
    command([*_PORTICO, "import", "services"], environment)
    yield environment
    drop_database(url)


_PORTICO = [sys.executable, "-m", "portico"]
_TEAMS = """
import django; django.setup()
from portico.ground.access.models import Team
from tests.teams import TEAMS
for code in TEAMS:
    Team.objects.create(code=code, name=code)
"""
_COUNT = """
import django; django.setup()
from collections import Counter
from portico.records.cases.models import Case
keys = Case.objects.filter(source="street-reports").values_list("source_key", flat=True)
print(sorted(Counter(key.split("/")[0] for key in keys).items()))
"""
_MEMORY = """
import resource, sys
from portico.wiring.cli.main import run
assert run(sys.argv[1:]) == 0
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def command(words: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(words, env=environment, check=True, capture_output=True, text=True, timeout=900)
    return done.stdout


@pytest.mark.long
def test_all_real_reports_become_cases_though_killed_half_way(real_reports, own_database):
    words = [*_PORTICO, "import", "reports", str(real_reports)]
    first = subprocess.Popen(words, env=own_database, stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    for line in first.stdout:
        if line.startswith("4,5"):
            first.kill()
            break
    first.wait()
    assert "9,437 reports" in command(words, own_database)
    counted = Counter({"Dacorum": 3888, "Merton": 1080, "North West Leicestershire": 1201, "St Albans": 3268})
    found = command([sys.executable, "-c", _COUNT], own_database)
    assert found.strip() == str(sorted(counted.items()))
    assert "9,437 reports: 0 cases opened, 9,437 known already." in command(words, own_database)


@pytest.mark.long
def test_memory_does_not_grow_with_the_file(own_database, tmp_path):
    peaks = []
    for size in (400, 4_000):
        rows = "".join(f"2018-03,Merton,E0100{n // 10:04},A{1 + n % 10},1,1\n" for n in range(size))
        file = tmp_path / f"{size}.csv"
        file.write_text(HEADER + rows.replace("Merton", f"Merton {size}"))
        said = command([sys.executable, "-c", _MEMORY, "import", "reports", str(file)], own_database)
        peaks.append(int(said.rsplit("peak ", 1)[1]))
    assert peaks[1] <= peaks[0] * 1.10
