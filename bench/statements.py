"""How many SQL statements a request takes, which they are, and where its time goes."""

import cProfile
import io
import pstats
import re
from itertools import cycle, islice

from django.db import connection
from django.test import Client

from .operations import Call


class Recorder:
    """Keeps every statement that passes, savepoints included."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        self.statements.append(sql if isinstance(sql, str) else str(sql))
        return execute(sql, params, many, context)


def send(client: Client, call: Call) -> int:
    """One request through the whole stack of this process; its status."""
    headers = {name: value for name, value in call.headers.items() if name != "Content-Type"}
    answer = client.generic(
        call.method, call.path, call.body, call.headers.get("Content-Type", "text/plain"),
        headers=headers, SERVER_NAME="127.0.0.1",
    )  # fmt: skip
    return answer.status_code


def statements_of(calls: list[Call], *, once: bool) -> tuple[int, list[str]]:
    """The most that any of these calls takes after a first one, with those statements in short."""
    client = Client()
    send(client, calls[0])
    most: list[str] = []
    for call in calls[1:7] if once else calls[:6]:
        recorder = Recorder()
        with connection.execute_wrapper(recorder):
            status = send(client, call)
        if status < 400 and len(recorder.statements) > len(most):
            most = recorder.statements
    return len(most), [short(sql) for sql in most]


def short(sql: str) -> str:
    """A statement without its column list."""
    return re.sub(r"SELECT .{40,}? FROM", "SELECT … FROM", " ".join(sql.split()))[:240]


def profile_of(calls: list[Call], *, once: bool, lines: int = 20) -> str:
    """The functions that take the most time over fifty of these calls, after a first one."""
    client, profile, text = Client(), cProfile.Profile(), io.StringIO()
    send(client, calls[0])
    chosen = calls[1:51] if once else list(islice(cycle(calls), 50))
    profile.runcall(lambda: [send(client, call) for call in chosen])
    pstats.Stats(profile, stream=text).strip_dirs().sort_stats("tottime").print_stats(lines)
    return re.sub(r"\n\s*\n+", "\n", text.getvalue()).strip()


def send_once(call: Call) -> int:
    """Try a door; its status."""
    return send(Client(raise_request_exception=False), call)
