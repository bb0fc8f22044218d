"""Starting, moving, pausing and settling clocks; each is part of an action that holds the matter's lock.

They set `matter.light`; the calling action saves the matter and records what happened.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock as time
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.matters.models import Light, Matter, Party
from collab.matters.words import iso
from collab.org.selectors import calendar_of
from collab.org.worktime import Calendar

from .. import plan, policies
from ..events import LIGHT_CHANGED, LIGHT_OVERRIDDEN
from ..lights import worst
from ..models import WHOLE, Clock, Deadline, Ladder, Rung, State
from ..selectors import ladders

DEFAULT_TERMS = {"0": 480, "1": 240, "2": 120}
UNNAMED_TERM = 5 * 480  # working minutes where a ladder leaves a term out
LONGEST = timedelta(days=366 * 20)


def check_due(due_at: datetime | None, *, after: datetime | None = None) -> None:
    """Invalid unless the due instant lies ahead and within twenty years."""
    now = after or time.now()
    if due_at is not None and due_at <= now:
        raise Invalid.field("due_at", _("Choose a time that lies ahead."), "in_the_past")
    if due_at is not None and due_at > now + LONGEST:
        raise Invalid.field("due_at", _("Choose a time within twenty years."), "too_far")


def start_clocks(
    matter: Matter,
    *,
    sign: Sequence[Party] = (),
    parts: Sequence[Party] = (),
    due_at: datetime | None = None,
    report_every_days: int = 5,
    step: str = "",
) -> list[Deadline]:
    """Have each of `sign` sign for the matter within the term of its priority, and start its completion clock, or that
    of one `step` of it.

    `parts` are parties that owe a part of it by their own due instant, on a clock that chases their own line.
    """
    known = ladders()
    calendar = calendar_of(matter.department)
    rows: list[Deadline] = []
    if sign:
        ladder = _default(known, Clock.RECEIPT)
        terms = DEFAULT_TERMS | (ladder.terms or {})
        due = calendar.add(time.now(), int(terms[str(matter.priority)]))
        rows += [_new(matter, Clock.RECEIPT, ladder, due, party=party) for party in sign]
    owed: list[tuple[datetime, Party | None]] = [(one.due_at, one) for one in parts if one.due_at]
    if due_at is not None:
        owed.append((due_at, None))
    if owed:
        ladder = _default(known, Clock.DUE)
        rows += [
            _new(matter, Clock.DUE, ladder, at, party=party, report_every_days=report_every_days, step=step)
            for at, party in owed
        ]
    now = time.now()
    for row in rows:
        plan.reckon(row, known.get(row.ladder_id, []), calendar, now)
    if owed:
        matter.light = worst([matter.light, *(row.light for row in rows if row.clock == Clock.DUE)])
    Deadline.objects.bulk_create(rows)
    if matter.is_new:
        matter.started_clocks = rows
    return rows


def start_clock(matter: Matter, kind: str, due_at: datetime, *, party: Party | None = None) -> Deadline:
    """Start one more clock of a kind on the kind's own ladder, for one party or for all who are assigned."""
    known = ladders()
    row = _new(matter, kind, _default(known, kind), due_at, party=party)
    plan.reckon(row, known.get(row.ladder_id, []), calendar_of(matter.department), time.now())
    row.save(force_insert=True)
    return row


def start_timed(matter: Matter, kind: str, key: str, *, party: Party | None = None) -> Deadline:
    """Start one more clock of a kind, due after the term its ladder gives for `key` (a priority or a severity)."""
    ladder = _default(ladders(), kind)
    due = calendar_of(matter.department).add(time.now(), int((ladder.terms or {}).get(key, UNNAMED_TERM)))
    return start_clock(matter, kind, due, party=party)


