"""A database for the time of one command: the one of `DATABASE_URL`, else the own PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from portico.wiring.environment import database_settings, portico_home
from portico.wiring.launcher.children import Children
from portico.wiring.launcher.cluster import OWNER, SERVING, Cluster, cluster_of
from portico.wiring.launcher.home import Home, write_secret
from portico.wiring.launcher.postgres import SECONDS_TO_END, start_postgres
from portico.wiring.words import PlainError


@contextmanager
def database_at_hand(*, as_owner: bool, alone: bool = False) -> Iterator[None]:
    """Make sure a database answers while the block runs, and that `DATABASE_URL` names it.

    Where Portico runs its own PostgreSQL and it is not running, it is started and ended again.
    Raises `PlainError` if there is none to be had; with `alone`, also while a Portico works in this home.
    """
    home = Home(portico_home())
    if alone and home.is_taken():
        raise PlainError(f"A Portico is at work in {home.root}. Stop it first.")
    if os.environ.get("DATABASE_URL"):
        check_answers(os.environ["DATABASE_URL"])
        use_given_database(as_owner=as_owner)
        yield
        return
    home.prepare()
    if home.is_taken():
        use_own_database(cluster_of(home), home, as_owner=as_owner)
        yield
        return
    with home.taken():
        children = Children(home.processes)
        children.end_leftovers()
        cluster = cluster_of(home)
        server = start_postgres(cluster, home, children)
        try:
            use_own_database(cluster, home, as_owner=as_owner)
            yield
        finally:
            server.end(SECONDS_TO_END)
            children.forget(server)


def use_given_database(*, as_owner: bool) -> None:
    """Point the settings at the database given; `PORTICO_OWNER_URL` is the one that may change tables."""
    owner = os.environ.get("PORTICO_OWNER_URL")
    if owner and as_owner:
        os.environ["PORTICO_SERVING_URL"] = os.environ["DATABASE_URL"]
        os.environ["DATABASE_URL"] = owner


def use_own_database(cluster: Cluster, home: Home, *, as_owner: bool) -> None:
    """Point the settings at the own PostgreSQL, and note its address for those who look later."""
    serving = cluster.url(SERVING)
    if not home.database_url.exists() or home.database_url.read_text() != serving:
        write_secret(home.database_url, serving)
    os.environ["PORTICO_SERVING_URL"] = serving
    os.environ["DATABASE_URL"] = cluster.url(OWNER) if as_owner else serving


def check_answers(url: str) -> None:
    """Raise `PlainError` unless the database at `url` takes a connection."""
    database_settings(portico_home())
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.Error as error:
        reason = (str(error).strip() or "no answer").splitlines()[0].strip().rstrip(".")
        raise PlainError(
            f"The database in DATABASE_URL cannot be used: {reason}. "
            "Check the address, or unset DATABASE_URL and Portico runs a PostgreSQL of its own."
        ) from error
