"""Count the tests in the JUnit files of a folder: `setup/count.py FOLDER CODE` prints `N passed, N failed`.

A failed target that left no failed test (a check, a crash) counts as one failure. Where `PORTICO_TEST_DATA`
is set, a skipped test is a failure, unless it says that a program it needs is not installed. Exits with 1 if
anything failed or nothing ran.
"""

import os
import sys
from pathlib import Path
from xml.etree import ElementTree


def main() -> int:
    """Print the line and return the exit code."""
    folder, code = Path(sys.argv[1]), int(sys.argv[2])
    total = failed = skipped = without = 0
    for file in sorted(folder.glob("*.xml")):
        for suite in ElementTree.parse(file).iter("testsuite"):  # noqa: S314 - our own files
            total += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
            without += sum("not installed" in (one.get("message") or "") for one in suite.iter("skipped"))
    passed = total - failed - skipped
    if os.environ.get("PORTICO_TEST_DATA"):
        failed += skipped - without
    if not failed and (code or not passed):
        failed = 1
    sys.stdout.write(f"{passed} passed, {failed} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
