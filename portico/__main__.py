"""Run `python -m portico` as the `portico` command; what Portico does not know is given to Django.

Developers write `python -m portico makemigrations`; everybody else writes `portico …`.
"""

import os
import sys

from portico.wiring.cli.main import find, main

if __name__ == "__main__":
    words = sys.argv[1:]
    if words and find(words) is None and not words[0].startswith("-"):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portico.wiring.settings")
        from django.core.management import execute_from_command_line

        execute_from_command_line(["python -m portico", *words])
    else:
        main()
