"""How a cycle's goals were scored: counts by department and reading, each with the goals it was counted from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.org.models import Department

from ..models import Commitment, Cycle, Goal
from ..scoring import MET, MISSED, PARTLY, READINGS, reading, weighted_mean

UNSCORED, WAITING = "unscored", "waiting"
BANDS = {
    MET: pgettext_lazy("score", "Met"),
    PARTLY: pgettext_lazy("score", "Partly met"),
    MISSED: pgettext_lazy("score", "Missed"),
    UNSCORED: _("Closed without a figure"),
    WAITING: _("Not closed yet"),
}
STEPS = 10


@dataclass
class Line:
    """One department's goals by band; `mean` is over those that have a score, by weight."""

    department: Department | None
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(BANDS, 0))
    scores: list[tuple[Decimal | None, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def mean(self) -> Decimal | None:
        return weighted_mean(self.scores).share

    def add(self, band: str, score: Decimal | None, weight: int) -> None:
        self.counts[band] += 1
        self.scores.append((score, weight))


@dataclass(frozen=True)
class Distribution:
    """Lines by department, the whole, and how many goals scored in each tenth."""

    lines: list[Line]
    whole: Line
    tenths: list[int]
    owners_due: int
    sponsors_due: int


def goals_in(cycle: Cycle, person) -> QuerySet[Goal]:
    """The cycle's goals that this person may see and that count: drafts and what was cancelled do not."""
    return Goal.objects.visible_to(person).filter(cycle=cycle).exclude(status__in=("draft", "cancelled"))


def distribution_of(cycle: Cycle, person) -> Distribution:
    """Everything the page of a cycle counts, in two statements."""
    columns = (
        "department_id",
        "status",
        "commitment",
        "score",
        "weight",
        "self_assessed_at",
        "sponsor_assessed_at",
    )
    lines: dict[int, Line] = {}
    whole, tenths, owners, sponsors = Line(None), [0] * STEPS, 0, 0
    departments: dict[int, Department] = {}
    rows = list(goals_in(cycle, person).order_by().values_list(*columns))
    departments = Department.objects.in_bulk({row[0] for row in rows})
    for department, status, commitment, score, weight, assessed, judged in rows:
        band = band_of(status, commitment, score)
        line = lines.setdefault(department, Line(departments[department]))
        for one in (line, whole):
            one.add(band, score if status == "closed" else None, weight)
        if status == "closed" and score is not None:
            tenths[min(int(score * STEPS), STEPS - 1)] += 1
        owners += status == "scoring" and assessed is None and judged is None
        sponsors += status == "scoring" and assessed is not None and judged is None
    ordered = sorted(lines.values(), key=lambda line: line.department.display_name)  # type: ignore[union-attr]
    return Distribution(ordered, whole, tenths, owners, sponsors)


def band_of(status: str, commitment: str, score: Decimal | None) -> str:
    """Where a goal is counted."""
    if status != "closed":
        return WAITING
    return reading(score, commitment) or UNSCORED


def in_band(band: str) -> Q:
    """The goals of a band, as the database finds them; a test holds this and `band_of` together."""
    if band == WAITING:
        return ~Q(status="closed")
    closed = Q(status="closed")
    if band == UNSCORED:
        return closed & Q(score=None)
    found = Q(pk__in=[])
    for commitment in Commitment.values:
        met, partly = READINGS[commitment]
        span = {
            MET: Q(score__gte=met),
            PARTLY: Q(score__gte=partly, score__lt=met),
            MISSED: Q(score__lt=partly),
        }[band]
        found |= Q(commitment=commitment) & span
    return closed & found


def in_tenth(tenth: int) -> Q:
    """Closed goals whose score lies in this tenth; the last one takes the full score in."""
    low, high = Decimal(tenth) / STEPS, Decimal(tenth + 1) / STEPS
    upper = Q() if tenth == STEPS - 1 else Q(score__lt=high)
    return Q(status="closed", score__gte=low) & upper


def waits_for(whom: str) -> Q:
    """Goals being scored that wait for their owner's or their sponsor's word."""
    assessed = Q(self_assessed_at=None) if whom == "owner" else Q(self_assessed_at__isnull=False)
    return Q(status="scoring", sponsor_assessed_at=None) & assessed


def readings_of(goals: Iterable[Goal]) -> dict[int, str]:
    """What each closed goal's score means, in words, by id."""
    return {
        goal.pk: str(BANDS[band_of(goal.status, goal.commitment, goal.score)])
        for goal in goals
        if goal.status == "closed"
    }
