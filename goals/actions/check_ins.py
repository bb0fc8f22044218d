"""Checking in on a cadence: filing, editing until it is acknowledged, acknowledging, and who reviews."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, StaleVersion, TransitionRefused, require
from collab.deadlines import actions as deadlines
from collab.matters.models import PartyRole
from collab.matters.policies import acts_for
from collab.org.models import Person
from collab.org.names import name_fact
from collab.org.selectors import calendar_of

from .. import policies as goal_policies
from ..checkins import policies
from ..checkins.events import CHECK_IN_ACKNOWLEDGED, CHECK_IN_EDITED, CHECKED_IN, REVIEWER_NAMED
from ..health.computing import LIVE
from ..health.selectors import counted_results, span_of
from ..keyresults.policies import require_seen
from ..keyresults.words import plain
from ..models import CheckIn, Follows, Goal, Health, KeyResult
from .figures import take_figure
from .rhythm import meet_clock
from .rollup import lock_goal, lock_key_result, reckon_anew

LIGHTS = (Health.GREEN, Health.YELLOW, Health.RED)
LONGEST = 20_000


@transaction.atomic
def check_in(
    *,
    key_result: KeyResult,
    actor: Actor,
    version: int,
    light: str,
    message: str,
    blockers: str = "",
    value: Decimal | None = None,
    confidence: int | None = None,
) -> CheckIn:
    """Say how a key result stands; its figure is told along where it is told by hand. The next one falls due then."""
    key_result = lock_key_result(key_result.pk, version)
    goal = key_result.goal
    row = _opened(goal, key_result, actor, light, message, blockers)
    if confidence is not None:
        if not 0 <= confidence <= 100:
            raise Invalid.field(
                "confidence", _("Confidence is a per cent between 0 and 100."), "out_of_range"
            )
        key_result.confidence = confidence
    if value is not None and key_result.follows != Follows.MANUAL:
        raise Conflict(
            _("This figure comes from elsewhere: %(source)s.") % {"source": key_result.get_follows_display()},
            code="other_source",
        )
    row.save(force_insert=True)
    if value is not None:
        take_figure(key_result, value, Follows.MANUAL, actor=actor, check_in=row)
    row.figures = {str(key_result.pk): plain(key_result.current_value)}
    row.save(update_fields=["figures"])
    key_result.last_check_in_at = row.made_at
    key_result.save_changes()
    _filed(row, goal, actor)
    meet_clock(key_result, goal, actor=actor)
    return row


@transaction.atomic
def check_in_goal(
    *, goal: Goal, actor: Actor, version: int, light: str, message: str, blockers: str = ""
) -> CheckIn:
    """Say how the goal as a whole stands, with all its figures as they are now."""
    goal = lock_goal(goal.pk, version)
    row = _opened(goal, None, actor, light, message, blockers)
    row.figures = {str(one.pk): plain(one.current_value) for one in counted_results(goal.pk)}
    row.save(force_insert=True)
    goal.save_changes()
    _filed(row, goal, actor)
    return row


def _opened(
    goal: Goal, key_result: KeyResult | None, actor: Actor, light: str, message: str, blockers: str
) -> CheckIn:
    """A check-in that may be filed, not stored yet."""
    author = actor.person
    row = CheckIn(goal=goal, key_result=key_result, author=author, made_at=clock.now())
    require(author is not None and policies.can_check_in(actor, row))
    if goal.status not in LIVE or (key_result is not None and not key_result.is_open):
        raise TransitionRefused(
            _("%(goal)s is “%(state)s” now; it is checked in on while it is under way.")
            % {"goal": goal.number, "state": goal.status_label},
            state=goal.status,
            allowed=[],
        )
    row.light, row.message, row.blockers = checked_words(light, message, blockers)
    zone = ZoneInfo(calendar_of(goal.department).zone)
    row.period_from, row.period_to = _period(row, goal, zone)
    row.reviewer = policies.reviewer_of(goal, author)
    return row


def checked_words(light: str, message: str, blockers: str) -> tuple[str, str, str]:
    """A check-in's words as they may be stored, or Invalid naming the field."""
    if light not in LIGHTS:
        raise Invalid.field("light", _("Choose how it stands: goes well, at risk or off course."))
    for name, text in (("message", message), ("blockers", blockers)):
        if len(text) > LONGEST or "\x00" in text:
            raise Invalid.field(name, _("Keep this under 20,000 characters of plain text."), "max_length")
    if not message.strip():
        raise Invalid.field("message", _("Say in a sentence what happened since the last time."), "required")
    if light == Health.RED and not blockers.strip():
        raise Invalid.field(
            "blockers", _("Say what stands in the way, so that it can be cleared."), "required"
        )
    return light, message.strip(), blockers.strip()


