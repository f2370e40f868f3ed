"""Nobody's first page waits for code to be loaded."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
import sys
from portico.wiring.wsgi import application
from django.template import engines
before = set(sys.modules)
env = engines["jinja2"].env
assert set(env.list_templates()) <= {name for _, name in env.cache.keys()}, "a template is not loaded yet"
from django.urls import resolve
resolve("/desk/")
print(sorted(name for name in set(sys.modules) - before if name.startswith("portico.")))
"""


def test_a_process_that_serves_has_loaded_all_views_and_templates():
    done = subprocess.run(
        [sys.executable, "-c", LOADED], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "[]", done.stderr
