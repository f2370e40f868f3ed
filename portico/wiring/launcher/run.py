"""Start everything and keep it alive: PostgreSQL, migrations, the demo council, web server, worker.

What it does is told as it goes. Ctrl-C ends everything it began.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from types import FrameType
from typing import NoReturn

from portico.wiring.cli.registry import COMMANDS
from portico.wiring.environment import database_settings, portico_home, truth, whole_number
from portico.wiring.launcher.children import Child, Children
from portico.wiring.launcher.cluster import OWNER, cluster_of, last_line
from portico.wiring.launcher.database import check_answers, use_own_database
from portico.wiring.launcher.home import Home
from portico.wiring.launcher.ports import check_free
from portico.wiring.launcher.postgres import SECONDS_TO_END, start_postgres
from portico.wiring.launcher.supervisor import Service, Supervisor
from portico.wiring.words import PlainError, say

SECONDS_UNTIL_READY = 120.0
STEPS = 5
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing: what can be set is set in the environment (docs/reference/settings.md)."""


def run(arguments: argparse.Namespace) -> int:
    """Run until a signal says stop; return 0 if it was stopped by one."""
    for number in STOPPING:
        signal.signal(number, _stop)
    home = Home(portico_home())
    database_settings(home.root)
    port, host = whole_number("PORT", 8000), os.environ.get("PORTICO_LISTEN") or "127.0.0.1"
    home.prepare()
    with home.taken():
        children = Children(home.processes)
        if ended := children.end_leftovers():
            say(f"Ended what an earlier start had left: {', '.join(ended)}.")
        check_free(host, port)
        supervisor = Supervisor(children, home.logs)
        try:
            _start(home, children, supervisor, host, port)
            supervisor.keep()
        except KeyboardInterrupt:
            _ignore_signals()
            say("\nStopping …")
            supervisor.end()
            say("Everything has ended.")
            return 0
        finally:
            _ignore_signals()
            supervisor.end()


def _start(home: Home, children: Children, supervisor: Supervisor, host: str, port: int) -> None:
    """Start one after the other, telling what is being done."""
    began = time.monotonic()
    address = os.environ.get("PORTICO_PUBLIC_ADDRESS") or f"http://{host}:{port}"
    _start_database(home, children, supervisor)
    say(f"[2/{STEPS}] Migrations")
    owner_url = os.environ.get("PORTICO_OWNER_URL") or os.environ["DATABASE_URL"]
    _finish(
        [sys.executable, "-m", "portico.wiring.launcher.prepare"],
        {**os.environ, "DATABASE_URL": owner_url, "PORTICO_SERVING_URL": os.environ["DATABASE_URL"]},
    )
    demo = truth("PORTICO_DEMO", default=False) and any(command.name == "demo" for command in COMMANDS)
    say(f"[3/{STEPS}] {'The demo council' if demo else 'No demo council (PORTICO_DEMO is off)'}")
    if demo:
        _finish([sys.executable, "-m", "portico", "demo"], dict(os.environ))
    say(f"[4/{STEPS}] Web server and worker")
    for name, words, seconds in (
        ("web server", ["serve", "--host", host, "--port", str(port)], 15.0),
        ("worker", ["worker"], 25.0),
    ):
        supervisor.add(Service(name, _beginning(home, children, name, words), seconds))
    people = _who_can_sign_in() if demo else None
    _wait_until_ready(supervisor, home, host, port)
    say(f"[5/{STEPS}] Ready after {time.monotonic() - began:.0f} s. Logs: {home.logs}\n")
    say(f"  Portico: {address}")
    if people and (told := people.communicate()[0].strip("\n")):
        say(f"\n{told}")
    say("\n  Ctrl-C ends everything.")


def _start_database(home: Home, children: Children, supervisor: Supervisor) -> None:
    """Use the database given, else start the own PostgreSQL, and note its addresses in the environment."""
    if url := os.environ.get("DATABASE_URL"):
        say(f"[1/{STEPS}] The PostgreSQL of DATABASE_URL")
        check_answers(url)
        return
    say(f"[1/{STEPS}] A PostgreSQL of its own, below {home.root}")
    cluster = cluster_of(home)
    kind = "brought along" if cluster.programs.from_wheel else "this machine's"
    say(f"      version {cluster.programs.major}, {kind}; account {cluster.account.name}; {cluster.data}")
    supervisor.add(Service("PostgreSQL", lambda: start_postgres(cluster, home, children), SECONDS_TO_END))
    use_own_database(cluster, home, as_owner=False)
    os.environ["PORTICO_OWNER_URL"] = cluster.url(OWNER)


def _beginning(home: Home, children: Children, name: str, words: Sequence[str]) -> Callable[[], Child]:
    """How a part of Portico is begun: as a `portico` command whose output goes to its log."""

    def begin() -> Child:
        return children.begin(
            name,
            [sys.executable, "-m", "portico", *words],
            log=home.logs / f"{name.replace(' ', '_')}.log",
            gently=signal.SIGTERM,
            env={name: value for name, value in os.environ.items() if name not in _NOT_FOR_SERVING},
        )

    return begin


_NOT_FOR_SERVING = {"PORTICO_OWNER_URL", "PORTICO_SERVING_URL"}


def _finish(words: Sequence[str], environment: dict[str, str]) -> None:
    """Run a step to its end, its words going to the terminal; raise `PlainError` if it fails."""
    code = subprocess.run(words, env=environment, check=False, stdin=subprocess.DEVNULL).returncode
    if code:
        raise PlainError("This step failed, so Portico did not start. What went wrong is said above.")


def _who_can_sign_in() -> subprocess.Popen[str]:
    """Ask `portico demo --people` who can sign in, while the web server is still starting."""
    return subprocess.Popen(
        [sys.executable, "-m", "portico", "demo", "--people"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )


def _wait_until_ready(supervisor: Supervisor, home: Home, host: str, port: int) -> None:
    """Return when the web server says that everything is ready.

    Raises `PlainError` with the last words of the log if it takes too long.
    """
    reached = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104 - only compared
    until = time.monotonic() + SECONDS_UNTIL_READY
    while time.monotonic() < until:
        supervisor.look()
        if _answers_ready(reached, port):
            return
        time.sleep(0.1)
    log = home.logs / "web_server.log"
    words = last_line(log.read_text(errors="replace")) if log.exists() else "it said nothing"
    raise PlainError(
        f"Portico was not ready within {SECONDS_UNTIL_READY:.0f} s. The web server said: {words}"
    )


def _answers_ready(host: str, port: int) -> bool:
    connection = HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": "127.0.0.1"})
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _ignore_signals() -> None:
    """Let the ending run to its end, whatever signal comes now."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
