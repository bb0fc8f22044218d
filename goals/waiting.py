"""Whose turn it is on goals: what one person has to say, confirm, answer or acknowledge, and their own parts."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from collab.common import clock
from collab.deadlines.models import Clock, Deadline
from collab.org.models import Role
from collab.org.standing import OFFICERS, Standing

from .models import Answer, CheckIn, Consultation, Contribution, Goal, GoalVersion
from .states import AGREED

SOON = 3 * 24 * 3600
OPEN = GoalVersion.State.CONSULTING


def desks(standing: Standing) -> set[int]:
    """Departments this person speaks for day by day; a sponsor is asked only when the ladder reaches them."""
    return {place for role, place in standing.roles if role in OFFICERS and role != Role.SPONSOR}


def asked(standing: Standing) -> QuerySet:
    """Consultations in which one of this person's departments has not answered yet."""
    return Consultation.objects.filter(
        department__in=desks(standing), answer=Answer.PENDING, goal_version__state=OPEN
    )


def to_confirm(people: Iterable[int]) -> QuerySet:
    """Goals that these people sponsor and of which everybody was heard, or whose time to answer is over."""
    rows = Consultation.objects.filter(goal_version=OuterRef("pk"))
    waiting = Q(answer=Answer.PENDING, due_at__gt=clock.now())
    bare = Q(answer=Answer.OBJECTED, replied_at=None)
    ready = GoalVersion.objects.filter(~Exists(rows.filter(waiting | bare)), state=OPEN)
    return Goal.objects.filter(sponsor__in=people, pk__in=ready.values("goal")).exclude(owner__in=people)


def to_answer(people: Iterable[int]) -> QuerySet:
    """Goals of these people with an objection nobody has replied to."""
    rows = Consultation.objects.filter(answer=Answer.OBJECTED, replied_at=None, goal_version__state=OPEN)
    return Goal.objects.filter(owner__in=people, pk__in=rows.values("goal_version__goal"))


def to_acknowledge(standing: Standing, people: Iterable[int]) -> QuerySet:
    """Contributions that these people, or a department this person speaks for, have not acknowledged yet."""
    mine = Q(party__person__in=people) | Q(party__department__in=desks(standing))
    return Contribution.objects.filter(mine, acknowledged_at=None, goal__status__in=AGREED)


def to_check_in(people: Iterable[int]) -> QuerySet:
    """Clocks of check-ins that these people owe within three days, or owe already."""
    mine = Q(party__person__in=people) | Q(party=None, matter__owner__in=people)
    soon = clock.now() + clock.seconds(SOON)
    return Deadline.objects.running().filter(mine, clock=Clock.CHECK_IN, due_at__lte=soon)


def to_review(people: Iterable[int]) -> QuerySet:
    """Check-ins that these people have not acknowledged yet."""
    return CheckIn.objects.filter(reviewer__in=people, acknowledged_at=None).exclude(author__in=people)


def parts_of(person, standing: Standing, most: int) -> list[Contribution]:
    """“My part in the whole”: what this person and their own departments contribute to open goals, theirs first."""
    mine = Q(party__person__in=standing.person_ids) | Q(party__department__in=standing.department_ids)
    rows = (
        Contribution.objects.visible_to(person).filter(mine, goal__is_open=True).exclude(goal__status="draft")
    )
    rows = rows.select_related("goal", "party__department", "party__person")
    return list(rows.order_by(F("party__person").asc(nulls_last=True), "goal__due_at", "pk")[:most])
