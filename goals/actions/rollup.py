"""Keeps what is stored of a goal's standing true, and passes it on to the goals above; part of other actions.

Order of locks: a goal, its key results, then goal after goal upwards, then deadlines, then journal heads.
"""

from collections.abc import Iterable

from collab.activity.journal import Entry, record_many
from collab.activity.topics import announce
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import NotFound

from ..health.computing import reckon
from ..health.events import HEALTH_TURNED
from ..health.selectors import facts_of
from ..models import Goal, HealthPoint, KeyResult


def reckon_anew(goal: Goal, *, actor: Actor) -> None:
    """Store the standing of this goal, which the calling action has locked, and of those it reports to.

    Climbs until a goal stands as before; the first goal above is always reckoned anew, since the weight or state
    of this one may count for it.
    """
    turned: list[Entry] = []
    touched: set[int] = set()
    step: Goal | None = goal
    while step is not None:
        changed = _store(step, turned, actor)
        touched.add(step.pk)
        if not changed and step is not goal:
            break
        step = _above(step)
    if turned:
        record_many(turned)
    announce({f"matter.{pk}" for pk in touched})


def lock_goal(pk: int, version: int | None = None) -> Goal:
    """The goal, locked, with what its standing is reckoned from."""
    return Goal.objects.select_related("cycle", "department").lock(pk, version=version)


def lock_key_result(pk: int, version: int | None = None) -> KeyResult:
    """The key result with its goal, both locked, the goal first."""
    goal_id = KeyResult.objects.filter(pk=pk).values_list("goal_id", flat=True).first()
    if goal_id is None:
        raise NotFound
    goal = lock_goal(goal_id)
    row = KeyResult.objects.select_related("department").lock(pk, version=version)
    row.goal = goal
    return row


def reckon_moved(goal: Goal, was_below: int | None, *, actor: Actor) -> None:
    """After other terms came into force: reckon the goal, what it reports to, and what it reported to before.

    Goals above are locked from the deepest upwards, as every climb does; the goal itself is locked already, and
    whoever changed its parent holds the tree.
    """
    depths = depths_above({pk for pk in (was_below, goal.parent_id) if pk is not None})
    held = {pk: lock_goal(pk) for pk in sorted(depths, key=lambda pk: (-depths[pk], pk))}
    if was_below is not None:
        reckon_anew(held[was_below], actor=actor)
    reckon_anew(lock_goal(goal.pk), actor=actor)


def depths_above(ids: Iterable[int]) -> dict[int, int]:
    """Every goal from these up to the tops, these included: id → how far below its top it stands."""
    parents: dict[int, int | None] = {}
    wanted = set(ids)
    while wanted:
        rows = dict(Goal.objects.filter(pk__in=wanted).values_list("pk", "parent_id"))
        parents |= rows
        wanted = {pk for pk in rows.values() if pk is not None and pk not in parents}
    return {pk: _depth(pk, parents) for pk in parents}


def _depth(pk: int, parents: dict[int, int | None]) -> int:
    depth, above = 0, parents[pk]
    while above is not None:
        depth, above = depth + 1, parents[above]
    return depth


def _above(goal: Goal) -> Goal | None:
    if goal.parent_id is None or not goal.is_reporting:
        return None
    return lock_goal(goal.parent_id)


def _store(goal: Goal, turned: list[Entry], actor: Actor) -> bool:
    """Write the goal's standing as it is now; whether anything changed that the goal above reckons with."""
    now = clock.now()
    new = reckon(facts_of(goal), now)
    was = (goal.progress, goal.health)
    if (*was, goal.health_wakes_at) == (new.progress, new.health, new.wakes_at):
        return False
    goal.progress, goal.health, goal.health_wakes_at = new.progress, new.health, new.wakes_at
    Goal.objects.filter(pk=goal.pk).update(
        progress=new.progress, health=new.health, health_wakes_at=new.wakes_at
    )
    if new.health != was[1]:
        HealthPoint.objects.create(
            goal=goal, value=new.health, progress=new.progress, causes=new.causes, at=now
        )
        facts = {"health": str(new.health), "was": str(was[1]), "causes": new.causes}
        turned.append(Entry(HEALTH_TURNED, actor, goal, facts=facts))
    return (new.progress, new.health) != was
