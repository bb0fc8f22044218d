"""Taking in a figure of a key result: told by hand, fed by another system, or following linked tasks."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import SYSTEM, Actor
from collab.common.errors import Conflict, Invalid, TransitionRefused, require
from collab.matters.models import Matter
from collab.matters.words import iso

from .. import following
from ..keyresults import policies
from ..keyresults.events import FIGURE_FOLLOWED, FIGURE_TOLD, TASK_FOLLOWED, TASK_UNFOLLOWED
from ..keyresults.words import plain
from ..models import CheckIn, Figure, Followed, Follows, KeyResult
from ..scoring import value_at
from .rollup import lock_key_result, reckon_anew

MOST_FOLLOWED = 500
LARGEST = Decimal(10) ** 15
TOLD_IN = frozenset({"agreed", "active", "scoring"})
FROM_TASKS = frozenset({Follows.TASKS_COUNT, Follows.TASKS_WEIGHT, Follows.TASKS_HOURS})


@transaction.atomic
def tell_figure(
    *, key_result: KeyResult, actor: Actor, version: int, value: Decimal, at: datetime | None = None
) -> KeyResult:
    """Tell where the figure stands, or stood at an instant; only where it follows nothing else."""
    key_result = lock_key_result(key_result.pk, version)
    require(policies.can_tell(actor, key_result))
    _require_source(key_result, Follows.MANUAL)
    take_figure(key_result, value, Follows.MANUAL, actor=actor, at=at)
    key_result.save_changes()
    reckon_anew(key_result.goal, actor=actor)
    return key_result


@transaction.atomic
def feed_figure(*, key_result: KeyResult, actor: Actor, value: Decimal, at: datetime) -> tuple[Figure, bool]:
    """Take in what another system measured at an instant, and whether it is news.

    The same value for the same instant again changes nothing; another value for it raises Conflict. A figure
    older than the newest goes into the history and leaves the current one as it is.
    """
    key_result = lock_key_result(key_result.pk)
    require(policies.can_tell(actor, key_result))
    _require_source(key_result, Follows.METRIC)
    known = Figure.objects.filter(key_result=key_result, at=at, source=Follows.METRIC).first()
    if known is not None:
        if known.value != round(value, 4):
            raise Conflict(
                _("Another value was measured at this instant: %(value)s.") % {"value": plain(known.value)},
                code="figure_taken",
            )
        return known, False
    figure = take_figure(key_result, value, Follows.METRIC, actor=actor, at=at)
    key_result.save_changes()
    reckon_anew(key_result.goal, actor=actor)
    return figure, True


@transaction.atomic
def follow_task(
    *, key_result: KeyResult, actor: Actor, version: int, task: Matter, weight: int = 1
) -> KeyResult:
    """Let the key result follow one more task; the figure moves with it from now on."""
    key_result = lock_key_result(key_result.pk, version)
    require(policies.can_measure(actor, key_result))
    if key_result.follows not in FROM_TASKS:
        raise Conflict(_("This key result does not follow tasks. Change where its figure comes from first."))
    if task.kind not in following.kinds() or not policies.can_be_followed(actor, task):
        raise Invalid.field("task", _("Name a task by its number, such as T-12."), "not_a_task")
    if not 1 <= weight <= 1000:
        raise Invalid.field("weight", _("Give it a weight between 1 and 1000."), "out_of_range")
    if Followed.objects.filter(key_result=key_result).exclude(matter=task.pk).count() >= MOST_FOLLOWED:
        raise Conflict(_("A key result follows 500 tasks at most."), code="too_many")
    Followed.objects.update_or_create(key_result=key_result, matter_id=task.pk, defaults={"weight": weight})
    key_result.save_changes()
    record(TASK_FOLLOWED, matter=key_result, actor=actor, other=task.number, weight=weight)
    follow_anew(key_result, actor=actor)
    reckon_anew(key_result.goal, actor=actor)
    return key_result


@transaction.atomic
def unfollow_task(*, key_result: KeyResult, actor: Actor, version: int, task: Matter) -> KeyResult:
    """Let the key result follow this task no more."""
    key_result = lock_key_result(key_result.pk, version)
    require(policies.can_measure(actor, key_result))
    if not Followed.objects.filter(key_result=key_result, matter=task.pk).delete()[0]:
        raise Invalid.field("task", _("This key result does not follow that task."), "not_followed")
    key_result.save_changes()
    record(TASK_UNFOLLOWED, matter=key_result, actor=actor, other=task.number)
    follow_anew(key_result, actor=actor)
    reckon_anew(key_result.goal, actor=actor)
    return key_result


def refresh_followers(*, matter_ids: Iterable[int]) -> int:
    """Move every key result that follows one of these matters; how many moved. Safe to repeat."""
    rows = Followed.objects.filter(matter__in=list(matter_ids), key_result__is_open=True)
    ids = sorted(set(rows.values_list("key_result_id", flat=True)))
    moved = 0
    for pk in ids:
        with transaction.atomic():
            key_result = lock_key_result(pk)
            if follow_anew(key_result, actor=SYSTEM):
                key_result.save_changes()
                reckon_anew(key_result.goal, actor=SYSTEM)
                moved += 1
    return moved


def follow_anew(key_result: KeyResult, *, actor: Actor) -> bool:
    """Set the figure by the tasks it follows, where it follows any; whether it moved. Part of another action."""
    if key_result.follows not in FROM_TASKS:
        return False
    rows = list(Followed.objects.filter(key_result=key_result).select_related("matter"))
    by_kind: dict[str, set[int]] = {}
    for row in rows:
        by_kind.setdefault(row.matter.kind, set()).add(row.matter_id)
    pieces = following.pieces_of(by_kind)
    share = following.share_of(
        [(pieces[row.matter_id], row.weight) for row in rows if row.matter_id in pieces], key_result.follows
    )
    value = None if share is None else value_at(key_result.start_value, key_result.target_value, share)
    if value == key_result.current_value:
        return False
    if value is None:
        key_result.current_value = None
        KeyResult.objects.filter(pk=key_result.pk).update(current_value=None)
        return True
    take_figure(key_result, value, key_result.follows, actor=actor)
    return True


def take_figure(
    key_result: KeyResult,
    value: Decimal,
    source: str,
    *,
    actor: Actor,
    at: datetime | None = None,
    check_in: CheckIn | None = None,
) -> Figure:
    """Append a figure to the history; the newest by its instant is the current one. Part of another action.

    What is told in a check-in stands in the check-in's own entry of the journal.
    """
    now = clock.now()
    at = at or now
    if at > now:
        raise Invalid.field("at", _("A figure cannot have been measured in the future."), "in_the_future")
    if not value.is_finite() or abs(value) >= LARGEST:
        raise Invalid.field("value", _("Use a figure below a thousand billions."), "out_of_range")
    figure = Figure.objects.create(
        key_result=key_result,
        value=round(value, 4),
        at=at,
        source=source,
        told_by=actor.person,
        check_in=check_in,
    )
    newest = Figure.objects.filter(key_result=key_result).order_by("-at", "-pk").first()
    if newest is not None and newest.pk == figure.pk:
        key_result.current_value = figure.value
        KeyResult.objects.filter(pk=key_result.pk).update(current_value=figure.value)
    facts = {"value": plain(figure.value), "unit": key_result.unit}
    if source in FROM_TASKS:
        record(FIGURE_FOLLOWED, matter=key_result, actor=actor, **facts)
    elif check_in is None:
        record(FIGURE_TOLD, matter=key_result, actor=actor, at=iso(at), source=str(source), **facts)
    return figure


def _require_source(key_result: KeyResult, source: str) -> None:
    goal = key_result.goal
    if not key_result.is_open or goal.status not in TOLD_IN:
        raise TransitionRefused(
            _("%(goal)s is “%(state)s” now; its figures stand.")
            % {"goal": goal.number, "state": goal.status_label},
            state=goal.status,
            allowed=[],
        )
    if key_result.follows != source:
        raise Conflict(
            _("This figure comes from elsewhere: %(source)s.") % {"source": key_result.get_follows_display()},
            code="other_source",
        )
