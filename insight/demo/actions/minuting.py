"""Brings minutes onto the stage: written, issued, signed for, corrected; and some from elsewhere that wait for review."""

from datetime import datetime
from functools import partial
from typing import Any

from collab.deadlines.receipts import unsigned
from meetings import actions as meetings
from meetings.actions.reading_in import keep_readings
from meetings.minutes.policies import SIGNERS
from meetings.models import Minutes
from meetings.selectors import Register

from ..content.meetings import SENT_IN
from ..content.people import desk_of
from ..gathering import Gathering
from .stage import Stage

WRITING, ISSUING, SIGNING, CORRECTING = 240, 300, 420, 2400  # working minutes after the meeting


def write_up(stage: Stage, gathering: Gathering, ends: datetime) -> None:
    """Call for what happens to the minutes of a meeting that ended."""
    if not gathering.minutes:
        return

    def at(minutes: int) -> datetime:
        return stage.times.calendar.add(ends, minutes)

    def call(instant: datetime, scene: Any, *said: Any) -> None:
        stage.call(instant, partial(scene, stage, gathering, *said))

    call(at(WRITING), _write, gathering.minutes)
    call(at(ISSUING), _issue)
    call(at(SIGNING), _sign, gathering.unsigned)
    if not gathering.correction:
        return
    begun = stage.times.at(-0.9) if gathering.countersigners else at(CORRECTING)
    call(begun, _correct)
    call(begun, _write, f"{gathering.minutes}\n\n{gathering.amended}")
    if gathering.countersigners:
        call(stage.times.at(-0.4), _circulate)
        call(stage.times.at(-0.2), _countersign)
    else:
        call(at(CORRECTING + 60), _issue)
        call(at(CORRECTING + SIGNING), _sign, ())


def send_in(stage: Stage) -> None:
    """Minutes written outside, which nobody has looked through yet; they stay out of the organisation's journal."""
    days = {name: stage.times.clock(away, 9) for name, away in (("held", -2), ("soon", 4), ("later", 9))}
    text = SENT_IN.format(**{name: f"{day.year}年{day.month}月{day.day}日" for name, day in days.items()})

    def read() -> None:
        keep_readings(
            actor=stage.actor("liaison"),
            name="鼓街围挡协调会.md",
            text=text,
            department=stage.city.departments["HCB"],
            today=days["held"].date(),
            register=Register(),
        )

    stage.call(stage.times.at(-0.5), read)


def _minutes(stage: Stage, gathering: Gathering) -> Minutes:
    return Minutes.objects.get(meeting=stage.matters[gathering.key].pk)


def _take(stage: Stage, gathering: Gathering, action: Any, handle: str, **said: Any) -> None:
    minutes = _minutes(stage, gathering)
    action(minutes=minutes, actor=stage.actor(handle), version=None, **said)


def _write(stage: Stage, gathering: Gathering, text: str) -> None:
    _take(stage, gathering, meetings.write_minutes_text, gathering.secretary, text=text)


def _issue(stage: Stage, gathering: Gathering) -> None:
    _take(stage, gathering, meetings.issue_minutes, gathering.chair)


def _sign(stage: Stage, gathering: Gathering, but: tuple[str, ...]) -> None:
    for party in unsigned(_minutes(stage, gathering), SIGNERS):
        code = party.department.code  # type: ignore[union-attr]
        if code not in but:
            _take(stage, gathering, meetings.sign_for_minutes, desk_of(code))


def _correct(stage: Stage, gathering: Gathering) -> None:
    _take(stage, gathering, meetings.correct_minutes, gathering.secretary, reason=gathering.correction)


def _circulate(stage: Stage, gathering: Gathering) -> None:
    asked = [stage.city.departments[code] for code in gathering.countersigners]
    _take(stage, gathering, meetings.circulate_minutes, gathering.secretary, departments=asked)


def _countersign(stage: Stage, gathering: Gathering) -> None:
    """All but the first department asked have answered."""
    for code in gathering.countersigners[1:]:
        _take(stage, gathering, meetings.countersign_minutes, desk_of(code))
