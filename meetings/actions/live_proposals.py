"""Lines marked in live minutes become findings of a reading, which the secretary reviews like any other."""

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo

from collab.common import clock
from collab.org.models import Person
from collab.org.selectors import calendar_of

from ..live_minutes.blocks import DECISION, NOTE, TASK, Block
from ..live_minutes.proposals import LONGEST_TITLE, Proposal, proposals_in
from ..models import (
    AgendaItem,
    Finding,
    FindingKind,
    FindingState,
    Minutes,
    MinutesDocument,
    MinutesReading,
    ReadingState,
)
from ..selectors import Register

KINDS = {TASK: FindingKind.ACTION, DECISION: FindingKind.DECISION, NOTE: FindingKind.NOTE}
_NUMBERING = re.compile(r"^\s*(?:\d{1,3}\s*[.、．)）]|[一二三四五六七八九十]{1,3}、)\s*")


def keep_proposals(document: MinutesDocument, minutes: Minutes, lines: Iterable[tuple[Block, int]]) -> bool:
    """Have the findings say what the marked lines say; whether anything changed. What was settled stays settled;
    part of the action that writes the readable text.
    """
    meeting = minutes.meeting
    day = meeting.starts_at.astimezone(ZoneInfo(calendar_of(minutes.department).zone)).date()
    proposals = proposals_in(lines, day, lru_cache(1)(Register))
    known: dict[str, list] = document.proposals
    rows = {row.pk: row for row in document.reading.findings.all()} if document.reading else {}
    gone = [
        rows[pk] for key, (pk, _said) in known.items() if pk in rows and _is_lost(key, rows[pk], proposals)
    ]
    said = {proposal.key: proposal for proposal in proposals}
    fresh = [one for one in proposals if one.key not in known or known[one.key][1] != one.digest]
    if not gone and not fresh:
        return False
    reading = _reading_of(document, minutes)
    for row in gone:
        row.delete()
    settled = {key: held for key, held in known.items() if key not in said and held[0] in rows}
    lost = {row.pk for row in gone}
    document.proposals = {key: held for key, held in settled.items() if held[0] not in lost}
    for position, proposal in enumerate(proposals):
        held = rows.get(known.get(proposal.key, [0])[0]) or Finding(reading=reading)
        if held.state == FindingState.PENDING and proposal in fresh:
            _fill(held, proposal, minutes)
            held.position = position
            held.save()
        document.proposals[proposal.key] = [held.pk, proposal.digest]
    _renew(reading, minutes)
    return True


def _is_lost(key: str, row: Finding, proposals: list[Proposal]) -> bool:
    return row.state == FindingState.PENDING and all(proposal.key != key for proposal in proposals)


def _reading_of(document: MinutesDocument, minutes: Minutes) -> MinutesReading:
    if document.reading is None:
        meeting = minutes.meeting
        zone = ZoneInfo(calendar_of(minutes.department).zone)
        mark = hashlib.sha256(f"live minutes {minutes.pk}".encode()).hexdigest()
        document.reading = MinutesReading.objects.create(
            source_name=f"{minutes.number} {minutes.title}"[:300],
            source_sha256=mark,
            sha256=mark,
            department=minutes.department,
            title=minutes.title,
            held_on=meeting.starts_at.astimezone(zone).date(),
            place=meeting.place,
            raw=minutes.text,
            meeting=meeting,
            read_by=minutes.owner,
            read_at=clock.now(),
        )
    return document.reading


def _fill(row: Finding, proposal: Proposal, minutes: Minutes) -> None:
    row.kind = KINDS[proposal.kind]
    row.text = proposal.text[:LONGEST_TITLE]
    row.body = proposal.text if len(proposal.text) > LONGEST_TITLE else ""
    row.owners = [name[:100] for name in proposal.names]
    row.person = _person_of(proposal)
    row.candidates = [] if row.person else proposal.candidates
    row.department = None
    if row.person is not None:
        homes = [held.department_id for held in row.person.memberships.order_by("pk")]
        if homes and minutes.department_id not in homes:
            row.department_id = homes[0]
    row.due_on, row.due_text = proposal.due_on, proposal.due_text
    row.line, row.confidence = proposal.line, 1.0
    row.item = _item_of(proposal, row.reading, minutes)


def _person_of(proposal: Proposal) -> Person | None:
    people = Person.objects.active()
    if proposal.handles:
        return people.filter(username=proposal.handles[0]).first()
    return people.filter(pk=proposal.people[0]).first() if proposal.people else None


def _item_of(proposal: Proposal, reading: MinutesReading, minutes: Minutes) -> Finding | None:
    """The agenda item whose title is the heading above, as a finding that is taken over already."""
    title = _NUMBERING.sub("", proposal.heading).strip()
    if not title:
        return None
    item = AgendaItem.objects.filter(meeting_id=minutes.meeting_id, title=title).order_by("pk").first()
    if item is None:
        return None
    found, _fresh = Finding.objects.get_or_create(
        reading=reading,
        kind=FindingKind.ITEM,
        matter_id=item.pk,
        defaults={"text": item.title, "state": FindingState.CONFIRMED, "line": proposal.line},
    )
    return found


def _renew(reading: MinutesReading, minutes: Minutes) -> None:
    """Open for review while something waits; whoever reviews an older version is told so."""
    states = set(reading.findings.exclude(kind=FindingKind.ITEM).values_list("state", flat=True))
    if FindingState.PENDING in states:
        reading.state = ReadingState.PENDING
    else:
        reading.state = ReadingState.CONFIRMED if FindingState.CONFIRMED in states else ReadingState.DISMISSED
    reading.raw, reading.version = minutes.text, reading.version + 1
    reading.save()