def settle(
    matter: Matter,
    *clocks: str,
    actor: Actor,
    party: Party | None = None,
    only: Deadline | None = None,
    at: datetime | None = None,
) -> int:
    """These clocks, held ones too, have been met (at `at`, now by default); nothing of theirs fires any more."""
    rows = _chosen(matter, clocks, party, only)
    return _end(
        matter, rows, State.MET, actor, at, turns_light=not clocks or not set(WHOLE).isdisjoint(clocks)
    )


def cancel(
    matter: Matter, *clocks: str, actor: Actor, party: Party | None = None, only: Deadline | None = None
) -> int:
    """These clocks (all, if none is named), paused ones too, no longer matter."""
    rows = _chosen(matter, clocks, party, only)
    return _end(matter, rows, State.CANCELLED, actor)


def move(matter: Matter, due_at: datetime, *, actor: Actor, party: Party | None = None) -> None:
    """Move the completion clock of the whole, or of one party's part: a new version, which cancels what was left
    of the old one.
    """
    now = time.now()
    rows = list(_running(matter, WHOLE, State.RUNNING, State.PAUSED).filter(party=party))
    for row in rows:
        row.due_at, row.since = due_at, now
        row.version += 1
    _save(rows, calendar_of(matter.department), now)
    if party is None:
        matter.due_at = due_at
    show_light(matter)


def reopen(matter: Matter, party: Party) -> None:
    """A part that was met or cancelled is owed again, by the same instant; what came due meanwhile fires next."""
    row = Deadline.objects.filter(matter_id=matter.pk, clock=Clock.DUE, party=party).order_by("-pk").first()
    if row is None or row.state in (State.RUNNING, State.PAUSED):
        return
    row.state, row.settled_at, row.settled_by = State.RUNNING, None, None
    _save([row], calendar_of(matter.department), time.now())
    fresh = {"settled_at": None, "settled_by": None, "wake_at": time.now()}
    Deadline.objects.filter(pk=row.pk).update(**fresh)
    show_light(matter)


def pause(matter: Matter) -> None:
    """Stop all running clocks where they are."""
    now = time.now()
    rows = list(_running(matter, []))
    for row in rows:
        row.state, row.paused_at, row.light = State.PAUSED, now, Light.NONE
    _save(rows, calendar_of(matter.department), now)
    show_light(matter)


def resume(matter: Matter, *, shift: bool = True) -> None:
    """Let paused clocks go on. With `shift` each due instant moves by the working time that stood still; without
    it the due instant stands, and whatever came due meanwhile fires at the next sweep.
    """
    now = time.now()
    calendar = calendar_of(matter.department)
    rows = list(Deadline.objects.filter(matter_id=matter.pk, state=State.PAUSED))
    halted = [row.paused_at for row in rows if row.paused_at]
    if shift and halted:
        _shift_ended_parts(matter, min(halted), now, calendar)
    for row in rows:
        if shift:
            row.due_at = calendar.add(row.due_at, max(calendar.distance(row.paused_at, now), 0))  # type: ignore[arg-type]
            row.since = now
            row.version += 1
        row.state, row.paused_at = State.RUNNING, None
        if row.clock in WHOLE and row.party_id is None:
            matter.due_at = row.due_at
        elif row.clock == Clock.DUE and row.party_id and shift:
            Party.objects.filter(pk=row.party_id).update(due_at=row.due_at)
    _save(rows, calendar, now)
    if not shift:
        Deadline.objects.filter(pk__in=[row.pk for row in rows]).update(wake_at=now)
    show_light(matter)


def _shift_ended_parts(matter: Matter, since: datetime, now: datetime, calendar: Calendar) -> None:
    """Parts handed in or waived before the standstill are owed by an instant that moved along, should they be
    sent back.
    """
    stood = max(calendar.distance(since, now), 0)
    ended = Deadline.objects.filter(matter_id=matter.pk, clock=Clock.DUE, party__isnull=False)
    for row in ended.filter(state__in=[State.MET, State.CANCELLED], settled_at__lte=since):
        moved = {"due_at": calendar.add(row.due_at, stood)}
        Deadline.objects.filter(pk=row.pk).update(**moved)
        Party.objects.filter(deadlines=row).update(**moved)


