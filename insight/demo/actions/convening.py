"""Brings the meetings onto the stage: prepared, announced, held, written up, as far as each has come."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial

from collab.common import clock
from meetings import actions as meetings
from meetings.models import Carry, HourlyRate, MeetingSeries, Presence

from ..content.meetings import SERIES
from ..content.people import home_of
from ..gathering import Gathering, Item
from .minuting import write_up
from .organisation import City
from .stage import Stage

LATEST_START = 21
LOOKING_BACK = 70
HOUR = Decimal(85)


def set_up_series(city: City) -> dict[str, MeetingSeries]:
    """The regular meetings; like the departments they stay out of the organisation's journal."""
    today = clock.now().date()
    wednesday = today - timedelta(days=LOOKING_BACK + today.weekday() - 2)
    rows = [
        MeetingSeries(
            title=series.title,
            department=city.departments[series.host],
            rrule=series.rrule,
            first_on=wednesday,
            carry=Carry.LEAVE,
            start_time=time(series.hour, series.minute),
            minutes=series.length,
            place=series.place,
            chair=city.people[series.chair],
            is_demo=True,
        )
        for series in SERIES
    ]
    MeetingSeries.objects.bulk_create(rows)
    by_title = {row.title: row for row in MeetingSeries.objects.filter(is_demo=True)}
    return {series.key: by_title[series.title] for series in SERIES}


def reckon_hours(city: City) -> None:
    """What an hour in meetings is reckoned at; it too stays out of the organisation's journal."""
    given = {"amount": HOUR, "currency": "CNY", "set_by": city.people["coordinator"], "set_at": clock.now()}
    day = clock.now().date() - timedelta(days=LOOKING_BACK)
    HourlyRate.objects.get_or_create(from_on=day, defaults=given)


def convene(stage: Stage, known: dict[str, MeetingSeries], gathering: Gathering) -> None:
    """Call for the preparation of a meeting and for all that has happened to it since."""
    starts = _starts(stage, gathering)
    prepared = stage.times.at(min(gathering.day, 0) - 4)
    stage.call(prepared, partial(_prepare, stage, known, gathering, starts))
    if gathering.announced:
        announced = stage.times.at(min(gathering.day, 0) - 2.5)
        stage.call(
            announced, partial(_act, stage, gathering, meetings.announce_meeting, reason=gathering.anyway)
        )
    if gathering.cancelled:
        scene = partial(_act, stage, gathering, meetings.cancel_meeting, reason=gathering.cancelled)
        stage.call(stage.times.at(-1.3), scene)
    if gathering.day < 0:
        _hold(stage, gathering, starts)


def _starts(stage: Stage, gathering: Gathering) -> datetime:
    """Today's meeting has not begun yet, unless the day is nearly over."""
    planned = stage.times.clock(gathering.day, gathering.hour, gathering.minute)
    soon = stage.times.now + timedelta(minutes=30)
    if gathering.day or planned >= soon:
        return planned
    latest = stage.times.clock(0, LATEST_START)
    full = soon.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return min(full, latest)


def _prepare(stage: Stage, known: dict[str, MeetingSeries], gathering: Gathering, starts: datetime) -> None:
    city = stage.city
    series = known.get(gathering.series)
    chair = city.people[gathering.chair]
    host = series.department if series else city.departments[home_of(gathering.chair)]
    stage.matters[gathering.key] = meeting = meetings.create_meeting(
        actor=stage.actor(gathering.secretary),
        title=gathering.title,
        department=host,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=gathering.length),
        type=gathering.type,
        series=series,
        chair=chair,
        secretary=city.people[gathering.secretary],
        attendees=[city.people[handle] for handle in gathering.attendees],
        departments=[city.departments[code] for code in gathering.departments],
        place=series.place if series else "",
        purpose=gathering.purpose,
        expected_result=gathering.result,
    )
    for item in gathering.items:
        stage.matters[item.key] = meetings.add_agenda_item(
            meeting=meeting,
            actor=stage.actor(gathering.secretary),
            title=item.title,
            sought=item.sought,
            minutes_allotted=item.minutes,
            presenter=city.people[item.by],
            department=city.departments[home_of(item.by)],
        )


def _act(stage: Stage, gathering: Gathering, action, **said) -> None:
    action(meeting=stage.matters[gathering.key], actor=stage.actor(gathering.secretary), version=None, **said)


def _hold(stage: Stage, gathering: Gathering, starts: datetime) -> None:
    stage.call(starts, partial(_act, stage, gathering, meetings.start_meeting))
    stage.call(
        starts, partial(_act, stage, gathering, meetings.record_attendance, rows=_rows(stage, gathering))
    )
    instant = starts
    for item in gathering.items:
        instant += timedelta(minutes=2)
        stage.call(instant, partial(_discuss, stage, gathering, item))
        instant += timedelta(minutes=item.minutes - 3)
        stage.call(instant, partial(_settle, stage, gathering, item))
    ends = starts + timedelta(minutes=gathering.length)
    stage.call(ends, partial(_act, stage, gathering, meetings.finish_meeting))
    write_up(stage, gathering, ends)
    for key, days in gathering.carried_out:
        stage.call(stage.times.at(days), partial(_carried_out, stage, gathering, key))


def _rows(stage: Stage, gathering: Gathering) -> list[meetings.Present]:
    people = stage.city.people
    there = [meetings.Present(Presence.PRESENT, people[handle]) for handle in gathering.present]
    away = [meetings.Present(Presence.LEAVE, people[handle]) for handle in gathering.absent]
    return there + away


def _discuss(stage: Stage, gathering: Gathering, item: Item) -> None:
    meetings.discuss_item(item=stage.matters[item.key], actor=stage.actor(gathering.secretary), version=None)


def _settle(stage: Stage, gathering: Gathering, item: Item) -> None:
    common = {"item": stage.matters[item.key], "actor": stage.actor(gathering.secretary), "version": None}
    if item.outcome in ("adopt", "principle"):
        adopt = meetings.adopt_item if item.outcome == "adopt" else meetings.adopt_item_in_principle
        stage.matters[decision_key(item.key)] = adopt(**common, decision=item.decision, outcome=item.words)
    elif item.outcome == "refer":
        department = stage.city.departments[item.decision]
        meetings.refer_item(**common, department=department, reason=item.words)
    elif item.outcome == "defer":
        meetings.defer_item(**common, reason=item.words)
    else:
        meetings.conclude_item(**common, outcome=item.words)


def _carried_out(stage: Stage, gathering: Gathering, key: str) -> None:
    decision = stage.matters[decision_key(key)]
    meetings.mark_carried_out(decision=decision, actor=stage.actor(gathering.secretary), version=None)


def decision_key(item: str) -> str:
    """The key under which the decision of an agenda item is kept."""
    return f"{item}:decision"
