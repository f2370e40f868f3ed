"""The running Portico that journeys use is real: it answers, and says whether it is ready."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest

from tests.running import Running

pytestmark = pytest.mark.journey


def test_it_is_alive_and_ready(running_portico: Running):
    with urllib.request.urlopen(f"{running_portico.address}/healthz") as answer:
        assert json.load(answer) == {"alive": True}
    with urllib.request.urlopen(f"{running_portico.address}/readyz") as answer:
        assert json.load(answer) == {"ready": True, "database": True, "workers": 1}
