"""Counts a follow-through report: each figure is the list of the records it was counted from."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from collab.matters.models import Kind
from collab.matters.models.matter import number_of
from collab.org.models import Department
from meetings.models import MeetingSeries

from ..circulars.periods import bounds, zone
from . import cost
from .asking import Grouping, Question
from .facts import NOWHERE, Facts, Taken, facts_of

MEETINGS = ("meetings", "uncounted")
DECISIONS = ("decisions", "with_task", "open_ends")
WORK = ("items", "closed", "on_time", "overdue")
AGES = {"age_5": 5, "age_20": 20, "age_60": 60, "age_more": None}
INVITED = ("invited", "unrepresented")
PRESENCE = {
    "present": ("present", "non_voting"),
    "proxy": ("proxy",),
    "absent": ("absent",),
    "excused": ("leave",),
}
FIGURES = (*MEETINGS, *DECISIONS, *WORK, *AGES, *INVITED, *PRESENCE)
NOBODY = 0


@dataclass
class Line:
    """One meeting, series, department or decision taken apart; `oldest` is in working days, `minutes` are people's."""

    key: int
    at: datetime
    host: int = 0
    series: int = 0
    figures: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in FIGURES})
    oldest: int | None = None
    minutes: int = 0
    money: Counter[str] = field(default_factory=Counter)
    name: str = ""

    def count(self, figure: str) -> int:
        return len(self.figures[figure])


@dataclass
class Report:
    """Lines with their sum, the sum of the period before (None where there is none), attendance by department."""

    question: Question
    lines: list[Line]
    total: Line
    former: Line | None
    attendance: list[Line]


def report_of(question: Question) -> Report:
    """The whole report, for one reader."""
    facts = facts_of(question)
    start, _end = bounds(question.first, question.last)
    held = [*_meeting_lines(facts), *(_outside_line(facts, row) for row in facts.outside)]
    now = [line for line in held if question.meeting or line.at >= start]
    before = [line for line in held if line.at < start] if question.former else None
    lines = _named(_grouped(now, question.by), facts, question.by)
    seats = _seats(facts, [line.key for line in now if line.key], start)
    return Report(
        question=question,
        lines=lines,
        total=_sum(NOBODY, now, start),
        former=None if before is None else _sum(NOBODY, before, start),
        attendance=_named(seats, facts, Grouping.DEPARTMENT),
    )


def _meeting_lines(facts: Facts) -> Iterable[Line]:
    rates = cost.Rates()
    for pk, meeting in facts.meetings.items():
        line = Line(pk, meeting["starts_at"], meeting["department_id"], meeting["series_id"] or 0)
        line.figures["meetings"] = [pk]
        rows = facts.presence.get(pk, [])
        if not cost.is_counted(meeting, rows):
            line.figures["uncounted"] = [pk]
        _count_decisions(line, facts.decisions.get(pk, []))
        _count_work(line, facts.led.get(pk, ()), facts)
        line.figures["invited"] = [row.pk for row in facts.invited.get(pk, []) if row.person]
        line.figures["unrepresented"] = _empty_seats(facts, pk)
        for figure, kinds in PRESENCE.items():
            line.figures[figure] = [row.pk for row in rows if row.presence in kinds]
        line.minutes = sum(cost.minutes_at(meeting, row) for row in rows)
        line.money = rates.cost(line.minutes, meeting["starts_at"].astimezone(zone()).date())
        yield line


def _outside_line(facts: Facts, row: Taken) -> Line:
    line = Line(NOBODY, row.at, row.host)
    _count_decisions(line, [row])
    _count_work(line, facts.led_by_decision.get(row.pk, ()), facts)
    return line


def _count_decisions(line: Line, rows: Iterable[Taken]) -> None:
    for row in rows:
        line.figures["decisions"].append(row.pk)
        if row.has_task:
            line.figures["with_task"].append(row.pk)
        if row.is_open_end:
            line.figures["open_ends"].append(row.pk)


