"""Reading what was typed or chosen on the pages of a followed case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, cast

from django.http import HttpRequest
from django.utils.translation import gettext

from portico.channels.web.typing_in import tidy_line, tidy_paragraphs
from portico.ground.files.actions import forget_files, store_file
from portico.ground.files.errors import FileNotKeptError, FileRefusedError
from portico.ground.files.kinds import Kind
from portico.ground.files.names import shown_name
from portico.ground.ledger.events import Actor
from portico.records.cases.actions import GivenFile

LONGEST_TEXT = 5_000
MOST_FILES = 5
LONGEST_DETAIL = 254
ACCEPTS: tuple[Kind, ...] = ("image", "pdf", "document")


@dataclass(frozen=True)
class Mistake:
    """One thing to put right: what to say, and the field it is about."""

    field: str
    text: str

    @property
    def href(self) -> str:
        """Where the error summary leads."""
        return f"#{self.field}"


@dataclass
class Read:
    """What was read from one page, with what is wrong."""

    values: dict[str, str]
    mistakes: list[Mistake] = field(default_factory=list)
    files: list[GivenFile] = field(default_factory=list)

    def mistake_at(self, name: str) -> str:
        """What is wrong with one field; empty where nothing is."""
        return next((mistake.text for mistake in self.mistakes if mistake.field == name), "")


def read_door(request: HttpRequest) -> Read:
    """The reference and the detail that somebody wants to follow a request with."""
    values = {
        name: tidy_line(request.POST.get(name, ""))[:LONGEST_DETAIL] for name in ("reference", "detail")
    }
    read = Read(values)
    if not values["reference"]:
        read.mistakes.append(Mistake("reference", gettext("Enter your reference, such as BCDF-GHJK")))
    if not values["detail"]:
        said = gettext("Enter the email address, phone number, postcode or surname you gave us")
        read.mistakes.append(Mistake("detail", said))
    return read


def read_text(request: HttpRequest, *, missing: str) -> Read:
    """A text of several lines under the name `text`; `missing` is said where there is none."""
    text = tidy_paragraphs(request.POST.get("text", ""))
    read = Read({"text": text})
    if not text and missing:
        read.mistakes.append(Mistake("text", missing))
    if len(text) > LONGEST_TEXT:
        said = gettext("Your message must be %(most)s characters or fewer. It has %(has)s") % {
            "most": f"{LONGEST_TEXT:,}",
            "has": f"{len(text):,}",
        }
        read.mistakes.append(Mistake("text", said))
    return read


def read_reply(request: HttpRequest, *, by: Actor, at: datetime) -> Read:
    """A reply: words, files, or both. Nothing stays stored while something is wrong."""
    read = read_text(request, missing="")
    sent = [file for file in request.FILES.getlist("files") if file.name]
    if not read.values["text"] and not sent:
        read.mistakes.append(Mistake("text", gettext("Write a message or choose a file")))
    if len(sent) > MOST_FILES:
        said = gettext("You can send up to %(most)s files at once") % {"most": MOST_FILES}
        read.mistakes.append(Mistake("files", said))
        return read
    if read.mistakes:
        return read
    for file in sent:
        try:
            stored = store_file(content=cast(BinaryIO, file), accepts=ACCEPTS, by=by, at=at)
        except (FileRefusedError, FileNotKeptError) as error:
            name = tidy_line(file.name or "")[:60]
            said = gettext("“%(name)s” was not taken. %(why)s") % {"name": name, "why": error}
            read.mistakes.append(Mistake("files", said))
        else:
            read.files.append(
                GivenFile(stored_id=stored.id, name=shown_name(file.name or "", stored.media_type))
            )
    if read.mistakes:
        forget(read.files, by=by, at=at)
        read.files.clear()
    return read


def forget(files: Sequence[GivenFile], *, by: Actor, at: datetime) -> None:
    """Delete files that were stored for a reply which was not taken in: no record would ever lead to them."""
    if files:
        forget_files(file_ids=[file.stored_id for file in files], by=by, at=at)
