"""The three rates of feedback (SPEC §4): 响应率 response, 解决率 solution, 满意率 satisfaction; reopens and causes.

Every figure is the list of the feedback it was counted from, so it opens its records. Counted is what came in between
two days (of the organisation's default calendar), less what was merged into another, and only what the reader may read.
What was withdrawn counts as received, and as not reacted to where its term was over by then.

- Response rate: of what was reacted to or should have been by now, the share accepted or refused within its term.
- Solution rate: of what was accepted, the share that is closed as solved: confirmed by the submitter, or not objected to
  within the notice they were told of. What was refused is in neither part; what ended because nobody replied to a
  question is not solved.
- Satisfaction rate: of what is closed with a score, the share with 4 or 5 of 5. Without a score it is in neither part.
  Whoever gave what was merged scores the answer too, so every submitter counts once.
- Reopened: of what was answered for good at least once, the share that came back.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from collab.common import clock
from collab.deadlines.models import Clock, Deadline
from collab.org.models import Department
from feedback.models import Ending, Feedback

from ..circulars.periods import bounds, zone

SOLVED = (Ending.CONFIRMED, Ending.TIMED_OUT)
CONTENT_FROM = 4
RATES = {
    "response": ("responded", "to_respond"),
    "solution": ("solved", "accepted"),
    "satisfaction": ("content", "scored"),
    "reopening": ("reopened", "answered"),
}
FIGURES = ("received", *(figure for pair in RATES.values() for figure in pair))
COLUMNS = (
    "pk",
    "department_id",
    "created_at",
    "status",
    "ending",
    "score",
    "cause",
    "reopened",
    "accepted_at",
    "closed_at",
    "solved_at",
    "term",
)


@dataclass
class Count:
    """One department's figures, or everybody's: ids of feedback by figure, and by cause."""

    department: Department | None = None
    held: dict[str, list[int]] = field(default_factory=lambda: {figure: [] for figure in FIGURES})
    causes: dict[str, list[int]] = field(default_factory=dict)

    def of(self, rate: str) -> tuple[int, int]:
        """Numerator and denominator."""
        part, whole = RATES[rate]
        return len(self.held[part]), len(self.held[whole])


def fed_back(reader, first: date, last: date, department: Department | None) -> QuerySet:
    """What came in between these days about which this reader may read, of a department and those below it."""
    start, end = bounds(first, last)
    rows = Feedback.objects.visible_to(reader).filter(created_at__gte=start, created_at__lt=end)
    rows = rows.exclude(status="merged", score=None)
    return rows.filter(department__path__startswith=department.path) if department else rows


def count_feedback(
    reader, first: date, last: date, department: Department | None
) -> tuple[Count, list[Count]]:
    """All together, and each department that handles any, by name; in two statements."""
    total, now = Count(), clock.now()
    by_department: dict[int, Count] = {}
    for row in _read(reader, first, last, department):
        for count in (total, by_department.setdefault(row["department_id"], Count())):
            _add(count, row, now)
    known = Department.objects.in_bulk(by_department)
    for pk, count in by_department.items():
        count.department = known[pk]
    return total, sorted(by_department.values(), key=lambda count: str(count.department))


def by_month(reader, first: date, last: date, department: Department | None) -> list[tuple[date, Count]]:
    """The same by the month in which it came in (in the zone of the periods), every month from first to last; in one
    statement. A month is named by its first day.
    """
    now, months = clock.now(), {day: Count() for day in _months(first, last)}
    for row in _read(reader, first, last, department):
        _add(months[row["created_at"].astimezone(zone()).date().replace(day=1)], row, now)
    return list(months.items())


def _months(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = (day + timedelta(days=31)).replace(day=1)


def _read(reader, first: date, last: date, department: Department | None) -> Iterator[dict[str, Any]]:
    term = (
        Deadline.objects.filter(matter=OuterRef("pk"), clock=Clock.ACCEPTANCE)
        .order_by("-pk")
        .values("due_at")
    )
    rows = fed_back(reader, first, last, department).annotate(term=Subquery(term[:1])).order_by("pk")
    for values in rows.values_list(*COLUMNS):
        yield dict(zip(COLUMNS, values, strict=True))


def _add(count: Count, row: dict[str, Any], now) -> None:
    if row["status"] == "merged":
        _add_score(count, row)
        return
    refused, withdrawn = row["status"] == "not_accepted", row["status"] == "withdrawn"
    reacted_at = row["accepted_at"] or (row["closed_at"] if refused else None)
    term, answered = row["term"], bool(row["solved_at"] or row["reopened"])
    until = row["closed_at"] if withdrawn else now
    _add_score(count, row)
    figures = {
        "received": True,
        "to_respond": reacted_at is not None or (term is not None and term < until),
        "responded": reacted_at is not None and (term is None or reacted_at <= term),
        "accepted": row["accepted_at"] is not None and not (refused or withdrawn),
        "solved": row["status"] == "closed" and row["ending"] in SOLVED,
        "answered": answered,
        "reopened": answered and row["reopened"] > 0,
    }
    for figure, belongs in figures.items():
        if belongs:
            count.held[figure].append(row["pk"])
    if row["cause"]:
        count.causes.setdefault(row["cause"], []).append(row["pk"])


def _add_score(count: Count, row: dict[str, Any]) -> None:
    """Whoever gave it is counted once by their own score, also where theirs was merged into another."""
    if row["status"] not in ("closed", "merged") or row["score"] is None:
        return
    count.held["scored"].append(row["pk"])
    if row["score"] >= CONTENT_FROM:
        count.held["content"].append(row["pk"])


def pareto(count: Count) -> list[tuple[str, int, float]]:
    """Causes by how often, each with the share of it and all before it."""
    ordered = sorted(count.causes.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    whole, so_far, found = sum(len(ids) for _cause, ids in ordered), 0, []
    for cause, ids in ordered:
        so_far += len(ids)
        found.append((cause, len(ids), so_far / whole))
    return found


def before(first: date, last: date) -> tuple[date, date]:
    """The days of the same number just before these."""
    length = last - first
    return first - length - timedelta(days=1), first - timedelta(days=1)


def records(count: Count, figure: str, cause: str = "") -> Iterable[int]:
    """The feedback a figure, or a cause, was counted from."""
    return count.causes.get(cause, []) if figure == "cause" else count.held[figure]


def share(parts: Sequence[int]) -> float | None:
    """A share between 0 and 1; None where there is nothing to take it of."""
    part, whole = parts
    return part / whole if whole else None
