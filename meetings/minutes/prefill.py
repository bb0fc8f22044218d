"""The first wording of minutes, made from the meeting's records in the language of whoever writes them.

Who was there and what was resolved stand beside the wording, always from the records themselves (see `facts`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..models import AgendaItem, Decision, Meeting
from .records import agenda_told, as_open_as

HEADING = "## "


@dataclass(frozen=True)
class Told:
    """One agenda item: its heading, and what came of it in words, if anything did."""

    heading: str
    words: str


def prefilled(meeting: Meeting) -> str:
    """What came of each agenda item and what was decided on it, as Markdown."""
    return "\n\n".join(_block(told) for told in _agenda(meeting))


def filled_in(text: str, meeting: Meeting) -> str:
    """The wording with what came of each item below what is written under its heading, once.

    Items without a heading follow at the end; below a line where the wording has none of them.
    """
    agenda = _agenda(meeting)
    held = set(text.split("\n"))
    if not any(told.heading in held for told in agenda):
        return f"{text}\n\n---\n\n" + "\n\n".join(map(_block, agenda))
    for told in agenda:
        text = _put(text, told) if told.heading in held else f"{text.rstrip()}\n\n{_block(told)}"
    return text


def _put(text: str, told: Told) -> str:
    lines = text.split("\n")
    start = lines.index(told.heading)
    rest = range(start + 1, len(lines))
    end = next((at for at in rest if lines[at].startswith(HEADING)), len(lines))
    section = "\n".join(lines[start:end]).strip()
    if not told.words or told.words in section:
        return text
    parts = ("\n".join(lines[:start]).rstrip(), section, told.words, "\n".join(lines[end:]))
    return "\n\n".join(part for part in parts if part)


def _block(told: Told) -> str:
    return "\n\n".join(filter(None, (told.heading, told.words)))


def _agenda(meeting: Meeting) -> list[Told]:
    language = (meeting.owner.language if meeting.owner else "") or settings.LANGUAGE_CODE
    told: dict[int, list[str]] = {}
    decisions = Decision.objects.filter(meeting_id=meeting.pk, agenda_item__isnull=False)
    items = agenda_told(meeting, meeting.visibility)
    with override(language):
        for decision in as_open_as(decisions, meeting.visibility).order_by("pk"):
            told.setdefault(decision.agenda_item_id, []).append(
                f"- {_('Decision')}: {decision.title} ({decision.status_label})"
            )
        return [_item(at, item, told.get(item.pk, ())) for at, item in enumerate(items, start=1)]


def _item(at: int, item: AgendaItem, decisions: Iterable[str]) -> Told:
    outcome = f"{item.status_label}: {item.outcome}" if item.outcome else ""
    if not outcome and not item.is_open:
        outcome = str(item.status_label)
    words = "\n\n".join(filter(None, (outcome, "\n".join(decisions))))
    return Told(f"{HEADING}{at}. {item.title}", words)
