"""Drafting a goal and changing the draft."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import Forbidden, Invalid, TransitionRefused, require
from collab.common.instants import last_moment
from collab.matters.actions import open_matter
from collab.matters.actions.links import led_to
from collab.matters.models import Kind, Matter, Party, PartyRole, Visibility
from collab.org.models import Department, Person
from collab.org.selectors import calendar_of

from .. import policies
from ..events import GOAL_DRAFTED, GOAL_EDITED
from ..models import Cycle, Goal
from ..selectors import likely_sponsor
from ..terms import changed_fields, frozen, terms_of
from .contributions import ContributionBrief
from .terms import LONGEST, changed_terms, check_terms, entries_of, write_contributions, write_terms


@transaction.atomic
def create_goal(
    *,
    actor: Actor,
    title: str,
    department: Department,
    cycle: Cycle,
    owner: Person | None = None,
    sponsor: Person | None = None,
    contributions: Sequence[ContributionBrief] = (),
    visibility: str = Visibility.DEPARTMENTS,
    came_from: Matter | None = None,
    **terms: Any,
) -> Goal:
    """Draft a goal; `terms` are its other fields: commitment, weight, parent, the five answers, the due day.

    Without a sponsor it gets the one in the department's line. Raises Forbidden, Invalid, or Conflict (cycle over).
    """
    _require_may_draft(actor, department, visibility, terms | {"cycle": cycle})
    entries = entries_of(contributions, department)
    owner = owner or actor.person
    sponsor = sponsor or _sponsor_in_line(department, owner)
    goal = open_matter(
        Goal,
        actor=actor,
        kind=Kind.GOAL,
        parties=_first_parties(department, owner, sponsor),
        status="draft",
        title=title,
        department=department,
        owner=owner,
        sponsor=sponsor,
        cycle=cycle,
        visibility=visibility,
        **_stored(terms, department),
    )
    write_contributions(goal, entries, actor)
    if came_from is not None:
        led_to(came_from, goal, actor=actor)
    record(GOAL_DRAFTED, matter=goal, actor=actor)
    return goal


@transaction.atomic
def edit_goal(*, goal: Goal, actor: Actor, version: int, **changes: Any) -> Goal:
    """Change a draft; after that a change is proposed as a version."""
    goal = Goal.objects.lock(goal.pk, version=version)
    require(policies.answers_for(actor, goal))
    if goal.status != "draft":
        raise TransitionRefused(
            _("%(number)s is no draft any more. Propose a change instead.") % {"number": goal.number},
            state=goal.status,
            allowed=goal.machine.steps_from(goal.status),
        )
    before = terms_of(goal)
    terms = changed_terms(goal, before, changes)
    was, now = frozen(before), frozen(terms)
    names = changed_fields(was, now)
    if not names:
        return goal
    write_terms(goal, now, before, actor)
    goal.original_due_at = goal.due_at
    goal.save_changes()
    told = {"before": {name: was[name] for name in names}, "changes": {name: now[name] for name in names}}
    record(GOAL_EDITED, matter=goal, actor=actor, fields=names, **told)
    return goal


def _require_may_draft(actor: Actor, department: Department, visibility: str, terms: dict[str, Any]) -> None:
    if not policies.can_set_goals_for(actor, department):
        raise Forbidden(_("Setting goals for another department is for its officers and coordinators."))
    if visibility not in Visibility.values:
        raise Invalid.field("visibility", _("Choose one of the offered audiences."))
    check_terms(terms)


def _stored(terms: dict[str, Any], department: Department) -> dict[str, Any]:
    due_on = terms.get("due_on")
    due_at = last_moment(due_on, calendar_of(department).zone) if due_on else None
    texts = {name: value.strip() for name, value in terms.items() if name in LONGEST}
    return terms | texts | {"due_at": due_at}


def _sponsor_in_line(department: Department, owner: Person | None) -> Person | None:
    found = likely_sponsor(department.pk, owner.pk if owner else None)
    return Person.objects.filter(pk=found).first() if found else None


def _first_parties(department: Department, owner: Person | None, sponsor: Person | None) -> list[Party]:
    parties = [Party(role=PartyRole.LEAD, department=department)]
    parties += [Party(role=PartyRole.ACCOUNTABLE, person=owner)] if owner else []
    return parties + ([Party(role=PartyRole.SPONSOR, person=sponsor)] if sponsor else [])
