"""The worker: it does jobs, takes up what a dead one left, and sends messages. All of it runs in threads.

Jobs are fetched and finished over connections of the worker's own, while the jobs themselves use Django's
connection. So an action called by a job enqueues its own jobs in its own transaction, as everywhere else.
Messages are no jobs: their rows say when they are due (docs/decisions/0028-messages.md).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from concurrent.futures import ThreadPoolExecutor

import psycopg
from django.db import close_old_connections
from procrastinate.contrib.django import app as job_app
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg_pool import PoolTimeout

from portico.ground.ledger.connections import put_away_dead_connections
from portico.records.messages.sending import send_what_waits

log = logging.getLogger("portico.worker")

SECONDS_BETWEEN_SIGNS_OF_LIFE = 3.0
SECONDS_UNTIL_GIVEN_UP = 12.0
"""A worker silent for this long is dead: its jobs are done again by another."""

SECONDS_BETWEEN_LOOKS = 0.1
"""How long an idle worker waits before it looks for jobs again; see docs/decisions/0004-jobs.md."""

SECONDS_BETWEEN_SENDINGS = 1.0
"""How long messages gather: one connection and one transaction then hand over all of them."""

SECONDS_TO_FINISH = 15.0
"""How long jobs under way may take once the worker was told to stop."""

SECONDS_BEFORE_TRYING_AGAIN = 1.0


def work(*, at_once: int, until_empty: bool = False) -> None:
    """Do jobs and send messages, `at_once` of each in parallel, until SIGINT or SIGTERM.

    With `until_empty` it ends when no job is left and no message is due. While the database does not answer
    it keeps trying.
    """
    asyncio.run(_work(at_once, until_empty))


async def _work(at_once: int, until_empty: bool) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(max_workers=2 * at_once, thread_name_prefix="work"))
    told_to_stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told_to_stop.set)
    sending = None if until_empty else asyncio.create_task(_keep_sending(at_once, told_to_stop))
    while not told_to_stop.is_set():
        working = asyncio.create_task(_work_while_database_answers(at_once, until_empty))
        stopping = asyncio.create_task(told_to_stop.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            if await working:
                await _send_all(at_once, told_to_stop)
                return
            await asyncio.sleep(SECONDS_BEFORE_TRYING_AGAIN)
    if sending is not None:
        await sending


async def _keep_sending(at_once: int, told_to_stop: asyncio.Event) -> None:
    """Look for messages that are due, again and again, and send them."""
    while not told_to_stop.is_set():
        await _send_all(at_once, told_to_stop)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(told_to_stop.wait(), SECONDS_BETWEEN_SENDINGS)


async def _send_all(at_once: int, told_to_stop: asyncio.Event) -> None:
    """Send a batch; while there is more, `at_once` batches side by side. Batches under way are finished."""

    async def one_after_another() -> None:
        while not told_to_stop.is_set() and await asyncio.to_thread(_send_batch):
            pass

    if await asyncio.to_thread(_send_batch):
        await asyncio.gather(*(one_after_another() for _ in range(at_once)))


def _send_batch() -> bool:
    """Send a batch over the connections of this thread, and keep only those that still serve."""
    put_away_dead_connections()
    try:
        return send_what_waits()
    finally:
        close_old_connections()


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
