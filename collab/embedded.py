"""The embedded runner: one process that serves pages, API and sockets and does the jobs, on any database."""

import asyncio
import logging
import socket
import sys
import threading

import redis
import uvicorn
from celery import beat
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import autoreload

WORKER_THREADS = 2
LARGEST_FRAME = 6 * 1024 * 1024
log = logging.getLogger(__name__)


def run(host: str, port: int, reload: bool = False) -> None:
    """Serve until Ctrl-C; with `reload`, start over whenever the source changes."""
    if reload:
        autoreload.run_with_reloader(_run, host, port)
    else:
        _run(host, port)


def _run(host: str, port: int) -> None:
    listening = listen(host, port)
    reach_services()
    prepare_database()
    load_demo()
    from collab.asgi import application

    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=1,
        ws_max_size=LARGEST_FRAME,
        ws_per_message_deflate=False,
    )
    shown = host if ":" not in host else f"[{host}]"
    print(f"Collab is at http://{shown}:{listening.getsockname()[1]} — Ctrl-C stops it.", flush=True)
    try:
        EmbeddedServer(config).run(sockets=[listening])
    except KeyboardInterrupt:
        return


def listen(host: str, port: int) -> socket.socket:
    """The listening socket, or one clear line where the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        if isinstance(error, socket.gaierror):
            sys.exit(f"HOST: {host} is no address of this machine ({error.strerror})")
        sys.exit(f"PORT: {host}:{port} cannot be used ({error.strerror}); choose another, as in PORT=8001")
    listening.set_inheritable(True)
    return listening


def reach_services() -> None:
    """Ask the database, and Redis where there is one; what cannot be reached ends the start with one line."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().partition("\n")[0]
        sys.exit(f"{_where_data_is()}: the database cannot be reached ({reason})")
    if settings.REDIS_URL:
        try:
            redis.Redis.from_url(settings.REDIS_URL).ping()
        except redis.RedisError as error:
            sys.exit(f"REDIS_URL: Redis cannot be reached ({error})")


def _where_data_is() -> str:
    """The variable that says where the data lies."""
    return "DATA_DIR" if connection.vendor == "sqlite" else "DATABASE_URL"


def prepare_database() -> None:
    """Bring the database up to this version; one of a newer version is left alone."""
    executor = MigrationExecutor(connection)
    if newer := _unknown_migrations(executor):
        sys.exit(
            f"{_where_data_is()}: this database was written by a newer version ({newer[0]} is unknown here); "
            "run that version, or restore a backup"
        )
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def _unknown_migrations(executor: MigrationExecutor) -> list[str]:
    """Applied migrations of our apps that come after the last one we know."""
    last: dict[str, str] = {}
    for app, name in executor.loader.disk_migrations:
        last[app] = max(last.get(app, ""), name)
    applied = sorted(executor.loader.applied_migrations)
    return [f"{app}.{name}" for app, name in applied if app in last and name > last[app]]


def load_demo() -> None:
    """Fill an embedded installation that has nobody in it yet with the demo organisation."""
    from collab.org.models import Person

    if settings.IS_EMBEDDED and "demo" in get_commands() and not Person.objects.exists():
        print("Loading the demo organisation (once) …", flush=True)
        call_command("demo", "--load")


class EmbeddedServer(uvicorn.Server):
    """Starts the jobs with the server and stops them with it."""

    def __init__(self, config: uvicorn.Config):
        super().__init__(config)
        self.jobs = Jobs()

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        await asyncio.to_thread(self.jobs.start)

    async def shutdown(self, sockets=None) -> None:
        await asyncio.gather(super().shutdown(sockets), asyncio.to_thread(self.jobs.stop))


class Jobs:
    """A Celery worker and beat inside this process; a job that is running is finished."""

    def start(self) -> None:
        from collab.celery import app

        app.loader.import_default_modules()
        self.worker = app.WorkController(
            app=app, pool="threads", concurrency=WORKER_THREADS, without_heartbeat=True, without_gossip=True
        )
        self.thread = threading.Thread(target=self.worker.start, name="worker", daemon=True)
        self.thread.start()
        self.beat = beat.EmbeddedService(app, thread=True, scheduler_cls="celery.beat:Scheduler")
        self.beat.daemon = True
        self.beat.start()
        for entry in app.conf.beat_schedule.values():
            app.send_task(entry["task"])

    def stop(self) -> None:
        self.beat.stop()
        self.worker.stop()
