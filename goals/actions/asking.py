"""Whom a version is put to: consultations opened, carried over or set aside, and the clocks they run on.

Each is part of an action that holds the goal.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from collab.common import clock
from collab.common.actor import Actor
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.actions.parties import hand_down_audience
from collab.matters.models import Party, PartyRole
from collab.matters.policies import forget_parties
from collab.org.models import Department
from collab.org.selectors import calendar_of, front_desks

from ..models import Answer, Consultation, Contribution, Goal, GoalVersion
from ..terms import concerned
from .terms import contributor

TERM_DAYS = 7


def open_version(
    goal: Goal, kept: Mapping[str, Any], changes: list[str], actor: Actor, reason: str
) -> GoalVersion:
    """A new version in consultation; one that was open until now is dropped, its answers as far as they still hold
    go along.
    """
    former = goal.proposal
    if former is not None:
        close_version(former, GoalVersion.State.DROPPED, actor)
    fresh = GoalVersion.objects.create(
        goal=goal,
        number=goal.versions.count() + 1,
        snapshot=kept,
        changes=changes,
        reason=reason,
        proposed_by=actor.person,
        proposed_at=clock.now(),
    )
    goal._proposal = fresh
    agreed = goal.versions.filter(state=GoalVersion.State.CONFIRMED).last()
    ask_departments(goal, fresh, agreed.snapshot if agreed else None, former, actor)
    return fresh


def ask_departments(
    goal: Goal, fresh: GoalVersion, agreed: Mapping[str, Any] | None, former: GoalVersion | None, actor: Actor
) -> None:
    """Ask the departments that the version concerns; an answer to a former proposal stands where nothing that
    concerns its department was changed since.
    """
    asked = concerned(agreed, fresh.snapshot)
    moved = concerned(former.snapshot, fresh.snapshot) if former is not None else asked
    earlier = {row.department_id: row for row in former.consultations.all()} if former is not None else {}
    parties = {party.department_id: party for party in _contributors(goal)}
    due: list[Party] = []
    for place, about in asked.items():
        party = parties.get(place) or contributor(goal, place, None)
        if place in earlier and place not in moved:
            row = earlier[place]
            row.goal_version, row.about = fresh, about
            row.save(update_fields=["goal_version", "about"])
            continue
        party.due_at = term_of(party.department)
        party.save(update_fields=["due_at"])
        deadlines.cancel(goal, Clock.DUE, actor=actor, party=party)
        due.append(party)
        Consultation.objects.create(
            goal_version=fresh, party=party, department_id=place, about=about, due_at=party.due_at
        )
    if former is not None:
        set_aside(goal, former.consultations.filter(answer=Answer.PENDING), asked, actor)
    release(goal, asked)
    deadlines.start_clocks(goal, parts=due)


def _contributors(goal: Goal) -> Iterable[Party]:
    rows = Party.objects.filter(matter_id=goal.pk, role=PartyRole.CO)
    return rows.select_related("department")


def term_of(department: Department | None) -> datetime:
    """When an answer is due: seven working days from now in the department's own calendar."""
    return calendar_of(department).add_days(clock.now(), TERM_DAYS)


def set_aside(goal: Goal, rows: Any, still_asked: Iterable[int], actor: Actor) -> None:
    """These are not waited for any more; clocks of departments asked anew go on."""
    for row in rows.select_related("party"):
        if row.party is not None and row.department_id not in set(still_asked):
            deadlines.cancel(goal, Clock.DUE, actor=actor, party=row.party)
        row.answer = Answer.MOOT
        row.version += 1
        row.save(update_fields=["answer", "version"])


def close_version(version: GoalVersion, state: str, actor: Actor, note: str = "") -> None:
    """Say what became of a version, by whom and when."""
    version.state, version.note = state, note
    version.decided_by, version.decided_at = actor.person, clock.now()
    version.save()


def abandon(goal: Goal, version: GoalVersion, actor: Actor, note: str) -> None:
    """Drop a version in consultation: nobody is waited for, and who only came in for it leaves again."""
    close_version(version, GoalVersion.State.DROPPED, actor, note)
    set_aside(goal, version.consultations.filter(answer=Answer.PENDING), (), actor)
    goal._proposal = None
    release(goal)


def release(goal: Goal, asked: Iterable[int] = ()) -> None:
    """Let departments go that neither contribute nor are asked any more; heirs follow."""
    contributing = Contribution.objects.filter(goal_id=goal.pk).values("party_id")
    rows = Party.objects.filter(matter_id=goal.pk, role=PartyRole.CO).exclude(pk__in=contributing)
    rows.exclude(department__in=list(asked)).delete()
    forget_parties(goal)
    hand_down_audience(goal)


def desks_of(version: GoalVersion) -> list[int]:
    """Who opens the post of the departments that have not answered yet."""
    places = version.consultations.filter(answer=Answer.PENDING).values_list("department_id", flat=True)
    return sorted({pk for people in front_desks(places).values() for pk in people})
