"""Fixtures of the desk's tests."""

from __future__ import annotations

import pytest

from portico.desk.tests.scene import Scene, make_scene
from tests.cast import Cast


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return make_scene(cast)
