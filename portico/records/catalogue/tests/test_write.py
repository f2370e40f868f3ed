"""A definition written as a file reads back equal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.definition.workflow import Message
from portico.records.catalogue.reading.problems import Problems
from portico.records.catalogue.reading.read import read_definition
from portico.records.catalogue.reading.strict_yaml import read_yaml
from portico.records.catalogue.reading.write import SCHEMA_LINE, write_definition, write_part

SERVICES = sorted((Path(__file__).resolve().parents[4] / "services").glob("[a-z]*.yaml"))


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.stem)
def test_each_demo_service_reads_back_equal(file):
    definition = read_definition(file.read_bytes(), file.name).definition
    assert definition is not None
    text = write_definition(definition)
    assert text.startswith(SCHEMA_LINE)
    again = read_definition(text, "again.yaml")
    assert again.problems == ()
    assert again.definition == definition


TRAPS = [
    *["no", "true", "null", "~", "12", "2026-04-01", "- x", "a: b", "#x", "'", '"', "@x", "=", "x\n\ny"],
    *["x \ny", "\u2028", "é", "yes", "1_000", "0x1f", "<<", "| x", "a\tb", "?", "? x", "-", "x:", "%", "\ny"],
    *["0\x850", "a\nb\x85c", "a\u2029b"],
]


@given(st.sampled_from(TRAPS) | st.text(min_size=1, max_size=40))
def test_any_text_reads_back_equal(text):
    assume(text.strip())
    message = Message(subject=Text(en=text), body=Text(en="x", cy=text))
    problems = Problems("again.yaml")
    again = read_yaml(write_part(message), problems)
    if problems.found:  # invisible control signs are refused when read
        return
    assert Message.model_validate(again) == message
