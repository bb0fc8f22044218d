"""Whose turn it is on goals: what one person has to say, confirm, answer or acknowledge, and their own parts."""

from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from collab.deadlines.models import Clock, Deadline
from collab.matters.models import Kind
from collab.matters.rows import RowStep
from collab.matters.turns import Turn, Waiting, doing_of_matter, register_turns, register_work, steps_at
from collab.matters.whose import PersonalQuestion, Whose
from collab.org.models import Scope
from collab.org.standing import Standing

from .models import Answer, CheckIn, Consultation, Contribution, Goal, GoalVersion
from .models.agreement import CONSULTATION
from .models.contribution import CONTRIBUTION
from .models.key_result import CHECK_IN
from .states import AGREED

PARTS = 8
SOON = 3 * 24 * 3600
LATER = datetime(9000, 1, 1, tzinfo=UTC)
OPEN = GoalVersion.State.CONSULTING


def asked(whose: Whose) -> QuerySet:
    """Consultations in which one of this person's departments has not answered yet."""
    return Consultation.objects.filter(
        department__in=whose.speaks_for, answer=Answer.PENDING, goal_version__state=OPEN
    )


def to_confirm(whose: Whose) -> QuerySet:
    """Goals that these people sponsor and of which everybody was heard, or whose time to answer is over."""
    people = whose.people(Scope.APPROVAL)
    rows = Consultation.objects.filter(goal_version=OuterRef("pk"))
    waiting = Q(answer=Answer.PENDING, due_at__gt=whose.at())
    bare = Q(answer=Answer.OBJECTED, replied_at=None)
    ready = GoalVersion.objects.filter(~Exists(rows.filter(waiting | bare)), state=OPEN)
    return Goal.objects.filter(sponsor__in=people, pk__in=ready.values("goal")).exclude(owner__in=people)


def to_answer(whose: Whose) -> QuerySet:
    """Objections to goals of these people that nobody has replied to."""
    return Consultation.objects.filter(
        goal_version__goal__owner__in=whose.people(),
        answer=Answer.OBJECTED,
        replied_at=None,
        goal_version__state=OPEN,
    )


def to_acknowledge(whose: Whose) -> QuerySet:
    """Contributions that these people, or a department this person speaks for, have not acknowledged yet."""
    mine = Q(party__person__in=whose.people(Scope.RECEIPT)) | Q(party__department__in=whose.speaks_for)
    return Contribution.objects.filter(mine, acknowledged_at=None, goal__status__in=AGREED)


def to_check_in(whose: Whose) -> QuerySet:
    """Clocks of check-ins that these people owe within three days, or owe already."""
    people = whose.people()
    mine = Q(party__person__in=people) | Q(party=None, matter__owner__in=people)
    return Deadline.objects.running().filter(mine, clock=Clock.CHECK_IN, due_at__lte=whose.at(SOON))


def to_review(whose: Whose) -> QuerySet:
    """Check-ins that these people have not acknowledged yet."""
    people = whose.people(Scope.APPROVAL)
    return CheckIn.objects.filter(reviewer__in=people, acknowledged_at=None).exclude(author__in=people)


def to_judge(whose: Whose) -> QuerySet:
    """Goals these people sponsor that were assessed by somebody else as their owner and not by a sponsor yet."""
    rows = Goal.objects.filter(sponsor__in=whose.people(Scope.APPROVAL), status="scoring")
    rows = rows.filter(self_assessed_at__isnull=False, sponsor_assessed_at=None)
    return rows.exclude(Q(owner__in=whose.me) | Q(self_assessed_by__in=whose.me))


def to_close(whose: Whose) -> QuerySet:
    """Goals these people sponsor whose score stands."""
    rows = Goal.objects.filter(sponsor__in=whose.people(Scope.APPROVAL), status="scoring")
    return rows.filter(sponsor_assessed_at__isnull=False).exclude(owner__in=whose.me)


def _check_in(found: Waiting) -> tuple[RowStep, ...]:
    return doing_of_matter("check-in")(found) if found.kind == Kind.KEY_RESULT else ()


def _consultation(found: Waiting) -> tuple[RowStep, ...]:
    return steps_at(CONSULTATION, ("accept", "object"), "goals:consultation", found.about)


def _contribution(found: Waiting) -> tuple[RowStep, ...]:
    return steps_at(CONTRIBUTION, ("acknowledge",), "goals:contribution", found.about)


def _review(found: Waiting) -> tuple[RowStep, ...]:
    return steps_at(CHECK_IN, ("acknowledge",), "goals:check_in", found.about)


register_work(Kind.GOAL, owner=("agreed", "scoring"))
register_turns(
    Turn("sign", to_acknowledge, "goal_id", "pk", Value(LATER), only_open=False, steps=_contribution),
    Turn("do", to_check_in, steps=_check_in),
    Turn("do", to_answer, "goal_version__goal_id"),
    Turn("decide", asked, "goal_version__goal_id", "pk", steps=_consultation),
    Turn("decide", to_confirm, "pk", steps=doing_of_matter("confirm")),
    Turn("decide", to_judge, "pk", steps=doing_of_matter("judge")),
    Turn("decide", to_close, "pk", steps=doing_of_matter("close")),
    Turn("decide", to_review, Coalesce("key_result_id", "goal_id"), "pk", steps=_review),
)


class Part(NamedTuple):
    """What somebody contributes to a goal, as values."""

    goal: int
    serial: int
    title: str
    health: str
    progress: float | None
    role: str
    part: str
    department: str | None
    department_zh: str | None


def _parts(whose: Whose) -> QuerySet:
    mine = Q(party__person__in=whose.person_ids) | Q(party__department__in=whose.department_ids)
    rows = Contribution.objects.filter(whose.audience("goal__"), mine, goal__is_open=True)
    shown = ("goal_id", *(f"goal__{name}" for name in ("serial", "title", "health", "progress")), "role")
    people = ("party__part", "party__department__name", "party__department__name_zh")
    ordered = rows.exclude(goal__status="draft").order_by(
        F("party__person").asc(nulls_last=True), "goal__due_at", "pk"
    )
    return ordered.values_list(*shown, *people)[:PARTS]


CONTRIBUTED = PersonalQuestion(_parts)


def parts_of(standing: Standing, at: datetime) -> list[Part]:
    """“My part in the whole”: what this person and their own departments contribute to open goals, theirs first."""
    return [Part(*values) for values in CONTRIBUTED.ask(standing, at)]
