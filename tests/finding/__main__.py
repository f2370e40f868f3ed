"""`python -m tests.finding [FILE]`: how well the queries of a file find the service they mean.

Without a file: the tuning half and the held-out half. `--misses` lists the queries of the tuning half that do
not find their service first; those of the held-out half are never listed.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")  # none is asked
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portico.wiring.settings")


def main() -> None:
    """Print the figures of each file."""
    import django

    django.setup()
    from tests.finding.measure import HELD_OUT, TUNING, finder_of_files, found_by, measure, read_queries

    parser = argparse.ArgumentParser(prog="python -m tests.finding", description=__doc__)
    parser.add_argument("file", type=Path, nargs="*", default=[TUNING, HELD_OUT])
    parser.add_argument("--misses", action="store_true", help="list what is not found first")
    arguments = parser.parse_args()
    found = found_by(finder_of_files())
    for file in arguments.file:
        queries = read_queries(file)
        sys.stdout.write(f"{file.name}: {measure(queries, found)}\n")
        if arguments.misses and file.resolve() != HELD_OUT.resolve():
            for query in queries:
                codes = list(found(query.words))
                if codes[:1] != [query.service]:
                    sys.stdout.write(f"  {query.words!r} means {query.service}, finds {codes[:3]}\n")


if __name__ == "__main__":
    main()
