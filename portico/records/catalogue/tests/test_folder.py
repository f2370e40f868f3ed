"""Reading folders: services know of each other, and ids are unique."""

from __future__ import annotations

from pathlib import Path

import pytest

from portico.records.catalogue.reading.folder import files_in, read_files
from portico.records.catalogue.reading.read import Known
from portico.records.catalogue.tests.small_service import SMALL

GROUPS = "format: 1\ngroups:\n  - {id: bins, title: Bins}\n"
OTHER = SMALL.replace("missed-bin", "x").replace("bulky-waste", "missed-bin").replace("x\n", "bulky-waste\n")


def write(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return files_in([folder])


def test_services_of_one_folder_may_refer_to_each_other(tmp_path):
    read = read_files(write(tmp_path, _groups=GROUPS, first=SMALL, second=OTHER))
    assert read.problems == ()
    assert len(read.definitions) == 2
    assert read.groups is not None


def test_one_file_alone_knows_its_neighbours(tmp_path):
    write(tmp_path, _groups=GROUPS, first=SMALL, second=OTHER)
    assert read_files([tmp_path / "first.yaml"]).problems == ()


def test_a_service_that_is_nowhere_is_told(tmp_path):
    read = read_files(write(tmp_path, _groups=GROUPS, first=SMALL))
    assert [problem.what for problem in read.problems] == ["There is no service “missed-bin”."]
    assert read_files(files_in([tmp_path]), Known(services=frozenset({"missed-bin"}))).problems == ()


def test_two_files_with_the_same_service_are_told(tmp_path):
    files = write(tmp_path, _groups=GROUPS, first=SMALL, second=SMALL)
    read = read_files(files, Known(services=frozenset({"missed-bin"})))
    assert len(read.problems) == 1
    assert "is in" in read.problems[0].what


def test_a_group_that_is_nowhere_is_told(tmp_path):
    files = write(tmp_path, _groups=GROUPS.replace("bins", "binns"), first=SMALL)
    read = read_files(files, Known(services=frozenset({"missed-bin"})))
    assert [(problem.what, problem.remedy) for problem in read.problems] == [
        ("There is no group “bins”.", "Did you mean “binns”?")
    ]


def test_a_path_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError):
        files_in([tmp_path / "none"])