def note_report(matter: Matter) -> None:
    """A progress report on the whole has come in: its light is reckoned anew from it."""
    now = time.now()
    rows = list(_running(matter, WHOLE).filter(party=None))
    for row in rows:
        row.last_report_at = now
    _save(rows, calendar_of(matter.department), now)
    show_light(matter)


@transaction.atomic
def override_light(
    *, matter: Matter, actor: Actor, version: int, light: str, reason: str, until: datetime
) -> Matter:
    """Show another light than the computed one, with a reason, until an instant."""
    matter = type(matter).objects.lock(matter.pk, version=version)
    require(policies.can_override_light(actor, matter))
    check_due(until)
    rows = list(_running(matter, WHOLE))
    if not rows:
        raise Conflict(_("No clock is running on this matter."), code="no_clock")
    for row in rows:
        row.override_light, row.override_until, row.override_reason = light, until, reason
    _save(rows, calendar_of(matter.department), time.now())
    show_light(matter, rows)
    matter.save_changes()
    record(LIGHT_OVERRIDDEN, matter=matter, actor=actor, light=light, reason=reason, until=iso(until))
    return matter


def show_light(matter: Matter, rows: Iterable[Deadline] | None = None) -> bool:
    """Set the matter's light to the worst of its due clocks; whether it changed."""
    if rows is None:
        rows = _running(matter, WHOLE)
    light = worst(row.light for row in rows)
    changed, matter.light = light != matter.light, light
    return changed


def record_light(matter: Matter, was: str, actor: Actor) -> None:
    """Write the change of light into the history."""
    record(LIGHT_CHANGED, matter=matter, actor=actor, light=matter.light, was=was)


def _default(known: dict[int, list[Rung]], kind: str) -> Ladder:
    for rungs in known.values():
        if rungs[0].ladder.clock == kind and rungs[0].ladder.is_default:
            return rungs[0].ladder
    ladder = Ladder.objects.filter(clock=kind, is_default=True).first()
    if ladder is None:
        raise Conflict(_("No escalation ladder is set up. Ask a coordinator."), code="no_ladder")
    return ladder


def _new(matter: Matter, clock: str, ladder: Ladder, due: datetime, **fields) -> Deadline:
    now = time.now()
    return Deadline(
        matter_id=matter.pk,
        clock=clock,
        ladder=ladder,
        started_at=now,
        since=now,
        due_at=due,
        original_due_at=due,
        **fields,
    )


def _running(matter: Matter, clocks: Iterable[str], *states: str):
    rows = Deadline.objects.filter(matter_id=matter.pk, state__in=states or [State.RUNNING])
    return rows.filter(clock__in=list(clocks)) if clocks else rows


def _chosen(matter: Matter, clocks: Iterable[str], party: Party | None, only: Deadline | None):
    """Running and paused clocks of these kinds; those of one party, or a single one of several such."""
    rows = _running(matter, clocks, State.RUNNING, State.PAUSED)
    rows = rows if party is None else rows.filter(party=party)
    return rows if only is None else rows.filter(pk=only.pk)


def _save(rows: list[Deadline], calendar: Calendar, now: datetime) -> None:
    if not rows:
        return
    known = ladders()
    for row in rows:
        plan.reckon(row, known.get(row.ladder_id, []), calendar, now)
    names = "state version since due_at paused_at last_report_at light wake_at"
    overriding = "override_light override_until override_reason"
    Deadline.objects.bulk_update(rows, f"{names} {overriding}".split())


def _end(
    matter: Matter, rows, state: str, actor: Actor, at: datetime | None = None, *, turns_light: bool = True
) -> int:
    ended = rows.update(state=state, settled_at=at or time.now(), settled_by=actor.person, wake_at=None)
    if ended and turns_light:
        show_light(matter)
    return ended
