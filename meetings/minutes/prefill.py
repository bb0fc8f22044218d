"""The first draft of minutes, made from the meeting's records in the language of whoever writes them."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from collab.common.instants import day_words

from ..models import AgendaItem, Attendance, Decision, Meeting
from .records import LINES, Resolved, by_presence, resolved_of

UNTOLD = ("proposed", "returned", "withdrawn")


def prefilled(meeting: Meeting) -> str:
    """Who was there, what came of each agenda item, and what was resolved with whom and by when; as Markdown."""
    language = (meeting.owner.language if meeting.owner else "") or settings.LANGUAGE_CODE
    with override(language):
        parts = [_attendance(meeting), _agenda(meeting), _resolved(meeting)]
    return "\n\n".join(part for part in parts if part)


def _attendance(meeting: Meeting) -> str:
    rows = Attendance.objects.filter(meeting_id=meeting.pk).select_related("person", "stands_in_for")
    held = by_presence(rows)
    lines = [f"**{LINES[key]}** {_(', ').join(names)}" for key, names in held.items() if names]
    return "  \n".join(lines)


def _agenda(meeting: Meeting) -> str:
    items = AgendaItem.objects.filter(meeting_id=meeting.pk).exclude(status__in=UNTOLD)
    told: dict[int, list[str]] = {}
    for decision in Decision.objects.filter(meeting_id=meeting.pk, agenda_item__isnull=False).order_by("pk"):
        told.setdefault(decision.agenda_item_id or 0, []).append(
            f"- {_('Decision')}: {decision.title} ({decision.status_label})"
        )
    return "\n\n".join(
        _item(at, item, told.get(item.pk, ()))
        for at, item in enumerate(items.order_by("position", "pk"), start=1)
    )


def _item(at: int, item: AgendaItem, decisions: Iterable[str]) -> str:
    head = f"## {at}. {item.title}"
    outcome = f"{item.status_label}: {item.outcome}" if item.outcome else ""
    if not outcome and not item.is_open:
        outcome = item.status_label
    return "\n\n".join(part for part in (head, outcome, "\n".join(decisions)) if part)


def _resolved(meeting: Meeting) -> str:
    rows = resolved_of(meeting)
    if not rows:
        return ""
    lines = [f"{at}. {_words(row)}" for at, row in enumerate(rows, start=1)]
    return f"## {_('Resolved matters')}\n\n" + "\n".join(lines)


def _words(row: Resolved) -> str:
    due = day_words(row.due_at) if row.due_at else ""
    return "; ".join(words for words in (row.text, row.unit, due) if words)
