"""Who may keep the checklist, set deliverables, hand evidence in and note time."""

from collab.common.actor import Actor
from collab.matters.models import PartyRole
from collab.matters.policies import holds_part
from collab.org.standing import standing_of

from .. import policies
from ..models import Task, TimeEntry


def can_hand_in(actor: Actor, task: Task) -> bool:
    """Those who do the work, co-departments included."""
    co = holds_part(standing_of(actor.person), task, [PartyRole.CO])
    return co or policies.does_the_work(actor, task)


def can_keep_checklist(actor: Actor, task: Task) -> bool:
    """Those who do the work, the supervisor, and whoever drafts it."""
    return can_hand_in(actor, task) or policies.can_edit_draft(actor, task)


def can_set_deliverables(actor: Actor, task: Task) -> bool:
    """Whoever drafts it; once it was handed out, the supervisor alone."""
    if task.status == "draft" or task.is_light:
        return policies.can_edit_draft(actor, task)
    return policies.is_supervisor(actor, task)


def is_own(actor: Actor, entry: TimeEntry) -> bool:
    return entry.person_id == actor.person_id
