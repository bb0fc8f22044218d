"""Who contributes what to a goal, and that they know it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import NotFound, StaleVersion, TransitionRefused, require
from collab.matters.policies import acts_for
from collab.org.models import Department, Person
from collab.org.names import name_fact

from .. import policies
from ..events import CONTRIBUTION_ACKNOWLEDGED
from ..models import Contribution, Goal
from ..states import AGREED


@dataclass(frozen=True)
class ContributionBrief:
    """What one department or person is to contribute, and as what."""

    who: Department | Person
    role: str = ""
    text: str = ""

    def entry(self) -> dict[str, Any]:
        """As it stands among the terms."""
        is_department = isinstance(self.who, Department)
        return {
            "department": self.who.pk if is_department else None,
            "person": None if is_department else self.who.pk,
            "role": self.role.strip(),
            "text": self.text.strip(),
        }


@transaction.atomic
def acknowledge_contribution(*, contribution: Contribution, actor: Actor, version: int) -> Contribution:
    """Say that one knows one's role and contribution, for oneself or for the department one signs for."""
    goal, row = _locked(contribution, version)
    require(policies.can_acknowledge(actor, row))
    if goal.status not in AGREED or row.acknowledged_at is not None:
        raise TransitionRefused(
            _("There is nothing to acknowledge here: not agreed on yet, or acknowledged already."),
            state=goal.status,
            allowed=goal.machine.steps_from(goal.status),
        )
    absent = acts_for(actor, goal, policies.CONTRIBUTING, only=row.party)
    acknowledge(row, actor)
    goal.save_changes()
    who = name_fact(row.who)
    record(
        CONTRIBUTION_ACKNOWLEDGED,
        matter=goal,
        actor=actor,
        on_behalf_of=absent,
        who=who,
        contribution=row.pk,
    )
    return row


def acknowledge(row: Contribution, actor: Actor) -> None:
    """Note who acknowledged it and when; part of the action that records it."""
    row.acknowledged_at, row.acknowledged_by = clock.now(), actor.person
    row.version += 1
    row.save()


def _locked(contribution: Contribution, version: int | None) -> tuple[Goal, Contribution]:
    """Goal first, then what hangs on it, as everywhere."""
    goal = Goal.objects.lock(contribution.goal_id)
    rows = Contribution.objects.select_for_update(of=("self",)).select_related(
        "party__department", "party__person"
    )
    row = rows.filter(pk=contribution.pk).first()
    if row is None:
        raise NotFound
    if version is not None and row.version != version:
        raise StaleVersion(version=row.version)
    row.goal = goal
    return goal, row
