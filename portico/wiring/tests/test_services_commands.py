"""The commands for services: check, import, export."""

from __future__ import annotations

from pathlib import Path

import pytest

from portico.ground.access.models import Team
from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import publish_edited
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.models import Service, ServiceVersion
from portico.records.catalogue.queries import current_service
from portico.wiring.cli import check_services, export_service, import_services
from portico.wiring.words import PlainError
from tests.cast import BEGINNING
from tests.teams import TEAMS

SERVICES = Path(__file__).resolve().parents[3] / "services"
COUNT = len(list(SERVICES.glob("[!_]*.yaml")))


def call(command, *words: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return int(command.run(parser.parse_args(words)))


@pytest.fixture
def teams(db: None) -> None:
    for code in TEAMS:
        Team.objects.create(code=code, name=code)


def test_the_demo_services_are_in_order(capsys):
    assert call(check_services, str(SERVICES)) == 0
    assert f"{COUNT} services in order." in capsys.readouterr().out


def test_mistakes_are_told_on_the_error_stream(tmp_path, capsys):
    file = tmp_path / "wrong.yaml"
    file.write_text((SERVICES / "contact-us.yaml").read_text().replace("kind: choice", "kind: chioce", 1))
    assert call(check_services, str(file)) == 1
    told = capsys.readouterr().err
    assert f"{file}:27: “kind” cannot be “chioce”. Did you mean “choice”?" in told
    assert "1 mistake in 1 of 1 files." in told


def test_a_path_that_does_not_exist_is_one_plain_sentence(tmp_path):
    with pytest.raises(PlainError, match="does not exist"):
        call(check_services, str(tmp_path / "none.yaml"))
    with pytest.raises(PlainError, match=r"no file that ends in \.yaml"):
        call(check_services, str(tmp_path))


@pytest.mark.usefixtures("teams")
def test_an_import_publishes_all_and_a_second_one_none(capsys):
    assert call(import_services, str(SERVICES)) == 0
    assert f"{COUNT} services read, {COUNT} published" in capsys.readouterr().out
    assert call(import_services, str(SERVICES)) == 0
    assert f"{COUNT} services read, 0 published" in capsys.readouterr().out
    assert Service.objects.count() == ServiceVersion.objects.count() == COUNT


def test_an_import_without_the_teams_publishes_nothing(db, capsys):
    assert call(import_services, str(SERVICES)) == 1
    told = capsys.readouterr().err
    assert "There is no team “waste”." in told
    assert "Nothing was imported." in told
    assert not Service.objects.exists()


@pytest.mark.usefixtures("teams")
def test_an_edited_service_stops_the_whole_import_until_it_is_meant(tmp_path, capsys):
    call(import_services, str(SERVICES))
    edited = current_service("contact-us").definition.model_copy(update={"summary": Text(en="Edited.")})
    publish_edited(definition=edited, by=Actor.system(), at=BEGINNING)
    with pytest.raises(PlainError, match="--replace"):
        call(import_services, str(SERVICES))
    assert current_service("contact-us").definition == edited
    assert call(import_services, "--replace", str(SERVICES)) == 0
    assert current_service("contact-us").definition != edited


@pytest.mark.usefixtures("teams")
def test_a_service_is_written_as_a_file_that_imports_unchanged(tmp_path, capsys):
    call(import_services, str(SERVICES))
    file = tmp_path / "missed-bin.yaml"
    assert call(export_service, "missed-bin", "--to", str(file)) == 0
    capsys.readouterr()
    assert call(import_services, str(file)) == 0
    assert "1 service read, 0 published" in capsys.readouterr().out
    with pytest.raises(PlainError, match="No service unknown"):
        call(export_service, "unknown")
