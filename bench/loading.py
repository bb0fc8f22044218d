"""Loads the benchmark's database: invented tasks with parties, clocks, hash-chained journal, search entries."""

import functools
import json
import multiprocessing
import time
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import connection

from collab.activity import chain
from collab.activity.models import Activity, ChainHead
from collab.deadlines import plan
from collab.deadlines.models import Clock, Deadline, Firing, State
from collab.deadlines.selectors import ladders
from collab.matters import search
from collab.matters.models import Comment, Counter, Light, Matter, Party, PartyRole
from collab.notifications.models import Notification
from collab.org.selectors import calendar_of
from tasks.models import Task

from . import words
from .copying import NULL, Table, catch_up, raw_cursor, text_of
from .history import Span, Story, instant, invent
from .organisation import Organisation

CHUNK = 2000
ROOM = 8  # ids kept free per task for its parties and its journal, so that ranges load in parallel
SEED = 20_26
LOADED = (Matter, Party, Deadline, Activity, Comment, Notification)


@dataclass(slots=True)
class Entry:
    """What collab.activity.chain hashes of a journal entry."""

    stream: str
    seq: int
    event: str
    matter_id: int
    actor_id: int
    at: Any
    facts: dict
    on_behalf_of_id: int | None = None
    via: str = "page"


class Loader:
    """Turns stories into rows of all tables; one per process."""

    def __init__(self, span: Span, house: Organisation):
        self.span, self.house = span, house
        self.now = instant(span.now)
        self.rungs, self.calendar = ladders(), calendar_of(None)
        self.ladder = {rungs[0].ladder.clock: rungs[0].ladder_id for rungs in self.rungs.values()}
        self._make_tables()

    def _make_tables(self) -> None:
        self.matters = Table(
            Matter, "id", "serial", "title", "body", "department_id", "owner_id", "created_by_id", "status",
            "is_open", "is_blocked", "due_at", "original_due_at", "closed_at", "done_late", "priority", "light",
            "visibility", "version", "created_at", "updated_at", kind="task",
        )  # fmt: skip
        self.tasks = Table(
            Task, "matter_ptr_id", "is_light", "percent", "issued_at", "submitted_at", "result", "blockage",
            "blockage_note", completion_standard=words.STANDARD, source="instruction",
        )  # fmt: skip
        self.parties = Table(
            Party, "id", "matter_id", "role", "person_id", "department_id", "read_at", "signed_at", "signed_by_id"
        )  # fmt: skip
        self.deadlines = Table(
            Deadline, "id", "matter_id", "party_id", "clock", "ladder_id", "state", "started_at", "since", "due_at",
            "original_due_at", "settled_at", "settled_by_id", "light", "wake_at",
        )  # fmt: skip
        self.firings = Table(Firing, "deadline_id", "version", "rung_id", "planned_at", "fired_at", "people")
        self.journal = Table(
            Activity, "id", "stream", "seq", "event", "matter_id", "actor_id", "via", "at", "facts", "digest",
            "delivered_at",
        )  # fmt: skip
        self.heads = Table(ChainHead, "stream", "seq", "digest", "seal")
        self.comments = Table(Comment, "id", "matter_id", "author_id", "body", "created_at")
        self.notices = Table(
            Notification, "id", "person_id", "activity_id", "matter_id", "why", "dedupe_key", "read_at", "created_at",
            urgency="prompt",
        )  # fmt: skip
        self.entries = Table(search.TABLE, "matter_id", "tokens")
        self.order = (
            self.matters, self.tasks, self.parties, self.deadlines, self.firings, self.journal, self.heads,
            self.comments, self.notices, self.entries,
        )  # fmt: skip

    def load(self, start: int, stop: int) -> None:
        """Tasks number `start` to `stop`, in chunks that do not depend on how ranges are cut."""
        cursor = raw_cursor()
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        for first in range(start, stop, CHUNK):
            dice = Random(SEED + first)
            for index in range(first, min(first + CHUNK, stop)):
                self.add(invent(index, self.span, self.house, dice), dice)
            for table in self.order:
                table.flush(cursor)
            cursor.connection.commit()

    def add(self, story: Story, dice: Random) -> None:
        """All rows of one task."""
        times = {step: at for step, _, at, _ in story.steps()}
        signed = times.get("signed_for")
        parties = self._add_parties(story, signed)
        light = self._add_clocks(story, times, parties)
        last = self._add_journal(story)
        closed = times.get("completed") or times.get("withdrawn")
        submitted = times.get("submitted") or (closed if story.is_light else None)
        self.matters.add(
            story.pk, story.pk, story.title, story.body, story.department, story.owner, story.giver, story.status,
            "t" if story.is_open else "f", "t" if story.status == "blocked" else "f", instant(story.due),
            instant(story.due), _when(closed), "f", story.priority, light, story.visibility, len(story.path),
            instant(story.created), instant(last),
        )  # fmt: skip
        blocked = "department" if story.status == "blocked" else ""
        self.tasks.add(
            story.pk, "t" if story.is_light else "f", 100 if closed else 40 if "started" in times else 0,
            instant(story.created), _when(submitted), story.remark if submitted else "", blocked,
            story.remark if blocked else "",
        )  # fmt: skip
        if dice.random() < 0.4:
            self.comments.add(story.pk, story.pk, story.owner, story.remark, instant(story.created + 7200))
        self.entries.add(story.pk, _tokens(story))

    def _add_parties(self, story: Story, signed: int | None) -> list[tuple]:
        rows = [
            (PartyRole.LEAD, NULL, story.department, signed),
            (PartyRole.RESPONSIBLE, story.owner, NULL, signed),
            (PartyRole.GIVER, story.giver, NULL, None),
        ]
        if story.supervisor:
            rows.append((PartyRole.SUPERVISOR, story.supervisor, NULL, None))
        rows += [(PartyRole.CO, NULL, department, signed) for department in story.co]
        for place, (role, person, department, at) in enumerate(rows):
            self.parties.add(
                story.pk * ROOM + place, story.pk, role.value, person, department, _when(signed), _when(at),
                story.owner if at else NULL,
            )  # fmt: skip
        return rows

    def _add_clocks(self, story: Story, times: dict[str, int], parties: list[tuple]) -> str:
        """Receipt clocks of those who sign and the completion clock; the light the task shows."""
        started, due = instant(story.created), instant(story.due)
        signing = (
            [] if story.is_light else [i for i, row in enumerate(parties) if row[0] in ("responsible", "co")]
        )
        met = times.get("signed_for")
        for place in signing:
            row = Deadline(clock=Clock.RECEIPT, due_at=instant(story.created + 86_400))
            self._add_clock(story, row, story.pk * ROOM + place, met, "met" if met else "running", started)
        row = Deadline(clock=Clock.DUE, due_at=due)
        done = times.get("completed") or times.get("withdrawn")
        ended = "cancelled" if story.status == "withdrawn" else "met"
        state = ended if done else "paused" if story.status == "submitted" else "running"
        self._add_clock(story, row, NULL, done, state, started)
        return row.light if state == "running" else Light.NONE.value

    def _add_clock(
        self, story: Story, row: Deadline, party: Any, settled: int | None, state: str, started: Any
    ) -> None:
        pk = story.pk * ROOM + (ROOM - 1 if party == NULL else party % ROOM)
        row.pk, row.started_at, row.since, row.state = pk, started, started, State(state)
        row.last_report_at = None
        rungs = self.rungs[self.ladder[row.clock]]
        if state == "running":
            plan.reckon(row, rungs, self.calendar, self.now)
            for due in plan.planned(row, rungs, self.calendar):
                if due.at <= self.now:
                    self.firings.add(pk, 1, due.rung.pk, due.at, due.at, f"[{story.owner}]")
        self.deadlines.add(
            pk, story.pk, party, row.clock.value, self.ladder[row.clock], state, started, started, row.due_at,
            row.due_at, _when(settled), story.owner if settled else NULL, str(row.light), row.wake_at or NULL,
        )  # fmt: skip

    def _add_journal(self, story: Story) -> int:
        """The chain of the task, as record() would have written it; when its last entry was made."""
        stream, digest, at = f"matter:{story.pk}", "", story.created
        for place, (step, who, at, facts) in enumerate(story.steps()):
            entry = Entry(stream, place + 1, f"task.{step}", story.pk, who, instant(at), facts)
            digest = chain.digest_of(entry, digest)
            pk = story.pk * ROOM + place
            self.journal.add(
                pk, stream, place + 1, entry.event, story.pk, who, entry.via, entry.at,
                text_of(json.dumps(facts, ensure_ascii=False)), digest, entry.at,
            )  # fmt: skip
            if step == "issued":
                read = NULL if story.status == "issued" else entry.at
                self.notices.add(story.pk, story.owner, pk, story.pk, "act", f"a:{pk}", read, entry.at)
        seq = len(story.path)
        self.heads.add(stream, seq, digest, chain.seal_of(stream, seq, digest))
        return at


