"""Check service definitions without importing them: every mistake with file, line and what to do."""

from __future__ import annotations

import argparse
import statistics
import textwrap
from pathlib import Path

from portico.records.catalogue.reading.folder import ReadFiles, files_in, known_in, read_files
from portico.records.catalogue.reading.read import Known
from portico.records.catalogue.reading.readability import (
    ADVISED_AGE,
    FEWEST_WORDS,
    LONGEST_SENTENCE,
    readings_of,
)
from portico.records.catalogue.reading.schema import SCHEMAS, schema_text
from portico.wiring.words import PlainError, complain, say

HERE = Path("services")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the files or folders, and where to write the schemas."""
    add_paths(parser)
    parser.add_argument(
        "--write-schemas",
        type=Path,
        metavar="FOLDER",
        help="also write the JSON Schemas of the format to this folder",
    )
    parser.add_argument(
        "--reading",
        action="store_true",
        help="also tell which texts are hard to read; that is advice and fails nothing",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check the files; 1 where there is anything wrong with one."""
    if arguments.write_schemas is not None:
        for file in SCHEMAS:
            (arguments.write_schemas / file).write_text(schema_text(file), encoding="utf-8")
    read = read_all(arguments.paths, known_in(HERE))
    if arguments.reading:
        tell_reading(read)
    if read.problems:
        return 1
    say(f"{counted(len(read.definitions))} in order.")
    if read.life_events is not None:
        events = len(read.life_events.events)
        say("1 life event in order." if events == 1 else f"{events} life events in order.")
    return 0


def add_paths(parser: argparse.ArgumentParser) -> None:
    """Take files and folders, by default `services`."""
    parser.add_argument(
        "paths", type=Path, nargs="*", default=[HERE], metavar="PATH", help="files or folders (services)"
    )


def read_all(paths: list[Path], known: Known) -> ReadFiles:
    """Read all files and tell every problem. Raises `PlainError` where there is no file to read."""
    try:
        files = files_in(paths)
    except FileNotFoundError as error:
        raise PlainError(f"{error.args[0]} does not exist. Name a file or folder of services.") from error
    if not files:
        raise PlainError("There is no file that ends in .yaml. Name a file or folder of services.")
    read = read_files(files, known)
    for problem in read.problems:
        complain(str(problem))
    if read.problems:
        many = "1 mistake" if len(read.problems) == 1 else f"{len(read.problems)} mistakes"
        complain(f"{many} in {len({problem.file for problem in read.problems})} of {len(files)} files.")
    return read


def tell_reading(read: ReadFiles) -> None:
    """Tell every text that is hard to read, and how the texts are as a whole."""
    texts = [(file, one) for file, definition in read.definitions.items() for one in readings_of(definition)]
    for file, one in texts:
        if one.reading.is_hard:
            begins = textwrap.shorten(one.text, 60, placeholder=" …")
            line = read.lines[file].of((*one.where, "en"))
            say(f"{file}:{line}: reading age {one.reading.age}: “{begins}”")
            say(f"  Its longest sentence has {one.reading.longest_words} words: “{one.reading.longest}”")
    rated = [one.reading.age for _, one in texts if one.reading.words >= FEWEST_WORDS]
    long = sum(one.reading.longest_words > LONGEST_SENTENCE for _, one in texts)
    middle = statistics.median_low(rated) if rated else 0
    say(
        f"{len(rated)} of {len(texts)} texts have {FEWEST_WORDS} words or more: reading age {middle} in the "
        f"middle, {sum(age > ADVISED_AGE for age in rated)} over {ADVISED_AGE}. "
        f"Texts with a sentence of more than {LONGEST_SENTENCE} words: {long}."
    )


def counted(services: int) -> str:
    """`1 service`, `5 services`."""
    return "1 service" if services == 1 else f"{services} services"
