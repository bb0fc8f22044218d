"""Makes meeting, items, decisions and tasks of confirmed findings, each keeping the line it was read from."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden
from collab.matters import search
from collab.matters.actions import add_comment, open_matter
from collab.matters.models import Kind, Matter, Party, PartyRole
from collab.org.selectors import calendar_of
from tasks.actions import create_task
from tasks.models import Source, Task

from .. import policies
from ..events import DECISION_TAKEN_OVER, ITEM_TAKEN_OVER, MEETING_TAKEN_OVER
from ..models import AgendaItem, Finding, FindingKind, Meeting, MinutesReading, Presence, Sought
from .attendance import THERE, Present, store_attendance
from .decision import lead, open_decision

NOON, HOUR = time(12), timedelta(hours=1)
END_OF_DAY = time(18)
OUTCOMES = {
    "deferred": "deferred",
    "decide": "adopted",
    "inform": "discussed",
    "discuss": "discussed",
    "": "discussed",
}
SOUGHT = {"deferred": Sought.DISCUSS, "decide": Sought.DECIDE, "inform": Sought.INFORM}
WORK = (FindingKind.ACTION, FindingKind.LEFT_OVER)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])\s*(\d{1,2})(?::?(\d\d))?", re.I)
_ABBREVIATIONS = {
    "PT": "America/Los_Angeles", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles",
    "ET": "America/New_York", "EST": "America/New_York", "EDT": "America/New_York",
    "CT": "America/Chicago", "CET": "Europe/Paris", "CEST": "Europe/Paris", "BST": "Europe/London",
    "UTC": "UTC", "GMT": "UTC", "北京时间": "Asia/Shanghai", "CST": "Asia/Shanghai",
}  # fmt: skip


def zone_of(words: str, fallback: str) -> ZoneInfo:
    """The zone that minutes name, by IANA name, offset or abbreviation; the fallback where they name none we know."""
    if found := _OFFSET.search(words):
        hours = int(found[2])
        if hours <= 14 and not int(found[3] or 0):
            return ZoneInfo(f"Etc/GMT{'-' if found[1] == '+' else '+'}{hours}" if hours else "UTC")
    name = _ABBREVIATIONS.get(words.strip().upper(), words.strip())
    try:
        return ZoneInfo(name or fallback)
    except (KeyError, ValueError, OSError):
        return ZoneInfo(fallback)


def times_of(reading: MinutesReading, held_on: date) -> tuple[datetime, datetime]:
    """From when to when the meeting was; around noon where the minutes do not say."""
    zone = zone_of(reading.zone, calendar_of(reading.department).zone)
    starts = datetime.combine(held_on, reading.start or NOON, zone)
    ends = datetime.combine(held_on, reading.end, zone) if reading.start and reading.end else starts + HOUR
    return starts, ends if ends > starts else ends + timedelta(days=1)


class TakeOver:
    """One reading being taken over: the meeting first, then what hangs under it."""

    def __init__(self, reading: MinutesReading, findings: list[Finding], actor: Actor, issue: bool):
        self.reading, self.findings, self.actor, self.issue = reading, findings, actor, issue
        self._meeting: Meeting | None = reading.meeting
        self.done: list[Finding] = []
        self.items: dict[int, AgendaItem] = {}

    def run(self, wanted: Iterable[Finding]) -> list[Finding]:
        """Take these over, in the order meeting, items, decisions, work; what they hang under comes along."""
        if self._meeting is None and self.reading.held_on and not self.reading.is_register:
            self._open_meeting(self.reading.held_on)
        makers = {
            FindingKind.ITEM: self._item,
            FindingKind.DECISION: self._decision,
            FindingKind.NOTE: self._note,
        }
        for row in wanted:
            if row.kind == FindingKind.PERSON or row in self.done:
                continue
            make = makers.get(FindingKind(row.kind), self._work)
            self._done(row, make(row))
        return self.done

    @property
    def meeting(self) -> Meeting:
        """What was taken over first; a register of actions has none and never asks."""
        if self._meeting is None:
            raise Conflict(_("A register of actions holds no meeting of its own."), code="register")
        return self._meeting

    def _done(self, row: Finding, matter: Matter | None) -> None:
        if matter is not None:
            row.matter_id = matter.pk
            row.matter = Matter.objects.get(pk=matter.pk) if type(matter) is not Matter else matter
        self.done.append(row)

    def _source(self, line: int) -> dict[str, Any]:
        return {"source": {"reading": self.reading.pk, "file": self.reading.source_name, "line": line}}

    def _trace(self, line: int) -> dict[str, Any]:
        return {"file": self.reading.source_name, "line": line, "reading": self.reading.pk}

    def _open_meeting(self, held_on: date) -> None:
        reading = self.reading
        starts, ends = times_of(reading, held_on)
        people = [row for row in self.findings if row.kind == FindingKind.PERSON and row.state == "pending"]
        parties = _parties(reading, people)
        secretary = next((p.person for p in parties if p.role == PartyRole.SECRETARY), None)
        meeting = open_matter(
            Meeting,
            actor=self.actor,
            kind=Kind.MEETING,
            parties=parties,
            status="closed",
            title=reading.title,
            department=reading.department,
            owner=secretary or next((p.person for p in parties if p.role == PartyRole.CHAIR), None),
            starts_at=starts,
            ends_at=ends,
            all_day=reading.start is None,
            started_at=starts,
            finished_at=ends,
            closed_at=clock.now(),
            place=reading.place,
            minutes=reading.raw,
            minutes_source=reading.source_name,
            extra=self._source(reading.line),
        )
        store_attendance(meeting, [_present(row) for row in people])
        search.index_texts([(meeting.pk, f"{meeting.number} {meeting.title} {reading.raw}")])
        record(MEETING_TAKEN_OVER, matter=meeting, actor=self.actor, **self._trace(reading.line))
        self._meeting = reading.meeting = meeting
        self.done += people

    def _item(self, row: Finding) -> AgendaItem:
        position = 1 + sum(f.kind == FindingKind.ITEM and f.position < row.position for f in self.findings)
        item = open_matter(
            AgendaItem,
            actor=self.actor,
            kind=Kind.AGENDA_ITEM,
            parties=policies.shared_parties(self.meeting),
            status=OUTCOMES.get(row.outcome, "discussed"),
            title=row.text,
            body=row.body,
            department=row.department or self.reading.department,
            owner=row.person,
            meeting=self.meeting,
            position=position,
            sought=SOUGHT.get(row.outcome, Sought.DISCUSS),
            presenter=row.person,
            presenter_name=", ".join(row.owners)[:200],
            visibility=self.meeting.visibility,
            extra=self._source(row.line),
        )
        record(ITEM_TAKEN_OVER, matter=item, actor=self.actor, **self._trace(row.line))
        self.items[row.pk] = item
        return item

    def _under(self, row: Finding) -> AgendaItem | None:
        """The item a finding hangs under; a pending one is taken over with it, a dismissed one is left out."""
        if row.item_id is None or self.reading.is_register:
            return None
        above = next(f for f in self.findings if f.pk == row.item_id)
        if above.pk in self.items:
            return self.items[above.pk]
        if above.matter_id:
            return AgendaItem.objects.get(pk=above.matter_id)
        if above.state == "dismissed":
            return None
        item = self._item(above)
        self._done(above, item)
        return item

    def _decision(self, row: Finding) -> Matter:
        item = self._under(row)
        decision = open_decision(
            actor=self.actor,
            title=row.text,
            meeting=self.meeting,
            agenda_item=item,
            status="adopted",
            question=item.title if item else "",
            body=row.body,
            department=row.department or self.reading.department,
            owner=row.person,
            decided_at=min(self.meeting.ends_at, clock.now()),
            effective_on=self.reading.held_on,
            visibility=self.meeting.visibility,
            extra=self._source(row.line),
        )
        record(DECISION_TAKEN_OVER, matter=decision, actor=self.actor, **self._trace(row.line))
        return decision

    def _note(self, row: Finding) -> Matter:
        """A note is kept as a comment on the item it was made under, else on the meeting."""
        matter = self._under(row) or self.meeting
        add_comment(matter=matter, actor=self.actor, body=row.body or row.text)
        return matter

    def _work(self, row: Finding) -> Matter:
        source = self._origin(row)
        if twin := self._twin(row):
            if source is not None:
                lead(source, twin, self.actor)
            return twin
        try:
            return self._task(row, source)
        except Forbidden as refusal:
            raise Forbidden(_("Line %(line)s: %(why)s") % {"line": row.line, "why": refusal}) from refusal

    def _task(self, row: Finding, source: Matter | None) -> Task:
        department = row.department or self.reading.department
        due = self._due(row.due_on)
        ahead = due if due and due > clock.now() else None
        return create_task(
            actor=self.actor,
            title=row.text,
            department=department,
            body=self._words(row, None if ahead else row.due_on),
            responsible=row.person,
            due_at=ahead,
            source=Source.DECISION,
            came_from=source,
            visibility=self._meeting.visibility if self._meeting else "departments",
            issue=self.issue,
            marks={"extra": self._source(row.line)},
        )

    def _origin(self, row: Finding) -> Matter | None:
        """What the work came from: the one decision of its item, else the item, else the meeting of its day."""
        item = self._under(row)
        if item is not None:
            decisions = list(item.decisions.all()[:2])
            return decisions[0] if len(decisions) == 1 else item
        if self._meeting is not None:
            return self._meeting
        zone = ZoneInfo(calendar_of(self.reading.department).zone)
        held = (m for m in self._meetings() if m.starts_at.astimezone(zone).date() == row.held_on)
        return next(held, None) if row.held_on else None

    def _meetings(self) -> list[Meeting]:
        if not hasattr(self, "_held"):
            self._held = list(Meeting.objects.filter(department=self.reading.department).order_by("pk"))
        return self._held

    def _twin(self, row: Finding) -> Matter | None:
        """The task that earlier minutes led to, where these carry the same words over; who marks a task in live
        minutes wants a new one.
        """
        if self.reading.is_live:
            return None
        rows = Finding.objects.filter(
            kind__in=WORK, text=row.text, matter__isnull=False, reading__department=self.reading.department
        ).exclude(pk=row.pk)
        found = rows.select_related("matter").order_by("pk").first()
        return found.matter if found else None

    def _due(self, day: date | None) -> datetime | None:
        if day is None:
            return None
        return datetime.combine(day, END_OF_DAY, ZoneInfo(calendar_of(self.reading.department).zone))

    def _words(self, row: Finding, passed: date | None) -> str:
        lines = [row.body] if row.body else []
        if row.owners:
            lines.append(_("Named in the minutes: %(names)s") % {"names": ", ".join(row.owners)})
        if passed:
            lines.append(
                _("Agreed for %(day)s, which had passed when it was taken over.")
                % {"day": passed.isoformat()}
            )
        elif row.due_text:
            lines.append(_("By when, in the minutes: %(words)s") % {"words": row.due_text})
        where = {"file": self.reading.source_name, "line": row.line}
        lines.append(_("From the minutes “%(file)s”, line %(line)s.") % where)
        return "\n\n".join(lines)


def _parties(reading: MinutesReading, people: list[Finding]) -> list[Party]:
    found = [Party(role=PartyRole.HOST, department=reading.department)]
    seen: set[int] = set()
    roles = {"chair": PartyRole.CHAIR, "secretary": PartyRole.SECRETARY}
    for row in people:
        if row.person is None or row.person.pk in seen or (row.presence not in THERE and not row.part):
            continue
        seen.add(row.person.pk)
        plain = PartyRole.NON_VOTING if row.presence == Presence.NON_VOTING else PartyRole.ATTENDEE
        found.append(Party(role=roles.get(row.part, plain), person=row.person))
    return found


def _present(row: Finding) -> Present:
    presence = row.presence if row.presence != Presence.PROXY else Presence.PRESENT
    return Present(presence=presence, person=row.person, name=row.text, affiliation=row.body)
