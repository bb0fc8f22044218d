"""Setting up escalation ladders; running clocks are planned anew at the next sweep."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock as time
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.org.actions.rows import changed, check, locked, write
from collab.org.policies import can_manage

from ..events import LADDER_SAVED
from ..models import SEVERITIES, Deadline, Firing, Ladder, Rung, State, Target, term_keys
from ..selectors import ladders

EDITABLE = frozenset({"name", "is_default", "terms", "leader_after_days"})
FURTHEST = 100_000


@dataclass(frozen=True)
class RungPlan:
    """A rung as it is to be: when, and who is told."""

    offset: int
    unit: str
    targets: tuple[str, ...]


@transaction.atomic
def create_ladder(*, actor: Actor, name: str, clock: str, rungs: Sequence[RungPlan], **fields: Any) -> Ladder:
    """Set up a ladder with its rungs in order."""
    require(can_manage(actor))
    ladder = Ladder(name=name, clock=clock)
    changed(ladder, fields, EDITABLE)
    _check(ladder, rungs)
    if ladder.is_default:
        _unseat(ladder)
    ladder.save(force_insert=True)
    _set_rungs(ladder, rungs)
    _note(ladder, rungs, actor)
    return ladder


@transaction.atomic
def edit_ladder(
    *, ladder: Ladder, actor: Actor, version: int, rungs: Sequence[RungPlan], **changes: Any
) -> Ladder:
    """Change a ladder. A rung that has fired keeps its place in the history, and what fired stays fired."""
    require(can_manage(actor))
    ladder = locked(Ladder, ladder.pk, version)
    before = changed(ladder, changes, EDITABLE)
    if before.get("is_default"):
        raise Conflict(_("Make another ladder the default one instead."), code="default_required")
    _check(ladder, rungs)
    if ladder.is_default:
        _unseat(ladder)
    write(ladder, before)
    _set_rungs(ladder, rungs)
    Deadline.objects.filter(ladder=ladder, state=State.RUNNING).update(wake_at=time.now())
    _note(ladder, rungs, actor)
    return ladder


def _check(ladder: Ladder, rungs: Sequence[RungPlan]) -> None:
    terms = ladder.terms
    wrong_terms = not isinstance(terms, dict) or any(
        key not in term_keys(ladder.clock) or not isinstance(minutes, int) or not 1 <= minutes <= FURTHEST
        for key, minutes in terms.items()
    )
    if wrong_terms:
        raise Invalid.field("terms", _wanted_terms(ladder.clock))
    if not rungs:
        raise Invalid.field("rungs", _("A ladder needs at least one rung."), "required")
    for rung in rungs:
        if not rung.targets or set(rung.targets) - set(Target.values):
            raise Invalid.field("rungs", _("Each rung tells somebody."))
        if abs(rung.offset) > FURTHEST:
            raise Invalid.field("rungs", _("A rung lies too far away."))
    if len({(rung.offset, rung.unit) for rung in rungs}) < len(rungs):
        raise Invalid.field("rungs", _("Two rungs fire at the same time; make them one."))
    check(ladder, skip=["is_default"])


def _wanted_terms(clock: str):
    if term_keys(clock) == SEVERITIES:
        return _('Give working minutes by severity, such as {"low": 960, "normal": 480, "severe": 120}.')
    return _('Give working minutes by priority, such as {"0": 480, "1": 240, "2": 120}.')


def _unseat(ladder: Ladder) -> None:
    Ladder.objects.filter(clock=ladder.clock, is_default=True).exclude(pk=ladder.pk).update(is_default=False)


def _set_rungs(ladder: Ladder, rungs: Sequence[RungPlan]) -> None:
    """Keep rungs that stand at the same distance, so that what fired for them is not fired again."""
    held = {(rung.offset, rung.unit): rung for rung in ladder.rungs.all()}
    wanted = {(plan.offset, plan.unit): plan for plan in rungs}
    gone = [rung for key, rung in held.items() if key not in wanted]
    if Firing.objects.filter(rung__in=gone).exists():
        raise Conflict(
            _("A rung that has fired stays; set up a new ladder and make it the default one."),
            code="rung_has_fired",
        )
    Rung.objects.filter(pk__in=[rung.pk for rung in gone]).delete()
    for offset, rung in enumerate(ladder.rungs.order_by("-position")):
        Rung.objects.filter(pk=rung.pk).update(position=10_000 - offset)
    for position, (key, plan) in enumerate(wanted.items(), start=1):
        values = {"position": position, "targets": list(plan.targets)}
        if key in held:
            Rung.objects.filter(pk=held[key].pk).update(**values)
        else:
            Rung.objects.create(ladder=ladder, offset=plan.offset, unit=plan.unit, **values)


def _note(ladder: Ladder, rungs: Sequence[RungPlan], actor: Actor) -> None:
    ladders.forget()
    told = [[plan.offset, plan.unit, list(plan.targets)] for plan in rungs]
    record(LADDER_SAVED, actor=actor, ladder=ladder.pk, name=ladder.name, rungs=told, terms=ladder.terms)
