"""The `portico` command: a registry of commands, each a small module of its own."""

from portico.wiring.cli.main import main

__all__ = ["main"]
