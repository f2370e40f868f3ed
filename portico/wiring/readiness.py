"""Whether this Portico can do its work: its database answers and a worker is alive."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError, connection

SECONDS_A_WORKER_MAY_BE_SILENT = 15


@dataclass(frozen=True)
class Readiness:
    """What was found; `workers` is None where the database did not answer."""

    database: bool
    workers: int | None

    @property
    def ready(self) -> bool:
        """Whether requests can be answered and what follows them will be done."""
        return self.database and bool(self.workers)


def readiness() -> Readiness:
    """Ask the database, in one statement, how many workers gave a sign of life lately."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM procrastinate_workers"
                " WHERE last_heartbeat > now() - make_interval(secs => %s)",
                [SECONDS_A_WORKER_MAY_BE_SILENT],
            )
            (workers,) = cursor.fetchone()
    except DatabaseError:
        return Readiness(database=False, workers=None)
    return Readiness(database=True, workers=workers)
