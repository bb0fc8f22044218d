"""Asking departments: consultation 征求意见 beforehand, countersigning 会签 each by its own instant."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.deadlines import actions as deadlines
from collab.deadlines.actions.clocks import check_due
from collab.deadlines.models import Clock
from collab.matters.models import Matter, Party, PartyRole
from collab.matters.policies import acts_for, forget_parties
from collab.matters.words import iso
from collab.org.models import Department
from collab.org.names import name_fact

from .. import policies
from ..decisions import policies as rules
from ..decisions.events import CONSULTATION_OPENED, COUNTERSIGNATURES_ASKED, POSITION_GIVEN
from ..models import Decision, Phase, Position, Stance
from .meeting import write_down

ANSWERS = (Stance.AGREES, Stance.COMMENTS, Stance.OBJECTS)
LONGEST = 20_000


@transaction.atomic
def open_consultation(
    *, decision: Decision, actor: Actor, version: int, departments: Iterable[Department], due_at: datetime
) -> Decision:
    """Ask departments what they think of it before it is put to decision."""
    decision = Decision.objects.lock(decision.pk, version=version)
    require(rules.can_set_up(actor, decision))
    decision.move("open_consultation")
    forget_answers(decision, Phase.CONSULTATION)
    rows = ask_departments(decision, Phase.CONSULTATION, departments, due_at)
    decision.save_changes()
    _tell(CONSULTATION_OPENED, decision, actor, rows, due_at)
    return decision


@transaction.atomic
def ask_to_countersign(
    *, decision: Decision, actor: Actor, version: int, departments: Iterable[Department], due_at: datetime
) -> Decision:
    """Ask further departments to countersign, by an instant of their own."""
    decision = Decision.objects.lock(decision.pk, version=version)
    require(policies.can_decide(actor, decision))
    if decision.status != "deciding" or decision.method != "countersign":
        raise Conflict(_("It is not being countersigned."), code="not_countersigned")
    call_countersigners(decision, actor, departments, due_at)
    decision.save_changes()
    return decision


def call_countersigners(
    decision: Decision, actor: Actor, departments: Iterable[Department], due_at: datetime | None
) -> None:
    """Part of the actions that ask for countersignatures and hold the decision."""
    if due_at is None:
        raise Invalid.field("due_at", _("Say by when they have to answer."), "required")
    rows = ask_departments(decision, Phase.COUNTERSIGN, departments, due_at)
    _tell(COUNTERSIGNATURES_ASKED, decision, actor, rows, due_at)


def ask_departments(
    matter: Matter, phase: str, departments: Iterable[Department], due_at: datetime
) -> list[Department]:
    """One position and one clock per department; the ladder chases its officers. Who was asked is not asked twice."""
    wanted = list(dict.fromkeys(departments))
    if not wanted:
        raise Invalid.field("departments", _("Name at least one department."), "required")
    check_due(due_at)
    asked = set(
        Position.objects.filter(matter_id=matter.pk, phase=phase).values_list("department_id", flat=True)
    )
    fresh = [row for row in wanted if row.pk not in asked]
    parties = [_party(matter, row, due_at) for row in fresh]
    Position.objects.bulk_create(
        [
            Position(matter_id=matter.pk, phase=phase, department=row, party=party, due_at=due_at)
            for row, party in zip(fresh, parties, strict=True)
        ]
    )
    deadlines.start_clocks(matter, parts=parties)
    forget_parties(matter)
    return fresh


def forget_answers(matter: Matter, phase: str) -> None:
    """Begin a new round: what was answered before it was put off stays in the history alone."""
    Position.objects.filter(matter_id=matter.pk, phase=phase).delete()


def _party(matter: Matter, department: Department, due_at: datetime) -> Party:
    party, _fresh = Party.objects.update_or_create(
        matter_id=matter.pk,
        role=PartyRole.CONSULTED,
        department=department,
        defaults={"due_at": due_at},
    )
    return party


def _tell(event, decision: Decision, actor: Actor, rows: list[Department], due_at: datetime) -> None:
    if not rows:
        return
    names, ids = [name_fact(row) for row in rows], [row.pk for row in rows]
    write_down(event, decision, actor, who=names, departments=ids, due=iso(due_at))


@transaction.atomic
def respond(
    *, decision: Decision, actor: Actor, version: int, stance: str, text: str = "", department: str = ""
) -> Decision:
    """Give a department's position, or change it while the question is open. An objection names its grounds."""
    decision = Decision.objects.lock(decision.pk, version=version)
    if decision.status not in ("consulted", "deciding"):
        raise Conflict(_("This is not open for positions now."), code="not_asked")
    phase = Phase.COUNTERSIGN if decision.status == "deciding" else Phase.CONSULTATION
    mine = rules.positions_for(actor, decision, phase)
    said = give_position(decision, actor, mine, stance=stance, text=text, department=department)
    record(
        POSITION_GIVEN,
        matter=decision,
        actor=actor,
        on_behalf_of=acts_for(actor, decision, (PartyRole.CONSULTED,)),
        who=name_fact(said.department),
        stance=stance,
        text=said.text,
    )
    return decision


