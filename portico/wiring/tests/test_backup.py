"""A backup can be trusted: what is put back is what was there, or nothing is touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from portico.wiring.backup import make_backup, restore_backup
from portico.wiring.words import PlainError
from tests.running import drop_database, make_database

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def database() -> Iterator[str]:
    url = make_database()
    yield url
    drop_database(url)


@pytest.fixture
def backup(database: str, tmp_path: Path) -> Path:
    """A database with a table and an extension, and two files, written to a folder."""
    with psycopg.connect(database) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE TABLE lantern (colour text)")
        connection.execute("CREATE INDEX ON lantern USING gin (colour gin_trgm_ops)")
        connection.execute("INSERT INTO lantern VALUES ('gwyrdd'), ('glas 🏮')")
    home = tmp_path / "home"
    for name, content in (("ab/abc", b"one"), ("cd/cde", b"two")):
        (home / "files" / name).parent.mkdir(parents=True)
        (home / "files" / name).write_bytes(content)
    (home / "files" / "incoming").mkdir()
    (home / "files" / "incoming" / "half").write_bytes(b"ha")
    folder = tmp_path / "backup"
    made = make_backup(folder, home=home, database_url=database, at=AT)
    assert made.files == 2
    return folder


def colours(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT colour FROM lantern ORDER BY colour")]


def test_what_is_put_back_is_what_was_there(backup, tmp_path):
    other = make_database()
    try:
        put_back = restore_backup(backup, home=tmp_path / "other", database_url=other, replace=False)
        assert colours(other) == ["glas 🏮", "gwyrdd"]
        assert (tmp_path / "other/files/cd/cde").read_bytes() == b"two"
        assert not (tmp_path / "other/files/incoming").exists()
        assert put_back.files == 2
    finally:
        drop_database(other)


def test_a_database_with_something_in_it_is_left_alone(backup, database, tmp_path):
    with psycopg.connect(database) as connection:
        connection.execute("INSERT INTO lantern VALUES ('red')")
    with pytest.raises(PlainError, match="--replace"):
        restore_backup(backup, home=tmp_path / "home", database_url=database, replace=False)
    assert len(colours(database)) == 3
    restore_backup(backup, home=tmp_path / "home", database_url=database, replace=True)
    assert colours(database) == ["glas 🏮", "gwyrdd"]


def test_a_changed_backup_is_refused_before_anything_is_touched(backup, database, tmp_path):
    (backup / "files/cd/cde").write_bytes(b"owt")
    with pytest.raises(PlainError, match="was changed"):
        restore_backup(backup, home=tmp_path / "home", database_url=database, replace=True)
    assert len(colours(database)) == 2


def test_a_restore_that_fails_half_way_leaves_the_database_as_it_was(backup, database, tmp_path):
    dump = backup / "database.dump"
    whole = dump.read_bytes()
    dump.write_bytes(whole[: len(whole) * 2 // 3])
    manifest = json.loads((backup / "portico-backup.json").read_text())
    import hashlib

    manifest["checksums"]["database.dump"] = hashlib.sha256(dump.read_bytes()).hexdigest()
    (backup / "portico-backup.json").write_text(json.dumps(manifest))
    with pytest.raises(PlainError, match="nothing was changed"):
        restore_backup(backup, home=tmp_path / "home", database_url=database, replace=True)
    assert len(colours(database)) == 2


def test_a_name_that_leads_out_of_the_backup_is_refused(backup, database, tmp_path):
    manifest = json.loads((backup / "portico-backup.json").read_text())
    manifest["checksums"]["files/../../secret"] = "0" * 64
    (backup / "portico-backup.json").write_text(json.dumps(manifest))
    (tmp_path / "secret").write_text("x")
    with pytest.raises(PlainError, match="missing or was changed"):
        restore_backup(backup, home=tmp_path / "home", database_url=database, replace=True)


def test_a_folder_with_something_in_it_is_not_written_to(database, tmp_path):
    (tmp_path / "letter").write_text("dear")
    with pytest.raises(PlainError, match="not empty"):
        make_backup(tmp_path, home=tmp_path / "home", database_url=database, at=AT)


def test_a_folder_without_a_manifest_is_no_backup(database, tmp_path):
    with pytest.raises(PlainError, match="holds no backup"):
        restore_backup(tmp_path, home=tmp_path / "home", database_url=database, replace=True)


def test_what_is_tried_out_is_in_no_backup_and_gone_after_a_restore(database, tmp_path):
    with psycopg.connect(database) as connection:
        connection.execute("CREATE TYPE colour AS ENUM ('glas')")
        connection.execute("CREATE TABLE lantern (colour colour)")
        connection.execute("INSERT INTO lantern VALUES ('glas')")
        connection.execute("CREATE TABLE desk_tryout (place integer)")
        connection.execute("INSERT INTO desk_tryout VALUES (1)")
        connection.execute("CREATE SCHEMA tryout_1")
        connection.execute("CREATE TABLE tryout_1.lantern (LIKE lantern)")
        connection.execute("INSERT INTO tryout_1.lantern SELECT * FROM lantern")
    folder, home = tmp_path / "backup", tmp_path / "home"
    (home / "tryouts" / "tryout_1" / "ab").mkdir(parents=True)
    (home / "tryouts" / "tryout_1" / "ab" / "abc").write_bytes(b"one")
    assert make_backup(folder, home=home, database_url=database, at=AT).files == 0
    other = make_database()
    try:
        restore_backup(folder, home=tmp_path / "other", database_url=other, replace=False)
        assert schemas(other) == []
        assert rows(other, "desk_tryout") == 0
        restore_backup(folder, home=tmp_path / "home", database_url=database, replace=True)
        assert schemas(database) == []
        assert rows(database, "lantern") == 1
    finally:
        drop_database(other)


def schemas(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'tryout%'")
        return [name for (name,) in found]


def rows(url: str, table: str) -> int:
    with psycopg.connect(url) as connection:
        found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert found
        return int(found[0])
