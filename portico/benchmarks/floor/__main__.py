"""Serve the floor on a port, by the same server with the same numbers as Portico: `… floor PORT`."""

from __future__ import annotations

import argparse
import sys

from portico.wiring.cli import serve


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser()
    serve.add_arguments(parser)
    arguments = parser.parse_args(["--port", sys.argv[1]])
    serve.run(arguments, application="portico.benchmarks.floor.wsgi:application")


if __name__ == "__main__":
    main()
