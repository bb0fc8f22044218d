"""What the documents of minutes say beside the text, in a form that can be kept for good."""

from typing import Any

from collab.deadlines.receipts import addressed
from collab.matters.models import PartyRole
from collab.matters.policies import parties_of
from collab.matters.words import iso
from collab.org.names import name_fact

from ..models import Attendance, Minutes, Phase, Position
from .policies import SIGNERS
from .records import agenda_told, by_presence, resolved_of


def facts_of(minutes: Minutes) -> dict[str, Any]:
    """Names as they are now, instants as ISO 8601; departments in both languages."""
    meeting = minutes.meeting
    attendance = Attendance.objects.filter(meeting_id=meeting.pk).select_related("person", "stands_in_for")
    items = agenda_told(meeting, minutes.visibility)
    asked = Position.objects.filter(matter_id=minutes.pk, phase=Phase.COUNTERSIGN)
    return {
        "title": minutes.title,
        "number": minutes.number,
        "meeting": meeting.number,
        "host": name_fact(minutes.department),
        "year": minutes.year,
        "letter": minutes.letter,
        "starts": iso(meeting.started_at or meeting.starts_at),
        "ends": iso(meeting.finished_at or meeting.ends_at),
        "place": meeting.place or meeting.link,
        "chair": _people(minutes, PartyRole.CHAIR),
        "recorder": str(minutes.owner or ""),
        "attendance": by_presence(attendance),
        "agenda": [item.title for item in items],
        "resolved": [
            {"number": row.number, "text": row.text, "unit": row.unit, "due": iso(row.due_at)}
            for row in resolved_of(meeting, minutes.visibility)
        ],
        "countersigned": [
            {"unit": name_fact(row.department), "stance": row.stance, "text": row.text}
            for row in asked.select_related("department")
        ],
        "sent_to": [name_fact(row.department) for row in addressed(minutes, SIGNERS)],
    }


def _people(minutes: Minutes, role: str) -> list[str]:
    return [str(row.person) for row in parties_of(minutes) if row.role == role and row.person]
