"""The load: an HTTP client in a process of its own, with so little work a request that it hardly counts.

It runs plans handed to it as JSON on standard input and writes one JSON result to standard output, so that
it never shares an interpreter with what it measures.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode


@dataclass(frozen=True)
class Request:
    """One request: a method, a path, headers beyond Host, and form fields for a POST."""

    path: str
    method: Literal["GET", "POST"] = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] | None = None

    def raw(self, host: str) -> bytes:
        """The bytes that go over the wire."""
        body = urlencode(self.form).encode() if self.form is not None else b""
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {host}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.form is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(frozen=True)
class Result:
    """What came of a load: seconds in all, statuses, and the seconds of each answer, in order."""

    seconds: float
    statuses: dict[str, int]
    latencies: list[float]
    locations: list[str]

    @property
    def per_second(self) -> float:
        """Answers a second over the whole load."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """The latency in seconds that `share` (0 to 1) of the answers did not exceed."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def demand(self, *statuses: int) -> None:
        """Raise RuntimeError unless every answer had one of `statuses`: a benchmark of errors is none."""
        wrong = {status: count for status, count in self.statuses.items() if int(status) not in statuses}
        if wrong:
            raise RuntimeError(f"The load met answers that it should not: {wrong}")


def run_load(*, port: int, requests: list[Request], in_flight: int) -> Result:
    """Send every request once, at most `in_flight` at a time over as many kept connections."""
    host = f"127.0.0.1:{port}"
    plan = {
        "port": port,
        "in_flight": in_flight,
        "requests": [request.raw(host).decode("latin-1") for request in requests],
    }
    return _in_own_process(plan)


def run_journeys(*, port: int, journey: list[Request], count: int, in_flight: int, keep: str) -> Result:
    """Make the same journey `count` times, at most `in_flight` at once; latencies are those of journeys.

    Each journey keeps the cookie called `keep` that it is given on the way, as a browser would.
    """
    host = f"127.0.0.1:{port}"
    plan = {
        "port": port,
        "in_flight": in_flight,
        "count": count,
        "keep": keep,
        "journey": [request.raw(host).decode("latin-1") for request in journey],
    }
    return _in_own_process(plan)


def _in_own_process(plan: dict[str, Any]) -> Result:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=json.dumps(plan), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return Result(**json.loads(done.stdout))


async def _answer(reader: asyncio.StreamReader, keep: str = "") -> tuple[int, str, str]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status = int(head[9:12])
    length, location, chunked, cookie = 0, "", False, ""
    for line in head.split("\r\n")[1:]:
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            length = int(value)
        elif name.lower() == "location":
            location = value.strip()
        elif keep and name.lower() == "set-cookie" and value.strip().startswith(keep + "="):
            cookie = value.strip().partition(";")[0]
        elif name.lower() == "transfer-encoding":
            chunked = True
    while chunked:
        size = int(await reader.readline(), 16)
        await reader.readexactly(size + 2)
        chunked = size > 0
    if length:
        await reader.readexactly(length)
    return status, location, cookie


async def _run(plan: dict[str, Any]) -> Result:
    waiting = iter([text.encode("latin-1") for text in plan["requests"]])
    statuses: Counter[str] = Counter()
    latencies: list[float] = []
    locations: list[str] = []

    async def lane() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", plan["port"])
        for raw in waiting:
            begun = time.perf_counter()
            writer.write(raw)
            status, location, _ = await _answer(reader)
            latencies.append(time.perf_counter() - begun)
            statuses[str(status)] += 1
            locations.append(location)
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(lane() for _ in range(plan["in_flight"])))
    return Result(time.perf_counter() - begun, dict(statuses), latencies, locations)


async def _travel(plan: dict[str, Any]) -> Result:
    steps = [text.encode("latin-1") for text in plan["journey"]]
    left = iter(range(plan["count"]))
    statuses: Counter[str] = Counter()
    latencies: list[float] = []

    async def lane() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", plan["port"])
        for _ in left:
            begun, kept = time.perf_counter(), ""
            for step in steps:
                raw = step.replace(b"Cookie: ", f"Cookie: {kept}; ".encode(), 1) if kept else step
                writer.write(raw)
                status, _, cookie = await _answer(reader, plan["keep"])
                kept = cookie or kept
                statuses[str(status)] += 1
            latencies.append(time.perf_counter() - begun)
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(lane() for _ in range(plan["in_flight"])))
    return Result(time.perf_counter() - begun, dict(statuses), latencies, [])


if __name__ == "__main__":
    given = json.load(sys.stdin)
    json.dump(asdict(asyncio.run(_travel(given) if "journey" in given else _run(given))), sys.stdout)
