"""Reads minutes from elsewhere into proposals; nothing becomes a meeting or a task before a person confirms it."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Forbidden, Invalid
from collab.org.models import Department

from .. import policies
from ..events import MINUTES_READ_IN
from ..models import Finding, FindingKind, MinutesReading, Presence
from ..reading import (
    ReadAction,
    ReadDecision,
    ReadMeeting,
    ReadPerson,
    UnreadableMinutes,
    read_file,
    read_minutes,
)
from ..selectors.matching import Register, key

LONGEST_TITLE = 300
_LABELLED = re.compile(r"\s*@?([^:：]{2,40}?)\s*[:：]\s*(\S.*)", re.S)


@dataclass
class ReadIn:
    """What one source gave: readings made now, and those made before from the same text."""

    fresh: list[MinutesReading] = field(default_factory=list)
    known: list[MinutesReading] = field(default_factory=list)


@transaction.atomic
def read_in_minutes(
    *,
    actor: Actor,
    name: str,
    text: str = "",
    data: bytes = b"",
    department: Department | None = None,
    today: date | None = None,
    register: Register | None = None,
) -> ReadIn:
    """Keep every meeting of a text or file as a reading with findings; what was read before changes nothing."""
    if department is not None and not policies.can_host(actor, department):
        raise Forbidden(_("Minutes are read in for a department you belong to."))
    found = keep_readings(
        actor=actor,
        name=name,
        text=text,
        data=data,
        department=department,
        today=today,
        register=register or Register(),
    )
    count = Finding.objects.filter(reading__in=found.fresh).count()
    if found.fresh:
        file = found.fresh[0].source_name
        record(MINUTES_READ_IN, actor=actor, file=file, meetings=len(found.fresh), findings=count)
    return found


def keep_readings(
    *,
    actor: Actor,
    name: str,
    text: str,
    data: bytes = b"",
    department: Department | None,
    today: date | None,
    register: Register,
) -> ReadIn:
    """The readings of one source, kept with their findings; whether it is recorded is for the caller to see to."""
    source = hashlib.sha256(data or text.encode()).hexdigest()
    name = name.replace("\x00", "").strip()[:LONGEST_TITLE] or _("Pasted text")
    known = list(MinutesReading.objects.filter(source_sha256=source))
    if known:
        return ReadIn(known=known)
    found = ReadIn()
    for meeting in _meetings(name, text, data, today):
        digest = hashlib.sha256(f"{meeting.date}|{meeting.raw.strip()}".encode()).hexdigest()
        reading, fresh = MinutesReading.objects.get_or_create(
            sha256=digest,
            defaults=_facts(meeting, name)
            | {"source_sha256": source, "department": department, "read_by": actor.person},
        )
        (found.fresh if fresh else found.known).append(reading)
        if fresh:
            Finding.objects.bulk_create(findings := _findings(reading, meeting, register))
            _settle_items(reading, findings, meeting)
    return found


def _meetings(name: str, text: str, data: bytes, today: date | None) -> list[ReadMeeting]:
    try:
        read = read_file(data, name, today=today) if data else read_minutes(text, name=name, today=today)
    except UnreadableMinutes as refusal:
        raise Invalid.field("file" if data else "text", str(refusal), "unreadable") from refusal
    full = [m for m in read if m.items or m.decisions or m.actions or m.present]
    if not full:
        message = _(
            "No minutes were found in it: neither people present nor agenda items, decisions or actions."
        )
        raise Invalid.field("file" if data else "text", message, "nothing_found")
    return full


def _facts(meeting: ReadMeeting, name: str) -> dict[str, Any]:
    parsed = asdict(meeting)
    raw = parsed.pop("raw").replace("\x00", "")
    doubts = parsed.pop("doubts")
    register = not (meeting.items or meeting.decisions or meeting.present)
    return {
        "source_name": name,
        "line": meeting.line,
        "title": _title(meeting, name),
        "held_on": None if register and _dates(meeting.actions) else meeting.date,
        "start": meeting.start,
        "end": meeting.end,
        "zone": (meeting.zone or "")[:64],
        "place": _clean(meeting.place, 300),
        "language": meeting.language,
        "raw": raw,
        "parsed": json.loads(json.dumps(parsed, default=str).replace("\\u0000", "")),
        "doubts": doubts,
        "is_register": register and bool(_dates(meeting.actions)),
        "read_at": clock.now(),
    }


def _dates(actions: Iterable[ReadAction]) -> set[date]:
    return {action.meeting_date for action in actions if action.meeting_date}


def _title(meeting: ReadMeeting, name: str) -> str:
    if meeting.title.strip():
        return _clean(meeting.title, LONGEST_TITLE)
    if meeting.date is None:
        return _clean(name, LONGEST_TITLE)
    with override("zh-hans" if meeting.language == "zh" else "en"):
        return _("Meeting of %(date)s") % {"date": meeting.date.isoformat()}


def _clean(text: str, most: int) -> str:
    return " ".join((text or "").replace("\x00", "").split())[:most]


def _findings(reading: MinutesReading, meeting: ReadMeeting, register: Register) -> list[Finding]:
    rows = [_person(reading, *entry, register) for entry in _people(meeting)]
    rows += [
        _finding(
            reading,
            FindingKind.ITEM,
            item.title,
            item.line,
            register,
            item.presenters,
            body=item.body,
            outcome=item.outcome,
        )
        for item in meeting.items
    ]
    rows += [
        _finding(reading, FindingKind.DECISION, row.text, row.line, register, confidence=row.confidence)
        for row in meeting.decisions
    ]
    rows += [_action(reading, row, register) for row in meeting.actions]
    for position, row in enumerate(rows):
        row.position = position
    return rows


def _people(meeting: ReadMeeting) -> Iterable[tuple[ReadPerson, str, str]]:
    """Everybody named once, with presence and part; the chair and the secretary were there."""
    parts = {key(p.name): "secretary" for p in meeting.secretary} | {
        key(p.name): "chair" for p in meeting.chair
    }
    groups = (
        (meeting.chair, Presence.PRESENT),
        (meeting.secretary, Presence.PRESENT),
        (meeting.present, Presence.PRESENT),
        (meeting.guests, Presence.NON_VOTING),
        (meeting.absent, Presence.ABSENT),
    )
    seen: set[str] = set()
    for people, presence in groups:
        for person in people:
            known = key(person.name) or person.handle.casefold()
            if known and known not in seen:
                seen.add(known)
                yield person, presence, parts.get(key(person.name), "")


def _person(
    reading: MinutesReading, person: ReadPerson, presence: str, part: str, register: Register
) -> Finding:
    match = register.person(person.name, person.handle)
    return Finding(
        reading=reading,
        kind=FindingKind.PERSON,
        text=_clean(person.name or person.handle, 200),
        body=_clean(person.affiliation, 200),
        owners=[f"@{person.handle}"] if person.handle else [],
        presence=presence,
        part=part,
        person=match.person,
        candidates=match.candidates,
        line=person.line,
        confidence=1.0 if match.person else 0.0,
    )


def _finding(
    reading: MinutesReading,
    kind: str,
    text: str,
    line: int,
    register: Register,
    owners: Iterable[str] = (),
    **more: Any,
) -> Finding:
    named = [_clean(owner, 100) for owner in owners if owner.strip()]
    title = _clean(text, 100_000)
    more["body"] = more.get("body", "").replace("\x00", "") or (title if len(title) > LONGEST_TITLE else "")
    row = Finding(
        reading=reading, kind=kind, text=title[:LONGEST_TITLE] or "—", line=line, owners=named, **more
    )
    for owner in named:
        match = register.person(owner)
        if match.person is None and row.department is None:
            row.department = register.department(owner)
        row.person = row.person or match.person
        row.candidates += [pk for pk in match.candidates if pk not in row.candidates]
    if row.person is not None:
        row.candidates = []
    return row


def _action(reading: MinutesReading, action: ReadAction, register: Register) -> Finding:
    owners, text = action.owners, action.text
    if not owners and (labelled := _LABELLED.fullmatch(text)):
        match = register.person(labelled[1])
        if match.person or match.candidates or register.department(labelled[1]):
            owners, text = [labelled[1]], labelled[2]
    return _finding(
        reading,
        FindingKind.LEFT_OVER if action.carried_over else FindingKind.ACTION,
        text,
        action.line,
        register,
        owners,
        due_on=action.due,
        due_text=_clean(action.due_text, 200),
        outcome=_clean(action.status, 24),
        held_on=action.meeting_date,
        confidence=action.confidence,
    )


def _settle_items(reading: MinutesReading, findings: list[Finding], meeting: ReadMeeting) -> None:
    """Hang decisions and actions under the agenda item they were found under."""
    items = [row for row in findings if row.kind == FindingKind.ITEM]
    sources: list[ReadDecision | ReadAction] = [*meeting.decisions, *meeting.actions]
    parts = findings[len(findings) - len(sources) :] if sources else []
    for row, source in zip(parts, sources, strict=True):
        if source.item is not None and 0 <= source.item < len(items):
            row.item = items[source.item]
    Finding.objects.bulk_update([row for row in parts if row.item_id], ["item"])
