"""The protocol of clamd, spoken to a scanner that answers, refuses, stalls and lies."""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import threading
import time

import pytest

from portico.ground.files.apps import check_scanner_address
from portico.ground.files.scanner import Finding, Scanner, ScannerUnavailableError, is_scanner_address
from portico.ground.files.tests.scanners import EICAR, scanner_running


def test_verdicts(db):
    with scanner_running() as server:
        scanner = Scanner(server.address)
        assert scanner.answers()
        assert scanner.scan(io.BytesIO(b"harmless")) == Finding(infected=False)
        assert scanner.scan(io.BytesIO(b"")) == Finding(infected=False)
        assert scanner.scan(io.BytesIO(bytes(300_000) + EICAR)) == Finding(True, "Eicar-Test-Signature")


@pytest.mark.parametrize(
    "answer",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't open file ERROR\0",
        b"",
        b"nonsense\0",
        b"\xff" * 9_000,
    ],
)
def test_no_verdict_is_no_clean_file(answer):
    with scanner_running() as server:
        server.answer = answer
        with pytest.raises(ScannerUnavailableError):
            Scanner(server.address, answer_seconds=2).scan(io.BytesIO(bytes(5_000_000)))


def test_a_scanner_that_is_not_there():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        address = f"127.0.0.1:{port}"
    assert not Scanner(address).answers()
    with pytest.raises(ScannerUnavailableError, match="cannot be reached"):
        Scanner(address).scan(io.BytesIO(b"x"))
    with pytest.raises(ScannerUnavailableError):
        Scanner("/nowhere/clamd.sock").scan(io.BytesIO(b"x"))


def test_a_scanner_that_never_answers():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        scanner = Scanner(f"127.0.0.1:{silent.getsockname()[1]}", answer_seconds=0.1)
        with pytest.raises(ScannerUnavailableError, match="timed out"):
            scanner.scan(io.BytesIO(b"x"))


def test_a_unix_socket(tmp_path):
    path = str(tmp_path / "clamd.sock")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(100_000)
                connection.sendall(b"stream: OK\0")

        threading.Thread(target=answer, daemon=True).start()
        assert Scanner(path).scan(io.BytesIO(b"x")) == Finding(infected=False)


@pytest.mark.parametrize("address", ["127.0.0.1:3310", "clamd:3310", "[::1]:3310", "/run/clamav/clamd.ctl"])
def test_addresses(address, settings):
    assert is_scanner_address(address)
    settings.PORTICO_CLAMD = address
    assert check_scanner_address() == []


@pytest.mark.parametrize("address", ["clamd", "127.0.0.1:", "127.0.0.1:99999", "tcp://x:1", "a b:3310"])
def test_no_addresses(address, settings):
    assert not is_scanner_address(address)
    settings.PORTICO_CLAMD = address
    assert "host:port" in str(check_scanner_address()[0].hint)


@pytest.mark.long
@pytest.mark.skipif(shutil.which("clamd", path="/usr/sbin:/usr/bin") is None, reason="clamd is not installed")
def test_a_real_clamd(tmp_path):
    """Asks a real clamd whose only signature is EICAR's, by its bytes (.ndb: name:type:offset:hex)."""
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "eicar.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
    path = tmp_path / "clamd.sock"
    (tmp_path / "clamd.conf").write_text(
        f"DatabaseDirectory {tmp_path / 'db'}\nLocalSocket {path}\nForeground yes\nStreamMaxLength 1M\n"
        f"TemporaryDirectory {tmp_path}\nUser root\n"
    )
    clamd = shutil.which("clamd", path="/usr/sbin:/usr/bin")
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(clamd), "--config-file", str(tmp_path / "clamd.conf")], stdout=log, stderr=subprocess.STDOUT
        )
    scanner = Scanner(str(path))
    try:
        until = time.monotonic() + 30
        while not scanner.answers():
            assert process.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < until
            time.sleep(0.1)
        assert scanner.scan(io.BytesIO(b"harmless")) == Finding(infected=False)
        assert scanner.scan(io.BytesIO(EICAR)).infected
        with pytest.raises(ScannerUnavailableError, match="limit"):
            scanner.scan(io.BytesIO(bytes(3_000_000)))
    finally:
        process.terminate()
        process.wait(10)