def _count_work(line: Line, ids: Iterable[int], facts: Facts) -> None:
    for pk in sorted(ids):
        work = facts.work.get(pk)
        if work is None:
            continue
        line.figures["items"].append(pk)
        marks = (("closed", work.is_done), ("on_time", work.on_time), ("overdue", work.overdue))
        for figure, holds in marks:
            if holds:
                line.figures[figure].append(pk)
        if work.days_open is not None:
            line.figures[_age(work.days_open)].append(pk)
            line.oldest = max(line.oldest or 0, work.days_open)


def _age(days: int) -> str:
    """The bucket of so many working days: up to five, twenty, sixty, or more."""
    return next(name for name, most in AGES.items() if most is None or days <= most)


def _empty_seats(facts: Facts, meeting: int) -> list[int]:
    """Departments invited from which nobody came, where anybody was noted at all."""
    rows = facts.presence.get(meeting, [])
    came = [row.home for row in rows if row.presence in cost.CAME]
    asked = [row for row in facts.invited.get(meeting, []) if row.department and rows]
    return [row.pk for row in asked if not any(home.is_of(row.department) for home in came)]


def _sum(key: int, lines: Iterable[Line], at: datetime) -> Line:
    """Several lines as one; what stands in two of them counts once."""
    total = Line(key, at)
    held: dict[str, dict[int, None]] = {name: {} for name in FIGURES}
    for line in lines:
        for name in FIGURES:
            held[name].update(dict.fromkeys(line.figures[name]))
        total.minutes += line.minutes
        total.money.update(line.money)
        if line.oldest is not None:
            total.oldest = max(total.oldest or 0, line.oldest)
    total.figures = {name: list(ids) for name, ids in held.items()}
    return total


KEYS: dict[str, Callable[[Line], int]] = {
    Grouping.MEETING: lambda line: line.key,
    Grouping.SERIES: lambda line: line.series,
    Grouping.DEPARTMENT: lambda line: line.host,
}


def _grouped(lines: Iterable[Line], by: str) -> list[Line]:
    held: dict[int, list[Line]] = {}
    for line in lines:
        held.setdefault(KEYS[by](line), []).append(line)
    return [_sum(key, rows, rows[-1].at) for key, rows in held.items()]


def _seats(facts: Facts, meetings: Iterable[int], at: datetime) -> list[Line]:
    """Attendance by the department people come from; those of none that is known stand together."""
    held: dict[int, Line] = {}

    def line_of(department: int | None) -> Line:
        return held.setdefault(department or NOBODY, Line(department or NOBODY, at))

    for meeting in meetings:
        empty = set(_empty_seats(facts, meeting))
        for one in facts.invited.get(meeting, []):
            if one.person:
                home = facts.homes.get(one.person, NOWHERE)
                line_of(home.department).figures["invited"].append(one.pk)
            elif one.pk in empty:
                line_of(one.department).figures["unrepresented"].append(one.pk)
        for row in facts.presence.get(meeting, []):
            line = line_of(row.home.department)
            line.figures[figure_of(row.presence)].append(row.pk)
            line.minutes += cost.minutes_at(facts.meetings[meeting], row)
    return list(held.values())


def figure_of(presence: str) -> str:
    """Under which figure somebody is counted who took part in this way."""
    return next(name for name, kinds in PRESENCE.items() if presence in kinds)


def _named(lines: list[Line], facts: Facts, by: str) -> list[Line]:
    """Lines with their names: meetings by time, the latest first, the others by name, what has none at the end."""
    keys = [line.key for line in lines]
    if by == Grouping.MEETING:
        for line in lines:
            row = facts.meetings.get(line.key)
            line.name = (
                f"{number_of(Kind.MEETING, row['serial'])} {row['title']}"
                if row
                else _("Decided outside these meetings")
            )
        return sorted(lines, key=lambda line: (bool(line.key), line.at, line.key), reverse=True)
    if by == Grouping.SERIES:
        names = dict(MeetingSeries.objects.filter(pk__in=keys).values_list("pk", "title"))
        apart = _("Outside any series")
    else:
        names = {row.pk: row.display_name for row in Department.objects.filter(pk__in=keys)}
        apart = _("Of no department known")
    for line in lines:
        line.name = names.get(line.key, apart)
    return sorted(lines, key=lambda line: (not line.key, line.name))
