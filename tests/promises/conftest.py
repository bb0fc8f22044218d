"""Work with clocks about to ring on a committed database, and other processes on the same one."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from collab.common import clock
from tests.live.conftest import db  # noqa: F401  (commits that other processes see)
from tests.live.processes import environment
from tests.meetings.conftest import meet  # noqa: F401
from tests.meetings.minutes.conftest import take  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
# Monday 2 March 2026, 10:00 in Shanghai.
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
LATER = MONDAY + timedelta(days=40)
TASKS, RUNGS = 12, 7
BEGIN = "import django; django.setup(); from datetime import datetime; "
SWEEP = (
    BEGIN + "from collab.deadlines.actions import sweep; sweep(now=datetime.fromisoformat({now!r}), batch=1)"
)
DELIVER = BEGIN + (
    "from collab.activity.delivery import deliver_undelivered; deliver_undelivered(older_than_seconds=-1, limit=5)"
)


@pytest.fixture
def ringing(make_task) -> list:
    """A dozen tasks whose whole ladders are due at `LATER`."""
    with clock.told(MONDAY):
        return [make_task("accepted", due_at=MONDAY + timedelta(days=14)) for _ in range(TASKS)]


@pytest.fixture
def elsewhere(db, tmp_path) -> Iterator[Callable[[str], subprocess.Popen]]:  # noqa: F811
    """`elsewhere(code)` runs Python in a process of its own on this database; whatever still runs is killed."""
    surroundings = environment(tmp_path)
    started: list[subprocess.Popen] = []

    def start(code: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env=surroundings, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def ended_well(process: subprocess.Popen) -> None:
    """Wait for the end, and show what it said where it went wrong."""
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
