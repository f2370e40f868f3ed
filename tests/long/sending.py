"""People who send their forms and do not give up: so many at once, each until its reference is shown."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.long.drafts import Held

SECONDS_FOR_AN_ANSWER = 15.0
SECONDS_BETWEEN_TRIES = 0.25
REFERENCE = re.compile(r"portico-reference[^>]*>\s*([0-9A-Z]{4})-([0-9A-Z]{4})")


@dataclass
class Told:
    """What the senders saw: the reference of each acknowledged draft, and how often each answer came."""

    references: dict[str, str] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    tries: Counter[str] = field(default_factory=Counter)
    """By draft: how often Send was pressed."""
    given_up: list[str] = field(default_factory=list)


class Senders:
    """Sends forms with `in_flight` open at any time, and tells how many were acknowledged so far.

    `most` may be lowered for a while: no more than so many are begun.
    """

    def __init__(self, port: int, forms: Sequence[Held], *, in_flight: int, seconds: float) -> None:
        self.port, self.in_flight = port, in_flight
        self.told = Told()
        self.count = self.most = len(forms)
        self._waiting = iter(enumerate(forms))
        self._until = time.monotonic() + seconds

    @property
    def acknowledged(self) -> int:
        """How many have seen their reference."""
        return len(self.told.references)

    async def send_all(self) -> Told:
        """Send every form until it is acknowledged or the time is up."""
        await asyncio.gather(*(self._lane() for _ in range(self.in_flight)))
        return self.told

    async def _lane(self) -> None:
        for number, form in self._waiting:
            while number >= self.most:
                await asyncio.sleep(0.005)
            while time.monotonic() < self._until:
                if await self._press_send(form):
                    break
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)
            else:
                self.told.given_up.append(form.draft)

    async def _press_send(self, form: Held) -> bool:
        """Press Send once; true once the confirmation shows the reference."""
        self.told.tries[form.draft] += 1
        page = f"/apply/{form.service}"
        body = urlencode(form.fields()).encode()
        status, head, _ = await self._ask("POST", f"{page}/check", form, body)
        sent = status == "302" and re.search(rf"(?im)^location: {page}/sent\r?$", head)
        self.told.answers[status if sent or status != "302" else "302 elsewhere"] += 1
        if not sent:
            return False
        while time.monotonic() < self._until:
            status, _, content = await self._ask("GET", f"{page}/sent", form, b"")
            if status == "200" and (shown := REFERENCE.search(content)):
                self.told.references[form.draft] = shown[1] + shown[2]
                return True
            self.told.answers[f"confirmation {status}"] += 1
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)
        return False

    async def _ask(self, method: str, path: str, form: Held, body: bytes) -> tuple[str, str, str]:
        """One request over a connection of its own: the status, or what became of the connection instead."""
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Accept: text/html",
            f"Cookie: {form.cookies()}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        writer = None
        try:
            async with asyncio.timeout(SECONDS_FOR_AN_ANSWER):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.write("\r\n".join([*lines, "", ""]).encode() + body)
                answer = (await reader.read()).decode(errors="replace")
        except TimeoutError:
            return "no answer in time", "", ""
        except ConnectionRefusedError:
            return "connection refused", "", ""
        except OSError:
            return "connection broken", "", ""
        finally:
            if writer:
                writer.close()
        head, separator, content = answer.partition("\r\n\r\n")
        length = re.search(r"(?i)^content-length: (\d+)", head, re.M)
        if not separator or (length and int(length[1]) > len(content.encode())):
            return "connection broken", "", ""
        return head[9:12], head, content
