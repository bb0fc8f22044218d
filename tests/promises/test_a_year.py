"""One year of a city's work under the clock: every rung fires exactly once, counted by an oracle that walks.

The oracle knows SPEC §3 and the calendar's days and hours, and nothing of the product's arithmetic: it walks
minute by minute and day by day. A sample of the real enhancements takes part; all 675 with FULL_YEAR=1.
"""

import csv
import io
import os
import random
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from django.db import transaction

from collab.activity.verification import verify
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Forbidden
from collab.deadlines.actions import approve_extension, request_extension, sweep
from collab.deadlines.actions.sweep import sweep_batch
from collab.deadlines.models import Deadline, Firing
from collab.matters.models import Party
from collab.notifications.models import Notification
from collab.org.models import Department, Membership, Person, Role
from insight.imports.actions import carry_on, start_import
from tasks import actions as work
from tasks.models import Task

from .conftest import SWEEP, ended_well

CITY = ZoneInfo("Asia/Shanghai")
BEGIN = datetime(2026, 1, 5, 9, 30, tzinfo=CITY)
END = BEGIN + timedelta(days=365)
SAMPLE = 50
SPANS = ((540, 720), (780, 1080))
RECEIPT_TERM = 8 * 60
RECEIPT_RUNGS = ((0, "minutes"), (4 * 60, "minutes"), (8 * 60, "minutes"))
DUE_RUNGS = (
    (-3, "days"),
    (-1, "days"),
    (-120, "minutes"),
    (0, "minutes"),
    (1, "days"),
    (3, "days"),
    (5, "days"),
)


class Walker:
    """Working time of the city by walking over every minute of it."""

    def __init__(self):
        published = holidays.country_holidays("CN", years=range(2025, 2029))
        self.off, self.on = set(published), set(published.weekend_workdays)
        first = date(2025, 12, 1)
        self.days = [first + timedelta(days=n) for n in range(700)]
        self.minutes = [minute for day in self.days for minute in self.minutes_of(day)]

    def works(self, day: date) -> bool:
        return day in self.on or (day.weekday() < 5 and day not in self.off)

    def minutes_of(self, day: date) -> list[datetime]:
        if not self.works(day):
            return []
        midnight = datetime(day.year, day.month, day.day, tzinfo=CITY)
        return [midnight + timedelta(minutes=m) for start, end in SPANS for m in range(start, end)]

    def add_minutes(self, at: datetime, count: int) -> datetime:
        """`count` working minutes later or earlier; what runs out with a minute ends with it."""
        if count == 0:
            return at
        here = bisect_right(self.minutes, at - timedelta(microseconds=1))
        if count < 0:
            return self.minutes[here + count]
        return self.minutes[here + count - 1] + timedelta(minutes=1)

    def add_days(self, at: datetime, count: int) -> datetime:
        """The same time of day, so many workdays on, walked one day at a time."""
        day, step = at.date(), 1 if count > 0 else -1
        left = abs(count)
        while left:
            day += timedelta(days=step)
            left -= self.works(day)
        return at.replace(year=day.year, month=day.month, day=day.day)

    def rung(self, due: datetime, offset: int, unit: str) -> datetime:
        if offset == 0:
            return due
        return self.add_days(due, offset) if unit == "days" else self.add_minutes(due, offset)


@dataclass
class Version:
    """One clock with one due instant: since when, and until when something ended it."""

    due: datetime
    since: datetime
    until: datetime | None = None


@dataclass
class Expected:
    """What the test itself did to one clock of one task."""

    rungs: tuple
    versions: list[Version] = field(default_factory=list)

    def firings(self, walker: Walker, sweeps: list[datetime]) -> list[tuple[int, int]]:
        """(version, rung) of every rung whose instant a sweep came to while the version stood."""
        found = []
        for number, version in enumerate(self.versions, 1):
            for place, (offset, unit) in enumerate(self.rungs, 1):
                at = walker.rung(version.due, offset, unit)
                seen = next((sweep for sweep in sweeps if sweep >= at), None)
                stood = seen is not None and (version.until is None or seen < version.until)
                if at > version.since and stood:
                    found.append((number, place))
        return found


