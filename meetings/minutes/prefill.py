"""The first wording of minutes, made from the meeting's records in the language of whoever writes them.

Who was there and what was resolved stand beside the wording, always from the records themselves (see `facts`).
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..models import AgendaItem, Decision, Meeting
from .records import agenda_told, as_open_as


def prefilled(meeting: Meeting) -> str:
    """What came of each agenda item and what was decided on it, as Markdown."""
    language = (meeting.owner.language if meeting.owner else "") or settings.LANGUAGE_CODE
    with override(language):
        return _agenda(meeting)


def _agenda(meeting: Meeting) -> str:
    told: dict[int, list[str]] = {}
    decisions = Decision.objects.filter(meeting_id=meeting.pk, agenda_item__isnull=False)
    for decision in as_open_as(decisions, meeting.visibility).order_by("pk"):
        told.setdefault(decision.agenda_item_id, []).append(
            f"- {_('Decision')}: {decision.title} ({decision.status_label})"
        )
    items = agenda_told(meeting, meeting.visibility)
    return "\n\n".join(_item(at, item, told.get(item.pk, ())) for at, item in enumerate(items, start=1))


def _item(at: int, item: AgendaItem, decisions: Iterable[str]) -> str:
    head = f"## {at}. {item.title}"
    outcome = f"{item.status_label}: {item.outcome}" if item.outcome else ""
    if not outcome and not item.is_open:
        outcome = item.status_label
    return "\n\n".join(part for part in (head, outcome, "\n".join(decisions)) if part)
