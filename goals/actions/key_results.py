"""Setting up what a goal is measured by, changing it, and cancelling it."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import Invalid, TransitionRefused, reason_given, require
from collab.matters import search
from collab.matters.actions import open_matter, set_parties
from collab.matters.actions.spine import clean_words
from collab.matters.models import Kind, Party, PartyRole
from collab.matters.policies import readers_of
from collab.org.models import Person

from .. import policies as goal_policies
from ..keyresults import policies
from ..keyresults.events import KEY_RESULT_ADDED, KEY_RESULT_CANCELLED, KEY_RESULT_EDITED
from ..keyresults.words import plain
from ..models import Cadence, Follows, Goal, KeyResult
from .figures import follow_anew, take_figure
from .rhythm import restart_clock, start_clock, stop_clock
from .rollup import lock_goal, lock_key_result, reckon_anew

MEASURABLE = frozenset({"draft", "agreed", "active", "paused"})
AGREED = frozenset({"agreed", "active", "paused", "scoring"})
PROMISED = frozenset({"start_value", "target_value", "unit", "weight"})
EDITABLE = PROMISED | {"title", "body", "owner", "confidence", "cadence", "follows", "metric_key"}
LARGEST = Decimal(10) ** 15
MOST_WEIGHT = 1000


@transaction.atomic
def add_key_result(
    *,
    goal: Goal,
    actor: Actor,
    version: int,
    title: str,
    start_value: Decimal,
    target_value: Decimal,
    owner: Person | None = None,
    current_value: Decimal | None = None,
    body: str = "",
    **fields: Any,
) -> KeyResult:
    """Measure the goal by one more figure; `fields` are its unit, weight, confidence, cadence and what it follows.

    Raises Invalid naming the field, TransitionRefused while the goal is consulted on or after it is scored.
    """
    goal = lock_goal(goal.pk, version)
    require(goal_policies.answers_for(actor, goal))
    if goal.status not in MEASURABLE:
        raise TransitionRefused(
            _("%(goal)s is “%(state)s” now; what it is measured by stands.")
            % {"goal": goal.number, "state": goal.status_label},
            state=goal.status,
            allowed=[],
        )
    fields = checked(fields | {"start_value": start_value, "target_value": target_value})
    policies.require_seen(goal, owner, "owner")
    key_result = _opened(goal, owner or goal.owner, actor, title=title, body=body, **fields)
    goal.save_changes()
    facts = {name: plain(getattr(key_result, f"{name}_value")) for name in ("start", "target")}
    record(KEY_RESULT_ADDED, matter=key_result, actor=actor, unit=key_result.unit, **facts)
    if current_value is not None:
        take_figure(key_result, _figure("current_value", current_value), Follows.MANUAL, actor=actor)
    if goal.status == "active":
        start_clock(key_result, goal)
    reckon_anew(goal, actor=actor)
    return key_result


def _opened(goal: Goal, owner: Person | None, actor: Actor, **fields: Any) -> KeyResult:
    return open_matter(
        KeyResult,
        actor=actor,
        kind=Kind.KEY_RESULT,
        parties=_parties(goal, owner),
        status="active",
        department=goal.department,
        owner=owner,
        visibility=goal.visibility,
        is_demo=goal.is_demo,
        goal=goal,
        **fields,
    )


@transaction.atomic
def edit_key_result(
    *, key_result: KeyResult, actor: Actor, version: int, reason: str = "", **changes: Any
) -> KeyResult:
    """Change a key result. Once the goal is agreed, moving start, target, unit or weight needs a reason."""
    key_result = lock_key_result(key_result.pk, version)
    goal = key_result.goal
    require(policies.can_measure(actor, key_result))
    _require_open(key_result, goal)
    if unknown := changes.keys() - EDITABLE:
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited here."))
    if {"title", "body"} & changes.keys():
        words = clean_words(changes.get("title", key_result.title), changes.get("body", key_result.body))
        changes |= dict(zip(("title", "body"), words, strict=True))
    policies.require_seen(goal, changes.get("owner"), "owner")
    values = {name: getattr(key_result, name) for name in PROMISED | {"follows", "metric_key"}}
    changes |= {name: value for name, value in checked(values | changes).items() if name in changes}
    before = {name: getattr(key_result, name) for name in changes}
    before = {name: value for name, value in before.items() if value != changes[name]}
    if not before:
        return key_result
    if goal.status in AGREED and before.keys() & PROMISED and not reason.strip():
        raise Invalid.field("reason", _("Say why what was agreed is measured differently now."), "required")
    for name in before:
        setattr(key_result, name, changes[name])
    key_result.save_changes()
    search.index(key_result)
    _follow_up(key_result, goal, before, actor)
    record(
        KEY_RESULT_EDITED,
        matter=key_result,
        actor=actor,
        reason=reason.strip(),
        before={name: str(value) for name, value in before.items()},
        changes={name: str(changes[name]) for name in before},
    )
    reckon_anew(goal, actor=actor)
    return key_result


def _follow_up(key_result: KeyResult, goal: Goal, before: dict[str, Any], actor: Actor) -> None:
    """What else changes with an owner, a cadence, or the source of the figure."""
    if "owner" in before:
        set_parties(key_result, PartyRole.RESPONSIBLE, people=filter(None, [key_result.owner]))
    if {"owner", "cadence"} & before.keys():
        restart_clock(key_result, goal, actor=actor)
    if {"follows", "start_value", "target_value"} & before.keys():
        follow_anew(key_result, actor=actor)


@transaction.atomic
def cancel_key_result(*, key_result: KeyResult, actor: Actor, version: int, reason: str) -> KeyResult:
    """The goal is no longer measured by this; its figures stay to be read."""
    key_result = lock_key_result(key_result.pk, version)
    require(policies.can_measure(actor, key_result))
    key_result.take("cancel")
    reason = reason_given(reason)
    key_result.save_changes()
    stop_clock(key_result, actor=actor)
    record(KEY_RESULT_CANCELLED, matter=key_result, actor=actor, reason=reason)
    reckon_anew(key_result.goal, actor=actor)
    return key_result


def _require_open(key_result: KeyResult, goal: Goal) -> None:
    if not key_result.is_open or not goal.is_open:
        raise TransitionRefused(
            _("%(number)s is “%(state)s”; it stands as it is.")
            % {"number": key_result.number, "state": key_result.status_label},
            state=key_result.status,
            allowed=[],
        )


def checked(fields: dict[str, Any]) -> dict[str, Any]:
    """What a key result is set up with, as it may be stored; Invalid names the first that may not."""
    start, target = (_figure(name, fields[name]) for name in ("start_value", "target_value"))
    if start == target:
        raise Invalid.field(
            "target_value", _("A target that equals the start leaves nothing to do."), "equal"
        )
    if not 1 <= fields.get("weight", 1) <= MOST_WEIGHT:
        raise Invalid.field("weight", _("Give it a weight between 1 and 1000."), "out_of_range")
    confidence = fields.get("confidence")
    if confidence is not None and not 0 <= confidence <= 100:
        raise Invalid.field("confidence", _("Confidence is a per cent between 0 and 100."), "out_of_range")
    if fields.get("cadence", Cadence.MONTHLY) not in Cadence.values:
        raise Invalid.field("cadence", _("Choose one of the offered cadences."))
    if fields.get("follows", Follows.MANUAL) not in Follows.values:
        raise Invalid.field("follows", _("Choose one of the offered sources."))
    unit = " ".join(fields.get("unit", "").split())
    if not unit or len(unit) > 40 or "\x00" in unit:
        raise Invalid.field(
            "unit", _("Say in what the figure is counted, in at most 40 characters."), "required"
        )
    return fields | {"start_value": start, "target_value": target, "unit": unit}


def _figure(name: str, value: Decimal) -> Decimal:
    if not value.is_finite() or abs(value) >= LARGEST:
        raise Invalid.field(name, _("Use a figure below a thousand billions."), "out_of_range")
    return round(value, 4)


def _parties(goal: Goal, owner: Person | None) -> list[Party]:
    """Whoever sees the goal; the key result's owner does the work, the goal's owner answers for the whole."""
    own = {PartyRole.RESPONSIBLE: owner, PartyRole.ACCOUNTABLE: goal.owner}
    return [*readers_of(goal), *(Party(role=role, person=who) for role, who in own.items() if who)]
