"""Fixtures of try-outs: a council with its services, and a designer who tries them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from portico.channels.web.tests.conftest import (
    KNOWS,
    MILL_LANE,
    PHOTO,
    SERVICES,
    make_addresses,
    publish,
    read_service,
)
from portico.channels.web.tests.robot import Resident
from portico.ground.ledger.events import Actor
from portico.ground.tryouts.pool import tables_in
from portico.records.catalogue.actions import import_groups
from portico.records.catalogue.reading.read import read_groups
from tests.cast import BEGINNING, Cast
from tests.robot.client_door import ClientDoor
from tests.robot.mind import Mind, Person, walk
from tests.sign_in import signed_in
from tests.tryouts import places_to_try

__all__ = ["places_to_try"]

ALL = sorted(path.stem for path in SERVICES.glob("[!_]*.yaml"))
"""Every service of the demo council."""

MAY_CHANGE = frozenset({"access_session", "desk_tryout"})
"""Tables that a try-out may change outside its place: who is signed in, and that there is a try-out."""


@dataclass
class Council:
    """Everybody, all services published, and addresses to live at."""

    cast: Cast

    def designer(self) -> Client:
        """The browser of a service designer."""
        return signed_in(self.cast.tamsin)

    def other_designer(self) -> Client:
        """The browser of another."""
        return signed_in(self.cast.joseph)


@pytest.fixture
def council(places_to_try: None, cast: Cast) -> Council:
    groups = read_groups((SERVICES / "_groups.yaml").read_bytes(), "_groups.yaml").groups
    assert groups is not None
    import_groups(groups=groups, by=Actor.system(), at=BEGINNING)
    for code in ALL:
        publish(read_service(code))
    make_addresses()
    return Council(cast)


ADA = Person(home="^12 Mill Lane", postcode=MILL_LANE)


def walk_through(client: Client, code: str, door: ClientDoor | None = None) -> str:
    """Fill in a form to its end as a resident who reads what pages say; return the reference."""
    door = door or ClientDoor(client, PHOTO)
    return walk(door, Mind(ADA, timezone.localdate()), f"/apply/{code}/")


def assert_inside(at: str, inside: str, response: Any) -> None:
    """A page is one of the try-out, and says so."""
    assert at.startswith(inside), f"the try-out was left for {at}"
    assert "Nothing is sent or kept." in response.content.decode()


@dataclass
class DoorInside(ClientDoor):
    """A test client inside a try-out."""

    inside: str = ""

    def go(self, address: str) -> None:
        super().go(self.inside + address[1:] if address.startswith("/apply") else address)

    def _take(self, response: Any) -> None:
        super()._take(response)
        assert_inside(self.at, self.inside, response)


class Trier(Resident):
    """A designer who fills in a form inside a try-out, and reads no more than a resident does."""

    def __init__(self, client: Client, code: str) -> None:
        super().__init__(client, KNOWS)
        self.inside = f"/desk/services/{code}/try/"

    def walk(self, service: str) -> str:
        """Fill in a form to its end; return the reference."""
        return walk_through(self.client, service, DoorInside(self.client, PHOTO, inside=self.inside))

    def go(self, path: str):
        return super().go(self.inside + path[1:] if path.startswith("/apply") else path)

    def _take(self, response):
        page = super()._take(response)
        assert_inside(self.at, self.inside, response)
        return page


def begin(client: Client, code: str, tried: str = "published") -> None:
    """Press “Try it out”."""
    answer = client.post(f"/desk/services/{code}/try/", {"tried": tried})
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == f"/desk/services/{code}/try/apply/{code}/"


def what_is_real() -> dict[str, tuple[int, str]]:
    """Of every table of `public` how many rows it has and what they say, without those that may change."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables_in("public"):
            if table not in MAY_CHANGE:
                cursor.execute(
                    f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM public.{table} AS t"
                )
                found[table] = cursor.fetchone()
    return found


def numbers_given() -> dict[str, object]:
    """The last number of every sequence of `public`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        return dict(cursor.fetchall())


def rows_in(schema: str) -> int:
    """How many rows there are in all tables of a schema."""
    with connection.cursor() as cursor:
        count = 0
        for table in tables_in(schema):
            cursor.execute(f"SELECT count(*) FROM {schema}.{table}")
            count += cursor.fetchone()[0]
        return count
