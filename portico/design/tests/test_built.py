"""The look is found whether it has been built or not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portico.design import built as module


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "BUILT", tmp_path)
    _forget()
    yield tmp_path
    _forget()


def _forget():
    module._manifest.cache_clear()
    module.built.cache_clear()


def test_names_carry_their_hash(folder: Path):
    (folder / "manifest.json").write_text(json.dumps({"portico.css": "portico-ABCDEFGH.css"}))
    assert module.built("portico.css") == "/static/built/portico-ABCDEFGH.css"
    assert module.look_is_built() == []
    with pytest.raises(KeyError):
        module.built("nothing.css")


def test_before_the_first_build_pages_work_and_the_check_says_what_to_run(folder: Path):
    assert module.built("portico.css") == "/static/built/portico.css"
    assert [warning.id for warning in module.look_is_built()] == ["design.W001"]
