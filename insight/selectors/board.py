"""The lists of the supervision board: what is unsigned, stale, about to escalate, escalated, overdue, undecided."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.common import clock
from collab.common.instants import day_words
from collab.deadlines import plan
from collab.deadlines.models import Clock, Deadline, Extension, Firing, Rung
from collab.deadlines.models import State as ClockState
from collab.deadlines.policies import tellers
from collab.deadlines.selectors import ladders
from collab.deadlines.words import clock_word, rung_words
from collab.matters.models import Party
from collab.matters.page import suiting
from collab.matters.querysets import MatterQuerySet
from collab.matters.rows import rows_of
from collab.org.models import Person
from collab.org.selectors import calendar_of, calendars_for, stand_ins
from collab.org.standing import Standing, standing_of
from tasks.models import Task
from tasks.states import ACTIVE

SHOWN = 50
LOOKED_AT = 300
AHEAD_DAYS = 3


def may_supervise(person) -> bool:
    """Coordinators, and whoever manages a department."""
    standing = standing_of(person)
    return standing.is_coordinator or bool(standing.manages)


def _sees_all(standing: Standing) -> bool:
    return standing.is_coordinator or bool(standing.sponsors)


def open_work(person, department: int | None = None) -> MatterQuerySet:
    """Open tasks: of all departments for coordinators and leaders, of their own tree for heads."""
    standing = standing_of(person)
    rows = Task.objects.visible_to(person).open()
    if not _sees_all(standing):
        rows = rows.filter(department__in=standing.manages)
    return rows.filter(department=department) if department else rows


def supervised(rows: MatterQuerySet) -> MatterQuerySet:
    """Those that were handed out and are not somebody's own light task."""
    return rows.filter(is_light=False).exclude(status="draft")


def unsigned_late(rows: MatterQuerySet) -> MatterQuerySet:
    """Those whose time to sign has passed."""
    missed = Deadline.objects.missed(clock.now()).filter(clock=Clock.RECEIPT, matter=OuterRef("pk"))
    return rows.filter(Exists(missed))


def unsigned(rows: MatterQuerySet) -> MatterQuerySet:
    """Their time to sign has passed, the longest waiting first."""
    waiting = Q(deadlines__clock=Clock.RECEIPT, deadlines__state="running", deadlines__due_at__lt=clock.now())
    return (
        unsigned_late(rows).annotate(since=Min("deadlines__due_at", filter=waiting)).order_by("since", "pk")
    )


def stale(rows: MatterQuerySet) -> MatterQuerySet:
    """Being worked on without a report within the period agreed, the longest silent first."""
    active = rows.filter(status__in=ACTIVE).annotate(since=Coalesce("last_report_at", "issued_at"))
    calendar, now = calendar_of(None), clock.now()
    periods = active.order_by().values_list("report_every_days", flat=True).distinct()
    silent = Q(pk__in=[])
    for days in periods:
        silent |= Q(report_every_days=days, since__lt=calendar.add_days(now, -days) if days else now)
    return active.filter(silent).order_by("since", "pk")


def red(rows: MatterQuerySet) -> MatterQuerySet:
    """Past their due instant, the longest first."""
    return rows.filter(due_at__lt=clock.now()).annotate(since=F("due_at")).order_by("due_at", "pk")


def returns(rows: MatterQuerySet) -> MatterQuerySet:
    """Somebody asked to give them back; a ruling is awaited."""
    return rows.filter(status="return_requested").annotate(since=F("updated_at")).order_by("updated_at", "pk")


def climbed(rows: MatterQuerySet, rung: int) -> MatterQuerySet:
    """A rung has fired on the present version of one of their clocks."""
    fired = Firing.objects.filter(
        rung=rung,
        deadline__matter=OuterRef("pk"),
        deadline__state=ClockState.RUNNING,
        version=F("deadline__version"),
    )
    return rows.filter(Exists(fired)).annotate(since=F("due_at")).order_by("due_at", "pk")


def rungs_fired(rows: MatterQuerySet) -> list[dict[str, Any]]:
    """Every rung that has fired on open work, with how many matters it stands on."""
    fired = Firing.objects.filter(deadline__state=ClockState.RUNNING, version=F("deadline__version"))
    fired = fired.filter(deadline__matter__in=rows.order_by().values("pk")).order_by()
    counts = dict(fired.values_list("rung").annotate(n=Count("deadline__matter", distinct=True)))
    found = Rung.objects.filter(pk__in=counts).select_related("ladder").order_by("ladder__clock", "position")
    return [
        {
            "id": rung.pk,
            "label": f"{clock_word(rung.ladder.clock)} · {rung_words([rung.offset, rung.unit])}",
            "count": counts[rung.pk],
        }
        for rung in found
    ]


@dataclass(frozen=True)
class Rising:
    """The next rung on a matter: when it fires, and whom it will tell."""

    matter_id: int
    at: datetime
    words: str
    people: list[str]


def rising(rows: MatterQuerySet) -> list[Rising]:
    """What the ladder will do within the next working days, soonest first; one line per matter."""
    now = clock.now()
    until = calendar_of(None).add_days(now, AHEAD_DAYS)
    waking = Deadline.objects.running().filter(wake_at__lte=until, matter__in=rows.order_by().values("pk"))
    deadlines = list(waking.with_clock().order_by("wake_at", "pk")[:LOOKED_AT])
    known, calendars = ladders(), calendars_for({row.matter.department_id for row in deadlines})
    nexts = []
    for row in deadlines:
        planned = plan.planned(row, known.get(row.ladder_id, []), calendars[row.matter.department_id])
        ahead = next((step for step in planned if now < step.at <= until), None)
        if ahead is not None:
            nexts.append((ahead, row))
    nexts.sort(key=lambda pair: (pair[0].at, pair[1].pk))
    first = {row.matter_id: (step, row) for step, row in reversed(nexts)}
    chosen = sorted(first.values(), key=lambda pair: (pair[0].at, pair[1].pk))[:SHOWN]
    return _named(chosen, now)


