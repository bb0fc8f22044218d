"""Saying what a task waits for. One change at a time, so that no two together close a circle."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.matters.actions.spine import next_serial

from .. import policies
from ..dependencies import named_way, way
from ..events import DEPENDENCY_ADDED, DEPENDENCY_REMOVED
from ..models import Dependency, LagUnit, LinkType, Task

LONGEST_LAG = {LagUnit.DAYS: 2600, LagUnit.MINUTES: 1_000_000}


@transaction.atomic
def add_dependency(
    *,
    predecessor: Task,
    successor: Task,
    actor: Actor,
    kind: str = LinkType.FINISH_START,
    lag: int = 0,
    lag_unit: str = LagUnit.DAYS,
) -> Dependency:
    """Let `successor` wait for `predecessor`. Itself, the same twice and a circle are refused."""
    take_turn()
    successor = Task.objects.lock(successor.pk)
    require(policies.can_order(actor, successor))
    check_shape(kind, lag, lag_unit)
    _check_fits(predecessor, successor, kind, actor)
    row = Dependency.objects.create(
        predecessor=predecessor,
        successor=successor,
        kind=kind,
        lag=lag,
        lag_unit=lag_unit,
        created_by=actor.person,
        created_at=clock.now(),
    )
    _note(DEPENDENCY_ADDED, row, actor)
    return row


def _check_fits(predecessor: Task, successor: Task, kind: str, actor: Actor) -> None:
    if predecessor.pk == successor.pk:
        raise Invalid.field("predecessor", _("A task cannot wait for itself. Name another one."), "itself")
    if Dependency.objects.filter(predecessor=predecessor, successor=successor, kind=kind).exists():
        raise Conflict(
            _("%(number)s waits for %(other)s in this way already.")
            % {"number": successor.number, "other": predecessor.number},
            code="already_dependent",
        )
    round_trip = way(successor.pk, predecessor.pk)
    if round_trip:
        path = named_way([predecessor.pk, *round_trip], actor.person)
        raise Conflict(
            _("This would go round in a circle: %(path)s. Remove one of these dependencies first.")
            % {"path": path},
            code="dependency_cycle",
            path=path,
        )


@transaction.atomic
def remove_dependency(*, dependency: Dependency, actor: Actor) -> None:
    """Let the successor wait no longer; the history keeps that it did."""
    take_turn()
    successor = Task.objects.lock(dependency.successor_id)
    require(policies.can_order(actor, successor))
    dependency.successor = successor
    _note(DEPENDENCY_REMOVED, dependency, actor)
    dependency.delete()


def take_turn() -> None:
    """Wait until no other transaction changes dependencies; the turn ends with this transaction."""
    next_serial("dependency")


def check_shape(kind: str, lag: int, lag_unit: str) -> None:
    """Invalid, naming the field, for a kind or a lag that cannot be."""
    if kind not in LinkType.values:
        raise Invalid.field("kind", _("Choose one of the four kinds of dependency."))
    if lag_unit not in LagUnit.values:
        raise Invalid.field("lag_unit", _("Choose working days or working minutes."))
    if abs(lag) > LONGEST_LAG[LagUnit(lag_unit)]:
        raise Invalid.field("lag", _("Keep the lag within ten years."), "too_long")


def _note(event, row: Dependency, actor: Actor) -> None:
    record(
        event,
        matter=row.successor,
        actor=actor,
        other=row.predecessor.number,
        kind=row.kind,
        lag=row.lag,
        unit=row.lag_unit,
    )
