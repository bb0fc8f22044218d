"""Who may do what with feedback, and who hears of it."""

from collab.activity.registry import Hearer
from collab.common.actor import Actor
from collab.matters.models import PartyRole
from collab.matters.policies import holds_part, parties_of, people_behind, watchers
from collab.org.standing import standing_of

from ..models import Feedback, Submitter
from .selectors import coordinator_ids

OFFICE, HANDLERS, GIVERS = (
    (PartyRole.SUPERVISOR,),
    (PartyRole.LEAD, PartyRole.RESPONSIBLE),
    (PartyRole.GIVER,),
)


def can_triage(actor: Actor, feedback: Feedback) -> bool:
    """Accept, refuse, hand out and merge: coordinators, and the officers of the coordination office."""
    return standing_of(actor.person).is_coordinator or holds_part(standing_of(actor.person), feedback, OFFICE)


def can_handle(actor: Actor, feedback: Feedback) -> bool:
    """Answer it: its owner, the handling department's officers, a delegate of one of these; never whoever gave it."""
    standing = standing_of(actor.person)
    handles = standing.may_act_for(feedback.owner_id) or holds_part(standing, feedback, HANDLERS)
    return handles and not gave(actor, feedback)


def can_pass_on(actor: Actor, feedback: Feedback) -> bool:
    """Give it to another department or person: who answers for it now, or who hands it out."""
    return can_handle(actor, feedback) or can_triage(actor, feedback)


def gave(actor: Actor, feedback: Feedback) -> bool:
    """Whether the actor gave it, by name."""
    return holds_part(standing_of(actor.person), feedback, GIVERS)


def speaks_as_submitter(actor: Actor, feedback: Feedback, through: Submitter | None = None) -> bool:
    """Whether the actor gave it, or holds the code or address of `through`, which the door has checked."""
    return gave(actor, feedback) or (through is not None and through.feedback_id == feedback.pk)


def can_reopen(actor: Actor, feedback: Feedback, through: Submitter | None = None) -> bool:
    """Whoever gave it; a coordinator where it was closed although it should not have been."""
    if speaks_as_submitter(actor, feedback, through):
        return True
    return feedback.status == "closed" and can_triage(actor, feedback)


def can_escalate(actor: Actor, feedback: Feedback) -> bool:
    """Whoever gave it, whoever answers for it, and coordinators."""
    return gave(actor, feedback) or can_pass_on(actor, feedback)


def _givers(feedback: Feedback) -> list[int]:
    return [row.person_id for row in parties_of(feedback) if row.role in GIVERS and row.person_id]


def _told(feedback: Feedback, acting: list[int]) -> list[Hearer]:
    """Those who must act, then whoever gave it, its owner, the handling desk, others named, and watchers."""
    roles = [role for role in PartyRole if role not in (*OFFICE, *GIVERS)]
    others = [*people_behind(feedback, roles), *([feedback.owner_id] if feedback.owner_id else [])]
    found = [Hearer(pk, "act") for pk in acting]
    found += [Hearer(pk, "submitter") for pk in _givers(feedback)] + [Hearer(pk, "party") for pk in others]
    first: dict[int, Hearer] = {}
    for hearer in (*found, *watchers(feedback)):
        first.setdefault(hearer.person_id, hearer)
    return list(first.values())


def hears_of_feedback(activity) -> list[Hearer]:
    """Whoever gave it, handles it or watches it."""
    return _told(activity.matter, [])


def hears_as_office(activity) -> list[Hearer]:
    """Coordinators must act; the others are told."""
    return _told(activity.matter, coordinator_ids())


def hears_as_handler(activity) -> list[Hearer]:
    """The owner must act, or the department's desk where there is none."""
    feedback = activity.matter
    owner = [feedback.owner_id] if feedback.owner_id else list(people_behind(feedback, HANDLERS))
    return _told(feedback, owner)


def hears_as_submitter(activity) -> list[Hearer]:
    """Whoever gave it must act."""
    return _told(activity.matter, _givers(activity.matter))


def hears_of_escalation(activity) -> list[Hearer]:
    """The people the entry names must act; the others are told."""
    return _told(activity.matter, activity.facts.get("people", []))