def _named(chosen: list[tuple[plan.Planned, Deadline]], now: datetime) -> list[Rising]:
    """The same with the names of those who will be told, stand-ins for the absent among them."""
    parties: dict[int, list[Party]] = {}
    ids = [row.matter_id for _step, row in chosen]
    for party in Party.objects.filter(matter_id__in=ids).order_by("pk"):
        parties.setdefault(party.matter_id, []).append(party)
    told = tellers([row for _step, row in chosen], parties)
    meant = [[pk for one in step.rung.targets for pk in told.people(row, one)] for step, row in chosen]
    instead = stand_ins({pk for people in meant for pk in people}, now)
    final = [list(dict.fromkeys(instead.get(pk, pk) for pk in people)) for people in meant]
    names = {row.pk: str(row) for row in Person.objects.filter(pk__in={pk for one in final for pk in one})}
    return [
        Rising(
            row.matter_id,
            step.at,
            f"{clock_word(row.awaited(row.matter.kind))} · {rung_words([step.rung.offset, step.rung.unit])}",
            [names[pk] for pk in people if pk in names],
        )
        for (step, row), people in zip(chosen, final, strict=True)
    ]


def extensions(rows: MatterQuerySet) -> QuerySet:
    """Requests for more time that wait for a decision, oldest first."""
    pending = Extension.objects.filter(state=Extension.State.PENDING, matter__in=rows.order_by().values("pk"))
    return pending.select_related("matter__department", "party__department", "requested_by").order_by(
        "requested_at", "pk"
    )


def name_unsigned(tasks: Sequence[Task]) -> None:
    """Keep beside each task who has not signed though the time is over."""
    missed = Deadline.objects.missed(clock.now()).filter(clock=Clock.RECEIPT, matter__in=tasks)
    names: dict[int, list[str]] = {}
    for row in missed.select_related("party__person", "party__department").order_by("due_at", "pk"):
        if row.party:
            who = str(row.party.person) if row.party.person else row.party.department.display_name
            names.setdefault(row.matter_id, []).append(who)
    for task in tasks:
        task.__dict__["unsigned_by"] = ", ".join(names.get(task.pk, ()))


Words = Callable[[Any], str]


@dataclass(frozen=True)
class Tab:
    """One list of the board; `why` says of a row what it stands there for."""

    label: str | Promise
    nothing: str | Promise
    narrow: Callable[[MatterQuerySet], MatterQuerySet]
    why: Words


def _since(words: str | Promise) -> Words:
    return lambda task: str(words) % {"at": day_words(task.since)} if task.since else ""


TABS: dict[str, Tab] = {
    "unsigned": Tab(
        gettext_lazy("Not signed for"),
        gettext_lazy("Everything issued was signed for in time."),
        unsigned,
        lambda task: (
            _("should have been signed for by %(at)s: %(who)s")
            % {"at": day_words(task.since), "who": task.unsigned_by}
        ),
    ),
    "stale": Tab(
        gettext_lazy("No progress"),
        gettext_lazy("Everybody reported within the period."),
        stale,
        _since(gettext_lazy("nothing reported since %(at)s")),
    ),
    "red": Tab(
        gettext_lazy("Overdue"),
        gettext_lazy("Nothing is overdue."),
        red,
        _since(gettext_lazy("was due %(at)s")),
    ),
    "returns": Tab(
        gettext_lazy("Returns to rule on"),
        gettext_lazy("Nobody asked to give work back."),
        returns,
        lambda task: task.return_reason,
    ),
}
STEPS = {"returns": ("refuse-return", "rule", "reassign"), "": ("urge", "reassign")}


def listed(rows: MatterQuerySet, tab: str) -> list[dict[str, Any]]:
    """The first rows of a tab, each with why it stands there and its steps."""
    tasks = list(TABS[tab].narrow(rows).with_card()[:SHOWN])
    if tab == "unsigned":
        name_unsigned(tasks)
    return with_steps(tasks, TABS[tab].why, tab)


def with_steps(tasks: Iterable[Task], why: Words, tab: str = "") -> list[dict[str, Any]]:
    """Rows as the board draws them; whether a step is this person's to take, its dialog answers."""
    held = list(tasks)
    wanted = STEPS.get(tab, STEPS[""])
    rows = rows_of(held)
    for task, row in zip(held, rows, strict=True):
        row["why"] = why(task)
        row["actions"] = tuple(suiting(task, wanted))
    return rows


def rising_rows(rows: MatterQuerySet) -> list[dict[str, Any]]:
    """Matters about to escalate with the next rung, when it fires and whom it tells."""
    coming = rising(rows)
    tasks = rows.with_card().in_bulk([one.matter_id for one in coming])
    words = {
        one.matter_id: _("%(rung)s — %(at)s → %(people)s")
        % {"rung": one.words, "at": day_words(one.at), "people": ", ".join(one.people) or "—"}
        for one in coming
    }
    ordered = [tasks[one.matter_id] for one in coming if one.matter_id in tasks]
    return with_steps(ordered, lambda task: words[task.pk])


def counts(rows: MatterQuerySet) -> dict[str, int]:
    """How many each tab holds."""
    found = {name: tab.narrow(rows).order_by().values("pk").count() for name, tab in TABS.items()}
    return found | {"extensions": extensions(rows).count()}
