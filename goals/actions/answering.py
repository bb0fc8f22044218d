"""What a contributing department says to a version, and the talk about it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Invalid, NotFound, StaleVersion, TransitionRefused, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.models import PartyRole
from collab.matters.policies import acts_for
from collab.org.names import name_fact
from collab.org.selectors import front_desks

from .. import policies
from ..events import GOAL_ANSWERED, GOAL_REPLIED
from ..models import Answer, Consultation, ConsultationReply, Goal, GoalVersion

LONGEST = 20_000


@transaction.atomic
def accept_goal(*, consultation: Consultation, actor: Actor, version: int, note: str = "") -> Consultation:
    """The department takes its part as it is."""
    return _answer(consultation, actor, version, Answer.ACCEPTED, (note or "").strip())


@transaction.atomic
def accept_with_conditions(
    *, consultation: Consultation, actor: Actor, version: int, conditions: str
) -> Consultation:
    """The department takes its part on conditions, which the sponsor reads before confirming."""
    words = _words("conditions", conditions, _("Say on which conditions."))
    return _answer(consultation, actor, version, Answer.CONDITIONAL, words)


@transaction.atomic
def object_to_goal(*, consultation: Consultation, actor: Actor, version: int, grounds: str) -> Consultation:
    """The department objects; until somebody has replied to the grounds, the sponsor cannot confirm."""
    words = _words("grounds", grounds, _("Give the grounds of the objection."))
    return _answer(consultation, actor, version, Answer.OBJECTED, words)


@transaction.atomic
def reply_to_consultation(
    *, consultation: Consultation, actor: Actor, version: int, text: str
) -> ConsultationReply:
    """Go on with the thread. A reply by those who answer for the goal, or its sponsor, answers an objection."""
    goal, row = _locked(consultation, version)
    require(policies.can_reply(actor, row))
    _require_open(goal, row)
    if row.answer == Answer.PENDING:
        raise TransitionRefused(
            _("%(department)s has not answered yet; there is nothing to reply to.")
            % {"department": row.department.display_name},
            state=row.answer,
        )
    text = _words("text", text, _("Write the reply."))
    theirs = policies.speaks_for(actor, row) and not policies.can_take_back(actor, goal)
    now = clock.now()
    reply = ConsultationReply.objects.create(consultation=row, author=actor.person, body=text, said_at=now)
    if not theirs:
        row.replied_at = now
    _save(row, goal)
    people = _proposers(goal) if theirs else _desk(row)
    _note(GOAL_REPLIED, row, actor, people, text=text[:500])
    return reply


def _answer(consultation: Consultation, actor: Actor, version: int, answer: str, words: str) -> Consultation:
    goal, row = _locked(consultation, version)
    require(policies.speaks_for(actor, row))
    _require_open(goal, row)
    now = clock.now()
    if row.answered_at is None:
        row.is_late = bool(row.due_at and now > row.due_at)
        if row.party is not None:
            deadlines.settle(goal, Clock.DUE, actor=actor, party=row.party)
    row.answer, row.grounds, row.replied_at = answer, words, None
    row.answered_at, row.answered_by = now, actor.person
    _save(row, goal)
    facts = {"number": row.goal_version.number, "answer": answer, "grounds": words[:500], "late": row.is_late}
    _note(GOAL_ANSWERED, row, actor, _awaited(goal, row), **facts)
    return row


def _locked(consultation: Consultation, version: int | None) -> tuple[Goal, Consultation]:
    """Goal first, then the row, as everywhere."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related(
        "goal_version", "department", "party"
    )
    goal_id = GoalVersion.objects.values_list("goal_id", flat=True).get(pk=consultation.goal_version_id)
    goal = Goal.objects.lock(goal_id)
    row = rows.filter(pk=consultation.pk).first()
    if row is None:
        raise NotFound
    if version is not None and row.version != version:
        raise StaleVersion(version=row.version)
    row.goal_version.goal = goal
    return goal, row


def _require_open(goal: Goal, row: Consultation) -> None:
    if row.goal_version.state != GoalVersion.State.CONSULTING or row.answer == Answer.MOOT:
        raise TransitionRefused(
            _("Version %(number)s of %(goal)s is not in consultation any more.")
            % {"number": row.goal_version.number, "goal": goal.number},
            state=row.goal_version.state,
        )


def _words(field: str, text: str, missing) -> str:
    text = (text or "").strip()
    if not text:
        raise Invalid.field(field, missing, "required")
    if len(text) > LONGEST or "\x00" in text:
        raise Invalid.field(field, _("Keep this under 20,000 characters of plain text."), "max_length")
    return text


def _save(row: Consultation, goal: Goal) -> None:
    row.version += 1
    row.save()
    goal.save_changes()


def _proposers(goal: Goal) -> list[int]:
    return [goal.owner_id] if goal.owner_id else []


def _awaited(goal: Goal, row: Consultation) -> list[int]:
    """Who acts next: on an objection whoever proposed it; when all is said, the sponsor too."""
    rows = row.goal_version.consultations
    left = rows.filter(answer=Answer.PENDING).exists()
    bare = rows.filter(answer=Answer.OBJECTED, replied_at=None).exists()
    people = _proposers(goal) if row.answer == Answer.OBJECTED else []
    return people + ([goal.sponsor_id] if goal.sponsor_id and not left and not bare else [])


def _desk(row: Consultation) -> list[int]:
    found = set(front_desks([row.department_id])[row.department_id])
    return sorted(found | ({row.answered_by_id} if row.answered_by_id else set()))


def _note(event, row: Consultation, actor: Actor, people: list[int], **facts) -> None:
    goal = row.goal_version.goal
    speaks = policies.speaks_for(actor, row) and row.party is not None
    absent = acts_for(actor, goal, [PartyRole.CO], only=row.party) if speaks else None
    record(
        event,
        matter=goal,
        actor=actor,
        on_behalf_of=absent,
        people=[pk for pk in people if pk != actor.person_id],
        department=name_fact(row.department),
        consultation=row.pk,
        **facts,
    )