def _period(row: CheckIn, goal: Goal, zone: ZoneInfo) -> tuple[date, date]:
    """From the day after the last one of its kind, or the goal's first day, to today."""
    today = row.made_at.astimezone(zone).date()
    last = CheckIn.objects.filter(goal=goal, key_result=row.key_result).order_by("-period_to").first()
    first = last.period_to + timedelta(days=1) if last else span_of(goal).starts.astimezone(zone).date()
    return min(first, today), today


def _filed(row: CheckIn, goal: Goal, actor: Actor) -> None:
    deadlines.note_report(goal)
    Goal.objects.filter(pk=goal.pk).update(last_check_in_at=row.made_at, light=goal.light)
    record(
        CHECKED_IN,
        matter=row.key_result or goal,
        actor=actor,
        on_behalf_of=_absent(row, actor),
        check_in=row.pk,
        light=row.light,
        message=row.message,
        figures=row.figures,
        reviewer=row.reviewer_id,
    )
    reckon_anew(goal, actor=actor)


def _absent(row: CheckIn, actor: Actor) -> Person | None:
    return acts_for(actor, row.key_result or row.goal, [PartyRole.RESPONSIBLE, PartyRole.ACCOUNTABLE])


@transaction.atomic
def edit_check_in(*, check_in: CheckIn, actor: Actor, version: int, **changes: Any) -> CheckIn:
    """Change one's own words as long as nobody acknowledged them; the figures stand as they were told."""
    row = _locked(check_in, version)
    require(policies.can_edit_check_in(actor, row))
    _require_open(row)
    if unknown := changes.keys() - {"light", "message", "blockers"}:
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited here."))
    names = ("light", "message", "blockers")
    new = dict(
        zip(names, checked_words(*(changes.get(name, getattr(row, name)) for name in names)), strict=True)
    )
    before = {name: getattr(row, name) for name in names if getattr(row, name) != new[name]}
    for name in before:
        setattr(row, name, new[name])
    row.edited_at = clock.now()
    _save(row, *names, "edited_at")
    record(
        CHECK_IN_EDITED,
        matter=row.key_result or row.goal,
        actor=actor,
        check_in=row.pk,
        before=before,
        changes={name: new[name] for name in before},
    )
    reckon_anew(row.goal, actor=actor)
    return row


@transaction.atomic
def acknowledge_check_in(*, check_in: CheckIn, actor: Actor, version: int, note: str = "") -> CheckIn:
    """Say that one has read it; from then on its words are locked."""
    row = _locked(check_in, version)
    require(policies.can_acknowledge(actor, row))
    _require_open(row)
    row.acknowledged_at, row.acknowledged_by, row.note = clock.now(), actor.person, note.strip()
    _save(row, "acknowledged_at", "acknowledged_by", "note")
    absent = row.reviewer if row.reviewer_id != actor.person_id else None
    record(
        CHECK_IN_ACKNOWLEDGED,
        matter=row.key_result or row.goal,
        actor=actor,
        on_behalf_of=absent,
        check_in=row.pk,
        author=name_fact(row.author),
        note=row.note,
    )
    return row


@transaction.atomic
def name_reviewer(*, goal: Goal, actor: Actor, version: int, reviewer: Person) -> Goal:
    """Let somebody else review: they inherit what nobody acknowledged yet, and what is filed from now on."""
    goal = lock_goal(goal.pk, version)
    require(goal_policies.can_take_back(actor, goal))
    if not goal.is_open:
        raise TransitionRefused(_("This goal is over."), state=goal.status, allowed=[])
    require_seen(goal, reviewer, "reviewer")
    goal.reviewer = reviewer
    goal.save_changes()
    waiting = CheckIn.objects.filter(goal=goal, acknowledged_at=None).exclude(author=reviewer)
    count = waiting.update(reviewer=reviewer)
    record(
        REVIEWER_NAMED,
        matter=goal,
        actor=actor,
        reviewer=name_fact(reviewer),
        people=[reviewer.pk],
        open=count,
    )
    return goal


def _locked(check_in: CheckIn, version: int) -> CheckIn:
    """The check-in with its goal, both locked; StaleVersion where it was changed meanwhile."""
    goal = lock_goal(check_in.goal_id)
    row = CheckIn.objects.select_for_update(of=("self",)).get(pk=check_in.pk)
    if row.version != version:
        raise StaleVersion(version=row.version)
    row.goal = goal
    return row


def _save(row: CheckIn, *names: str) -> None:
    row.version += 1
    row.save(update_fields=[*names, "version"])


def _require_open(row: CheckIn) -> None:
    if row.acknowledged_at is not None:
        raise Conflict(
            _("%(who)s acknowledged this check-in; its words are locked. Say what is new in the next one.")
            % {"who": row.acknowledged_by},
            code="locked",
        )