def give_position(
    matter: Matter, actor: Actor, mine: list[Position], *, stance: str, text: str, department: str
) -> Position:
    """Keep what one of the departments in `mine` answers, and stop its clock; part of the action that records it."""
    require(bool(mine), _("This is for the officers of a department that was asked."))
    said = _to_answer(mine, department)
    if stance not in ANSWERS:
        raise Invalid.field("stance", _("Choose one of the offered positions."))
    words = (text or "").strip()
    if stance != Stance.AGREES and not words:
        raise Invalid.field("text", _("Say what your department wants to be different, and why."), "required")
    if len(words) > LONGEST:
        raise Invalid.field("text", _("Keep it under 20,000 characters."), "max_length")
    said.stance, said.text, said.given_by, said.given_at = stance, words, actor.person, clock.now()
    said.save()
    _stop_clock(matter, said, actor)
    matter.touch()
    return said


def _stop_clock(matter: Matter, said: Position, actor: Actor) -> None:
    """The department is chased no longer. Nobody's open form becomes stale by the answer of another department."""
    was = matter.light
    if said.party is not None:
        deadlines.settle(matter, Clock.DUE, actor=actor, party=said.party)
    if matter.light != was:
        Matter.objects.filter(pk=matter.pk).update(light=matter.light)


def _to_answer(mine: list[Position], department: str) -> Position:
    if department:
        mine = [row for row in mine if str(row.department_id) == department]
        if not mine:
            raise Invalid.field("department", _("Choose a department whose officer you are."))
    return min(mine, key=lambda row: (bool(row.stance), row.pk))


def end_consultation(decision: Decision, actor: Actor) -> None:
    """Conflict while a department still has time to answer; part of the action that puts it to decision."""
    rows = Position.objects.filter(matter_id=decision.pk, phase=Phase.CONSULTATION, stance="")
    waiting = [
        str(row.department) for row in rows.filter(due_at__gt=clock.now()).select_related("department")
    ]
    if waiting:
        raise Conflict(
            _("These still have time to answer: %(who)s.") % {"who": str(_(", ")).join(waiting)},
            code="consulting",
        )
    deadlines.cancel(decision, Clock.DUE, actor=actor)


def require_countersigned(matter: Matter, silence_agrees: bool, objected: str) -> list[Position]:
    """Conflict unless every department agrees; one that is silent past its term agrees where the rule says so, which
    is noted. `objected` is what to say, with %(who)s, where one objects. The answers that silence gave.
    """
    now = clock.now()
    asked = Position.objects.filter(matter_id=matter.pk, phase=Phase.COUNTERSIGN)
    rows = list(asked.select_related("department", "party"))
    against = [row for row in rows if row.stance == Stance.OBJECTS]
    silent = [row for row in rows if not row.stance and silence_agrees and row.due_at <= now]
    waiting = [row for row in rows if not row.stance and row not in silent]
    for held, code, words in (
        (against, "objections_stand", objected),
        (waiting, "not_signed", _("Not countersigned yet: %(who)s.")),
    ):
        if held:
            who = str(_(", ")).join(str(row.department) for row in held)
            raise Conflict(words % {"who": who}, code=code)
    Position.objects.filter(pk__in=[row.pk for row in silent]).update(stance=Stance.SILENT, given_at=now)
    return silent
