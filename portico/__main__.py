"""Run `python -m portico` as the `portico` command."""

from portico.wiring.cli import main

if __name__ == "__main__":
    main()
