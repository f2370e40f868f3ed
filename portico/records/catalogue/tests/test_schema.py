"""The published schemas are those of the models, and every file of the demo names and meets its schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from portico.records.catalogue.reading.schema import SCHEMAS, schema_text

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.parametrize("file", SCHEMAS)
def test_the_published_schema_is_current(file):
    published = (ROOT / "docs" / "reference" / file).read_text(encoding="utf-8")
    assert published == schema_text(file), "Run: portico check services --write-schemas docs/reference"


def test_every_service_names_its_schema_by_a_path_that_exists():
    for file in (ROOT / "services").glob("*.yaml"):
        first = file.read_text(encoding="utf-8").split("\n", maxsplit=1)[0]
        prefix = "# yaml-language-server: $schema="
        assert first.startswith(prefix)
        assert (file.parent / first.removeprefix(prefix)).resolve().is_file()
