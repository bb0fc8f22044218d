"""What waits for one person in conflict cases: to write, score, confirm or check; to appoint a mediator; to rule."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from django.db.models import Q, QuerySet

from collab.matters.doings import doings_of
from collab.matters.models import Kind
from collab.matters.page import row_step
from collab.matters.rows import RowStep
from collab.matters.turns import Turn, register_turns
from collab.matters.whose import Whose
from collab.org.models import Scope
from collab.org.standing import Standing

from ..models import ConflictCase, ConflictSide
from . import policies
from .states import TALKING


def involving(whose: Whose) -> QuerySet:
    """Sides of cases this person may have to do something about; `steps_for` tells which."""
    mine = Q(case__ruler__in=whose.people(Scope.APPROVAL), case__status="ruling")
    among = Q(case__sides__department__in=whose.officer_of)
    mine |= among & Q(case__status__in=[*TALKING, "follow_up"])
    if whose.coordinates:
        called = Q(
            case__parties__person__in=whose.people(Scope.APPROVAL), case__parties__role=policies.OFFICE
        )
        mine |= called & Q(case__mediator=None, case__status="mediation")
    return ConflictSide.objects.filter(mine)


def steps_for(standing: Standing, cases: Iterable[int]) -> dict[int, tuple[RowStep, ...]]:
    """Those of these cases that wait for this person, with the next step where one dialog takes it; in one statement."""
    people = standing.people(Scope.APPROVAL)
    rows = ConflictSide.objects.filter(case__in=list(cases)).select_related("case").order_by("case_id", "pk")
    found: dict[int, tuple[RowStep, ...]] = {}
    known = doings_of(Kind.CONFLICT)
    for case, sides in groupby(rows, key=attrgetter("case")):
        name = _awaited(case, list(sides), standing, people)
        if name is not None:
            found[case.pk] = (row_step(known[name], case),) if name else ()
    return found


def _awaited(
    case: ConflictCase, sides: list[ConflictSide], standing: Standing, people: list[int]
) -> str | None:
    """The doing that is awaited; "" for what is done on the case's own page, None for nothing."""
    department = policies.spoken_for(standing, [side.department_id for side in sides])
    side = next((one for one in sides if one.department_id == department), None)
    if case.status == "ruling":
        return "rule" if side is None and case.ruler_id in people else None
    if side is None:
        appoints = case.status == "mediation" and case.mediator_id is None and standing.is_coordinator
        return "appoint-mediator" if appoints else None
    if case.status == "follow_up":
        return "check" if side.kept is None else None
    if case.is_to_be_confirmed and side.confirmed_version < case.agreement_version:
        return "confirm"
    awaited = side.written_at is None or (case.scoring and side.scored_round < case.round)
    return "" if awaited else None


register_turns(Turn("decide", involving, "case_id", narrow=steps_for))