class Year:
    """A year of seeded chance, driven through the real actions at told instants."""

    def __init__(self, tasks: list[Task], people: dict[str, Person], walker: Walker):
        self.chance, self.walker, self.people = random.Random(2026), walker, people
        self.tasks = {task.pk: task for task in tasks}
        self.due, self.receipts = {}, {}
        self.plans: list[tuple[datetime, str, int]] = []
        self.sweeps: list[datetime] = []
        for task in tasks:
            self._expect(task)
            self._plan(task)

    def _expect(self, task: Task) -> None:
        due = task.due_at.astimezone(CITY)
        self.due[task.pk] = Expected(DUE_RUNGS, [Version(due, BEGIN)])
        receipt = self.walker.add_minutes(BEGIN, RECEIPT_TERM)
        self.receipts[task.pk] = Expected(RECEIPT_RUNGS, [Version(receipt, BEGIN)])

    def _plan(self, task: Task) -> None:
        """What happens to it and when: signed for soon or late or never, reported on, extended, handed in."""
        chance, pk = self.chance, task.pk
        at = BEGIN + timedelta(hours=chance.uniform(0.2, 90))
        if chance.random() < 0.05:
            return
        self.plans.append((at, "sign", pk))
        due = task.due_at.astimezone(CITY)
        for _ in range(chance.randrange(3)):
            self.plans.append((at + (due - at) * chance.random(), "report", pk))
        if chance.random() < 0.4:
            self.plans.append((due - timedelta(days=chance.uniform(-4, 12)), "extend", pk))
        if chance.random() < 0.75:
            self.plans.append((due + timedelta(days=chance.uniform(-20, 15)), "hand_in", pk))

    def instants(self) -> list[tuple[datetime, str, int]]:
        """Everything that happens, in order; sweeps at steps from minutes to days, some of them killed or doubled."""
        at, found = BEGIN, [plan for plan in self.plans if BEGIN < plan[0] < END]
        while at < END:
            at += timedelta(
                minutes=self.chance.choice((1, 7, 45, 200, 900, 2600)) * self.chance.uniform(1, 2)
            )
            found.append((at, self.chance.choices(("sweep", "killed", "rivals"), (8, 1, 1))[0], 0))
        return sorted(found)

    def actor(self, name: str) -> Actor:
        return Actor(Person.objects.get(pk=self.people[name].pk), "api")

    def sign(self, pk: int, at: datetime) -> None:
        task = Task.objects.get(pk=pk)
        task = work.sign_for_task(task=task, actor=self.actor("doer"), version=task.version)
        work.start_task(task=task, actor=self.actor("doer"), version=task.version)
        self.receipts[pk].versions[-1].until = at

    def report(self, pk: int, at: datetime) -> None:
        task = Task.objects.get(pk=pk)
        if task.status == "in_progress":
            done = {"percent": 10, "text": "Going on."}
            work.report_progress(task=task, actor=self.actor("doer"), version=task.version, **done)

    def extend(self, pk: int, at: datetime) -> None:
        """Ask for some weeks more; whoever stands in the line of approval agrees."""
        task = Task.objects.get(pk=pk)
        if task.status != "in_progress":
            return
        later = max(task.due_at, at).astimezone(CITY) + timedelta(days=self.chance.randrange(3, 40))
        later = later.replace(hour=17, minute=20, second=0, microsecond=0)
        asked = {"due_at": later, "reason": "More time", "version": task.version}
        extension = request_extension(matter=task, actor=self.actor("doer"), **asked)
        for name in ("head", "coordinator", "leader"):
            if extension.state == extension.State.PENDING:
                self._agree(extension, name)
                extension.refresh_from_db()
        assert extension.state == extension.State.APPROVED
        self.due[pk].versions[-1].until = at
        self.due[pk].versions.append(Version(later, at))

    def _agree(self, extension, name: str) -> None:
        try:
            approve_extension(extension=extension, actor=self.actor(name), version=extension.version)
        except Forbidden:
            """Not this one's turn."""

    def hand_in(self, pk: int, at: datetime) -> None:
        task = Task.objects.get(pk=pk)
        if task.status != "in_progress":
            return
        words = {"result": "Done.", "waiver": "One report stands for all."}
        task = work.submit_task(task=task, actor=self.actor("doer"), version=task.version, **words)
        task = work.verify_task(task=task, actor=self.actor("coordinator"), version=task.version)
        work.complete_task(task=task, actor=self.actor("coordinator"), version=task.version)
        self.due[pk].versions[-1].until = at

    def sweep(self, _pk: int, at: datetime) -> None:
        sweep(now=at)
        self.sweeps.append(at)

    def killed(self, _pk: int, at: datetime) -> None:
        """A worker that dies before its commit leaves nothing behind, and the next one does it all."""
        try:
            with transaction.atomic():
                sweep_batch(at, 40)
                raise InterruptedError
        except InterruptedError:
            self.sweep(0, at)

    def rivals(self, _pk: int, at: datetime) -> None:
        """Small bites in turn, one of the rivals with a clock that is a little slow."""
        sweep_batch(at, 3)
        sweep(now=at - timedelta(minutes=4))
        self.sweep(0, at)


