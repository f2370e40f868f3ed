"""Photos and documents: several, added one after another, each of which can be taken out again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, ngettext

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing
from portico.channels.web.typing_in import tidy_line
from portico.ground.files.actions import store_file
from portico.ground.files.errors import FileNotKeptError, FileRefusedError
from portico.ground.files.kinds import Kind
from portico.ground.files.names import shown_name
from portico.records.catalogue.definition.form import Question

MOST = 5
"""Most files of one question where the definition says nothing."""
LONGEST_NAME = 60
"""Most characters of a file's name in a message about it."""
ACCEPTS_ANY: tuple[Kind, ...] = ("image", "pdf", "document")


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take files out, add those that were sent, and go on if nothing else was pressed."""
    press = posted.one(f"_press-{question.id}")
    given = [file for file in _given(state) if press != f"remove-{file['id']}"]
    sent = [file for file in posted.files.getlist(question.id) if file.name]
    given, problems = _store(question, sent, given, moment)
    halfway = {"given": given}
    if press and not problems:
        # What was taken out is no longer sent, even if nobody presses Continue.
        kept = None if state.answer is None else [file for file in state.answer if file in given]
        return Read(answer=kept, halfway=halfway, typed=halfway)
    if problems:
        return Read(problems=problems, typed=halfway, keep=halfway)
    least = max(question.least or 0, 1 if question.required else 0)
    if len(given) < least:
        text = ngettext("Choose a file to send", "Choose at least %(least)s files to send", least)
        text %= {"least": least}
        return Read(answer=given, problems=missing(question, moment, text), typed=halfway, keep=halfway)
    return Read(answer=given, typed=halfway, keep=halfway)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The files so far, how many more may come, and what the browser should offer."""
    given = state.entered({"given": _given(state)})["given"]
    most = question.most or MOST
    return {"given": given, "most": most, "full": len(given) >= most, "accepts": _accepts(question)}


def _given(state: State) -> list[dict[str, str]]:
    if state.halfway is not None:
        return list(state.halfway.get("given", ()))
    return list(state.answer or ())


def _accepts(question: Question) -> str:
    """The value of the input's `accept`: a hint to the browser; what counts is the content."""
    types = {
        "image": "image/*",
        "pdf": "application/pdf,.pdf",
        "document": ".docx,.xlsx,.odt,.ods",
    }
    return ",".join(types[kind] for kind in question.accepts or ACCEPTS_ANY)


def _store(
    question: Question, sent: list[UploadedFile[Any]], given: list[dict[str, str]], moment: Moment
) -> tuple[list[dict[str, str]], list[Problem]]:
    """Store what was sent, as far as there is room; return all files and what is wrong with the others."""
    problems: list[Problem] = []
    most = question.most or MOST
    for file in sent:
        name = _name_of(file)
        if len(given) >= most:
            words = ngettext(
                "You can send %(most)s file. “%(name)s” was not added",
                "You can send up to %(most)s files. “%(name)s” was not added",
                most,
            )
            problems.append(Problem(question.id, words % {"most": most, "name": name}))
            continue
        try:
            stored = store_file(
                content=cast(BinaryIO, file),
                accepts=question.accepts or ACCEPTS_ANY,
                by=moment.by,
                at=moment.at,
            )
        except (FileRefusedError, FileNotKeptError) as error:
            words = gettext("“%(name)s” was not added. %(why)s")
            problems.append(Problem(question.id, words % {"name": name, "why": error}))
        else:
            given = [*given, {"id": str(stored.id), "name": shown_name(file.name or "", stored.media_type)}]
    return given, problems


def _name_of(file: UploadedFile[Any]) -> str:
    """The name that the browser gave, without folders, shortened, for a message about it."""
    name = tidy_line((file.name or "").replace("\\", "/").rsplit("/", 1)[-1])
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
