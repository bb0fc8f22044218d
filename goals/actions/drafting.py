"""Drafting a goal."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid
from collab.common.instants import last_moment
from collab.matters.actions import open_matter
from collab.matters.models import Kind, Party, PartyRole, Visibility
from collab.org.models import Department, Person
from collab.org.selectors import calendar_of

from .. import policies
from ..events import GOAL_DRAFTED
from ..models import Commitment, Cycle, Goal
from .contributions import ContributionBrief, lay_out_contributions

MOST_WEIGHT = 1000
TEXTS = ("specific", "feasibility", "resources", "relevance")
LONGEST_TEXT = 20_000
LONGEST = {"metric": 200, "unit": 40} | dict.fromkeys(TEXTS, LONGEST_TEXT)


@transaction.atomic
def create_goal(
    *,
    actor: Actor,
    title: str,
    department: Department,
    cycle: Cycle,
    body: str = "",
    owner: Person | None = None,
    sponsor: Person | None = None,
    parent: Goal | None = None,
    contributions: Sequence[ContributionBrief] = (),
    visibility: str = Visibility.DEPARTMENTS,
    **answers: Any,
) -> Goal:
    """Draft a goal; `answers` are further fields of the goal: its commitment, weight, five answers, due day.

    Raises Forbidden for another department's goal, Invalid naming the field, Conflict where the cycle is over.
    """
    if not policies.can_set_goals_for(actor, department):
        raise Forbidden(_("Setting goals for another department is for its officers and coordinators."))
    if cycle.state not in ("planned", "open"):
        raise Conflict(_("This cycle takes no more goals. Choose another one."), code="cycle_over")
    if visibility not in Visibility.values:
        raise Invalid.field("visibility", _("Choose one of the offered audiences."))
    answers = checked_answers(answers)
    owner = owner or actor.person
    briefs = list(contributions)
    goal = open_matter(
        Goal,
        actor=actor,
        kind=Kind.GOAL,
        parties=_parties(department, owner, sponsor, briefs),
        status="draft",
        title=title,
        body=body,
        department=department,
        owner=owner,
        sponsor=sponsor,
        cycle=cycle,
        parent=parent,
        visibility=visibility,
        due_at=due_instant(answers.get("due_on"), department),
        **answers,
    )
    lay_out_contributions(goal, briefs)
    record(GOAL_DRAFTED, matter=goal, actor=actor)
    return goal


def checked_answers(given: dict[str, Any]) -> dict[str, Any]:
    """Fields of a goal as they may be stored, whatever they say; Invalid names the first that may not."""
    if given.get("commitment", Commitment.COMMITTED) not in Commitment.values:
        raise Invalid.field("commitment", _("Choose one of the offered commitments."))
    if not 1 <= given.get("weight", 1) <= MOST_WEIGHT:
        raise Invalid.field("weight", _("Give it a weight between 1 and 1000."), "out_of_range")
    for name, longest in LONGEST.items():
        text = given.get(name, "")
        if len(text) > longest or "\x00" in text:
            raise Invalid.field(
                name, _("Keep this under %(n)d characters of plain text.") % {"n": longest}, "max_length"
            )
    return {name: value.strip() if name in LONGEST else value for name, value in given.items()}


def due_instant(day: date | None, department: Department) -> datetime | None:
    """The end of the day in the department's zone; None where no day was given."""
    return last_moment(day, calendar_of(department).zone) if day else None


def _parties(
    department: Department, owner: Person | None, sponsor: Person | None, briefs: Sequence[ContributionBrief]
) -> list[Party]:
    parties = [Party(role=PartyRole.LEAD, department=department)]
    parties += [Party(role=PartyRole.ACCOUNTABLE, person=owner)] if owner else []
    parties += [Party(role=PartyRole.SPONSOR, person=sponsor)] if sponsor else []
    seen: set[tuple[type, int]] = set()
    for brief in briefs:
        key = (type(brief.who), brief.who.pk)
        if brief.who == department:
            raise Invalid.field(
                "contributions", _("The lead department is not also a contributing one."), "lead"
            )
        if key in seen:
            text = _("%(who)s is named twice. Give each contributor one contribution.")
            raise Invalid.field("contributions", text % {"who": brief.who}, "twice")
        seen.add(key)
    return parties + [brief.party() for brief in briefs]