def _when(at: int | None) -> Any:
    return NULL if at is None else instant(at)


@functools.cache
def _lexemes(text: str) -> str:
    return " ".join(f"'{token}'" for token in dict.fromkeys(search.tokens(text)))


def _tokens(story: Story) -> str:
    year, batch = story.title.rsplit(" ", 1)[1].split("-")
    return f"'t' '{story.pk}' '{year}' '{batch}' {_lexemes(story.words)} {_lexemes(story.body)}"


def load_matters(size: int, house: Organisation, now: int, processes: int = 2) -> float:
    """Fill the tables with `size` tasks; the seconds it took."""
    began = time.monotonic()
    rebuild = _drop_indexes()
    connection.close()
    span, step = Span(size, now), -(-size // processes // CHUNK) * CHUNK
    ranges = [(start, min(start + step, size)) for start in range(0, size, step)]
    with multiprocessing.get_context("fork").Pool(len(ranges)) as pool:
        pool.starmap(functools.partial(_load_range, span, house), ranges)
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for definition in rebuild:
            cursor.execute(definition)
    Counter.objects.update_or_create(kind="task", defaults={"value": size})
    catch_up([model._meta.db_table for model in LOADED] + [Firing._meta.db_table])
    _analyze()
    return time.monotonic() - began


def _load_range(span: Span, house: Organisation, start: int, stop: int) -> None:
    connection.close()
    Loader(span, house).load(start, stop)


def _drop_indexes() -> list[str]:
    """Take down the plain indexes of the tables to fill; the statements that bring them back."""
    tables = [model._meta.db_table for model in (*LOADED, Task, Firing, ChainHead)] + [search.TABLE]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY(%s) "
            "AND indexname NOT IN (SELECT conname FROM pg_constraint)",
            [tables],
        )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _, definition in found]


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def row_counts() -> dict[str, int]:
    """How many rows each loaded table has, by the planner's statistics."""
    tables = [model._meta.db_table for model in (*LOADED, Firing)] + [search.TABLE]
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reltuples::bigint FROM pg_class WHERE relname = ANY(%s)", [tables])
        return dict(cursor.fetchall())
