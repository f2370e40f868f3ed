"""Fixtures of the tests of services: two designers, and a published service that they change."""

from __future__ import annotations

import pytest
from django.test import Client

from portico.desk.services.tests.scene import Scene, make_scene
from tests.cast import Cast
from tests.sign_in import signed_in


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return make_scene(cast)


@pytest.fixture
def tamsin(cast: Cast) -> Client:
    return signed_in(cast.tamsin)


@pytest.fixture
def joseph(cast: Cast) -> Client:
    return signed_in(cast.joseph)
