"""The ledger 台账: what a supervision office keeps of each task, as a page, a sheet and through the API."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.common import clock
from collab.deadlines.models import Extension
from collab.matters.models import Light, Party, PartyRole
from collab.matters.rows import Calendars

from .models import ProgressReport, Source, Task

CHUNK = 500
SHOWN = (PartyRole.CO, PartyRole.SUPERVISOR, PartyRole.RESPONSIBLE, PartyRole.LEAD)
STILL = ("draft", "suspended", "withdrawn")


@dataclass(frozen=True)
class Entry:
    """One task with what stands beside it in the ledger."""

    task: Any
    parties: list[Party]
    days: int | None
    words: dict[str, dict[str, str]]

    def names(self, role: str) -> str:
        """Everybody who holds this part."""
        held = [party for party in self.parties if party.role == role]
        return ", ".join(
            str(party.person) if party.person else party.department.display_name  # type: ignore[union-attr]
            for party in held
        )

    @property
    def signed_at(self) -> datetime | None:
        """When the responsible people, or else the lead department, signed."""
        for role in (PartyRole.RESPONSIBLE, PartyRole.LEAD):
            if held := [party for party in self.parties if party.role == role]:
                return max((party.signed_at for party in held if party.signed_at), default=None)
        return None

    @property
    def late(self) -> str:
        """The mark of what is or was late."""
        if self.task.done_late:
            return _("Done late")
        return _("Overdue") if self.days is not None and self.task.is_open and self._is_over else ""

    @property
    def _is_over(self) -> bool:
        return bool(self.task.due_at and self.task.due_at < clock.now())


@dataclass(frozen=True)
class Column:
    """One column: its word in the address where it can be sorted by, and what stands in a cell."""

    name: str
    label: str | Promise
    cell: Callable[[Entry], Any]
    order: str = ""


COLUMNS = (
    Column("number", gettext_lazy("Number"), lambda e: e.task.number, "number"),
    Column("title", gettext_lazy("Title"), lambda e: e.task.title, "title"),
    Column("source", gettext_lazy("Source"), lambda e: e.words["source"].get(e.task.source, ""), "source"),
    Column("lead", gettext_lazy("Lead department"), lambda e: e.task.department.display_name, "lead"),
    Column("co_departments", gettext_lazy("Co-departments"), lambda e: e.names(PartyRole.CO)),
    Column(
        "responsible",
        gettext_lazy("Responsible"),
        lambda e: str(e.task.owner) if e.task.owner else "",
        "responsible",
    ),
    Column("supervisor", gettext_lazy("Supervisor"), lambda e: e.names(PartyRole.SUPERVISOR)),
    Column("issued_at", gettext_lazy("Issued"), lambda e: e.task.issued_at, "issued"),
    Column("signed_at", gettext_lazy("Signed for"), lambda e: e.signed_at),
    Column("original_due_at", gettext_lazy("Original due"), lambda e: e.task.original_due_at, "original"),
    Column("due_at", gettext_lazy("Current due"), lambda e: e.task.due_at, "due"),
    Column("extensions", gettext_lazy("Extensions"), lambda e: e.task.extension_count),
    Column(
        "light",
        gettext_lazy("Light"),
        lambda e: e.words["light"]["still" if e.task.light == Light.NONE and e.task.due_at else e.task.light],
        "light",
    ),
    Column("status", gettext_lazy("Status"), lambda e: e.words["status"].get(e.task.status, ""), "status"),
    Column("last_progress", gettext_lazy("Last progress"), lambda e: e.task.last_text or ""),
    Column("last_progress_at", gettext_lazy("Reported"), lambda e: e.task.last_report_at, "progress"),
    Column("days_left", gettext_lazy("Working days left or over"), lambda e: e.days),
    Column("late", gettext_lazy("Late"), lambda e: e.late),
)


def with_ledger(rows: QuerySet) -> QuerySet:
    """Tasks with what the ledger reads beside them, in the same statement."""
    granted = Extension.objects.of_the_whole().filter(state=Extension.State.APPROVED)
    approved = granted.filter(matter=OuterRef("pk"))
    counted = approved.order_by().values("matter").annotate(n=Count("pk")).values("n")
    reports = ProgressReport.objects.filter(task=OuterRef("pk")).order_by("-at", "-pk")
    return rows.select_related("department", "owner").annotate(
        extension_count=Coalesce(Subquery(counted), 0), last_text=Subquery(reports.values("text")[:1])
    )


def entries_of(tasks: Sequence[Task], calendars: Calendars) -> list[Entry]:
    """Tasks loaded by with_ledger(), with their parties in one statement."""
    parties: dict[int, list[Party]] = {task.pk: [] for task in tasks}
    rows = Party.objects.filter(matter__in=parties, role__in=SHOWN).select_related("person", "department")
    for party in rows.order_by("pk"):
        parties[party.matter_id].append(party)
    now, words = clock.now(), _words()
    return [Entry(task, parties[task.pk], days_of(task, calendars, now), words) for task in tasks]


def _words() -> dict[str, dict[str, str]]:
    """What codes are called in the reader's language, looked up once for many rows."""
    return {
        "source": {value: str(label) for value, label in Source.choices},
        "status": {code: str(state.label) for code, state in Task.machine.states.items()},
        "light": {value: str(label) for value, label in Light.choices} | {"still": _("No light")},
    }


def days_of(task: Any, calendars: Calendars, now: datetime) -> int | None:
    """Whole working days left (over: negative); for what is finished, how late it was handed in."""
    if task.due_at is None or task.status in STILL:
        return None
    until = now if task.is_open else task.submitted_at or task.closed_at
    if until is None or (not task.is_open and not task.done_late):
        return None
    calendar = calendars.of(task.department)
    minutes = calendar.distance(until, task.due_at)
    days = abs(minutes) // (calendar.day_minutes or 1)
    return -days if minutes < 0 else days


def lines_of(
    ids: Sequence[int], rows: QuerySet, told: Callable[[int], None] = lambda position: None
) -> Iterator[list[Any]]:
    """The ledger of these ids line by line, read in chunks; of what is not among `rows` (any more) there is none.

    `told` hears how many ids are behind before each chunk.
    """
    calendars = Calendars()
    tasks = with_ledger(rows)
    for start in range(0, len(ids), CHUNK):
        told(start)
        chunk = ids[start : start + CHUNK]
        found = tasks.in_bulk(chunk)
        held = [found[pk] for pk in chunk if pk in found]
        yield from cells_of(entries_of(held, calendars))


def cells_of(entries: Iterable[Entry]) -> Iterator[list[Any]]:
    """What stands in each column."""
    return ([column.cell(entry) for column in COLUMNS] for entry in entries)


def heads() -> list[str]:
    """The columns' labels in the reader's language."""
    return [str(column.label) for column in COLUMNS]
