"""The worker: it fetches jobs from the database, runs them in threads, and takes up what a dead one left.

Jobs are fetched and finished over connections of the worker's own, while the jobs themselves use Django's
connection. So an action called by a job enqueues its own jobs in its own transaction, as everywhere else.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from concurrent.futures import ThreadPoolExecutor

import psycopg
from procrastinate.contrib.django import app as job_app
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg_pool import PoolTimeout

log = logging.getLogger("portico.worker")

SECONDS_BETWEEN_SIGNS_OF_LIFE = 3.0
SECONDS_UNTIL_GIVEN_UP = 12.0
"""A worker silent for this long is dead: its jobs are done again by another."""

SECONDS_BETWEEN_LOOKS = 0.1
"""How long an idle worker waits before it looks for jobs again; see docs/decisions/0004-jobs.md."""

SECONDS_TO_FINISH = 15.0
"""How long jobs under way may take once the worker was told to stop."""

SECONDS_BEFORE_TRYING_AGAIN = 1.0


def work(*, at_once: int, until_empty: bool = False) -> None:
    """Do jobs, `at_once` in parallel, until SIGINT or SIGTERM (or, `until_empty`, until no job is left).

    While the database does not answer it keeps trying.
    """
    asyncio.run(_work(at_once, until_empty))


async def _work(at_once: int, until_empty: bool) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="job"))
    told_to_stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told_to_stop.set)
    while not told_to_stop.is_set():
        working = asyncio.create_task(_work_while_database_answers(at_once, until_empty))
        stopping = asyncio.create_task(told_to_stop.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            if await working:
                return
            await asyncio.sleep(SECONDS_BEFORE_TRYING_AGAIN)


async def _work_while_database_answers(at_once: int, until_empty: bool) -> bool:
    """Work until cancelled; true once no job is left (`until_empty`), false if the database went away."""
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=at_once + 2, timeout=5.0)
    app = DjangoApp(connector=connector)
    app.tasks = job_app.tasks
    app.periodic_registry = job_app.periodic_registry
    try:
        async with app.open_async():
            taking_up = asyncio.create_task(_take_up_what_the_dead_left(app))
            try:
                await app.run_worker_async(
                    concurrency=at_once,
                    wait=not until_empty,
                    listen_notify=False,
                    install_signal_handlers=False,
                    fetch_job_polling_interval=SECONDS_BETWEEN_LOOKS,
                    delete_jobs=DeleteJobCondition.SUCCESSFUL,
                    update_heartbeat_interval=SECONDS_BETWEEN_SIGNS_OF_LIFE,
                    stalled_worker_timeout=SECONDS_UNTIL_GIVEN_UP,
                    shutdown_graceful_timeout=SECONDS_TO_FINISH,
                )
            finally:
                taking_up.cancel()
    except (ConnectorException, psycopg.OperationalError, PoolTimeout):
        log.warning("The database does not answer; the worker tries again.")
        return False
    return until_empty


async def _take_up_what_the_dead_left(app: DjangoApp) -> None:
    """Put the jobs of workers that gave no sign of life back into the queue, again and again."""
    while True:
        with contextlib.suppress(ConnectorException, psycopg.OperationalError, PoolTimeout):
            manager = app.job_manager
            for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SECONDS_UNTIL_GIVEN_UP):
                log.warning("Job %s (%s) was left by a dead worker: done again.", job.id, job.task_name)
                await manager.retry_job(job)
            await manager.prune_stalled_workers(SECONDS_UNTIL_GIVEN_UP)
        await asyncio.sleep(SECONDS_BETWEEN_SIGNS_OF_LIFE)