@pytest.fixture
def people(db, org) -> dict[str, Person]:
    """One liaison officer who works, a head and a leader for every department, and the coordinator."""
    return {"doer": org.liaison, "head": org.planner, "coordinator": org.coordinator, "leader": org.leader}


def take_over(data, people: dict[str, Person]) -> list[Task]:
    """The real enhancements as supervised items, with due dates through the year, by the importer itself."""
    chance = random.Random(675)
    folder = data / "kubernetes"
    rows = list(csv.DictReader(io.StringIO((folder / "enhancements.csv").read_text())))
    if not os.environ.get("FULL_YEAR"):
        rows = chance.sample(rows, SAMPLE)
    for row in rows:
        day = BEGIN.date() + timedelta(days=chance.randrange(15, 340))
        row |= {"status": "issued", "due": day.isoformat(), "stage": "", "created": "", "last_updated": ""}
    held = io.StringIO()
    writer = csv.DictWriter(held, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    files = {"departments": (folder / "departments.csv").read_bytes(), "tasks": held.getvalue().encode()}
    for target, content in files.items():
        carry_on(
            start_import(target=target, content=content, file_name="real.csv", actor=Actor(None, "import"))
        )
        roles = {"doer": Role.LIAISON, "head": Role.HEAD, "leader": Role.SPONSOR}
        Membership.objects.bulk_create(
            [
                Membership(person=people[name], department=place, role=role)
                for place in Department.objects.all()
                for name, role in roles.items()
            ],
            ignore_conflicts=True,
        )
    tasks = list(Task.objects.filter(status="issued").order_by("pk"))
    assert len(tasks) > len(rows) * 0.95
    return tasks


def told(clocks: dict[int, list[Deadline]], expected: dict[int, Expected], walker, sweeps) -> Counter:
    """What the oracle wants of these clocks: one firing per rung, version and clock."""
    wanted: Counter = Counter()
    for pk, rows in clocks.items():
        for version, rung in expected[pk].firings(walker, sweeps):
            wanted.update((row.pk, version, rung) for row in rows)
    return wanted


def clocks_of(kind: str, tasks) -> dict[int, list[Deadline]]:
    found: dict[int, list[Deadline]] = {}
    for row in Deadline.objects.filter(clock=kind, matter__in=tasks):
        found.setdefault(row.matter_id, []).append(row)
    return found


def test_a_year_of_real_work_fires_every_rung_once_and_none_is_missing(people, data, elsewhere):
    walker = Walker()
    with clock.told(BEGIN):
        year = Year(take_over(data, people), people, walker)
    assert Party.objects.filter(role="co", matter__in=year.tasks).exists()
    for at, what, pk in year.instants():
        with clock.told(at):
            getattr(year, what)(pk, at)
    last = END + timedelta(days=3)
    code = SWEEP.format(now=last.astimezone(UTC).isoformat())
    for rival in [elsewhere(code), elsewhere(code)]:
        ended_well(rival)
    sweeps = [*year.sweeps, last]
    wanted: Counter = Counter()
    for kind, expected in (("due", year.due), ("receipt", year.receipts)):
        clocks = clocks_of(kind, year.tasks)
        assert clocks.keys() == expected.keys()
        wanted += told(clocks, expected, walker, sweeps)
    rows = Firing.objects.values_list("deadline_id", "version", "rung__position")
    fired = Counter(rows)
    assert sum(wanted.values()) > 5 * len(year.tasks)
    assert {"missing": wanted - fired, "too many": fired - wanted} == {
        "missing": Counter(),
        "too many": Counter(),
    }
    assert list(verify()) == []
    assert Notification.objects.exists()


def test_the_oracle_walks_over_the_spring_festival_and_its_make_up_days():
    walker = Walker()
    assert not walker.works(date(2026, 2, 17))
    assert walker.works(date(2026, 2, 14))
    before = datetime(2026, 2, 13, 17, 0, tzinfo=CITY)
    assert walker.add_minutes(before, 120) == datetime(2026, 2, 14, 10, 0, tzinfo=CITY)
    assert walker.add_days(before, 1).date() == date(2026, 2, 14)
