"""Minutes as pages and files show them: one version, or the present draft, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from collab.common.documents.text import fact
from collab.common.instants import dated_words, span_words
from collab.org.names import name_words

from ..models import Minutes, MinutesEdition, Stance
from .facts import facts_of
from .records import LINES, Named
from .wording import Paragraph, letter_words, paragraphs_of, spelled_out


@dataclass(frozen=True)
class Sheet:
    """`official` asks for the red letterhead, which the Chinese form has and the English one has not."""

    official: bool
    head: str
    number: str
    title: str
    notes: list[str]
    facts: list[tuple[str, str]]
    paragraphs: list[Paragraph]
    resolved: list[dict[str, str]]
    countersigned: list[tuple[str, str]]
    sent_to: str
    digest: str


def sheet_of(minutes: Minutes, edition: MinutesEdition | None = None) -> Sheet:
    """The issued version, or what would be issued now."""
    said = edition.facts if edition else facts_of(minutes)
    return Sheet(
        official=(get_language() or "").startswith("zh"),
        head=_("Minutes of %(host)s") % {"host": name_words(said["host"])},
        number=_number(said, edition),
        title=said["title"],
        notes=_notes(edition),
        facts=_facts(said, edition),
        paragraphs=list(paragraphs_of(spelled_out(edition.text if edition else minutes.text))),
        resolved=[
            row | {"unit": name_words(row["unit"]), "due": _instant(row["due"]) if row["due"] else ""}
            for row in said["resolved"]
        ],
        countersigned=[_answer(row) for row in said["countersigned"]],
        sent_to=_join(name_words(row) for row in said["sent_to"]),
        digest=edition.digest if edition else "",
    )


def lines_of(sheet: Sheet) -> list[str]:
    """What a version says, line by line as people read it, without when it was issued and by whom."""
    issued = pgettext("minutes", "Issued by")
    facts = [fact(label, words) for label, words in sheet.facts if label != issued]
    told = ("number", "text", "unit", "due")
    resolved = [" · ".join(row[name] for name in told if row[name]) for row in sheet.resolved]
    return [*facts, *(one.words for one in sheet.paragraphs), *resolved]


def _number(said: dict[str, Any], edition: MinutesEdition | None) -> str:
    if not said["letter"] or edition is None:
        return _("Draft %(number)s") % {"number": said["number"]}
    number = letter_words(said["year"], said["letter"])
    if edition.edition == 1:
        return number
    return _("%(number)s (version %(edition)s)") % {"number": number, "edition": edition.edition}


def _notes(edition: MinutesEdition | None) -> list[str]:
    if edition is None:
        return [_("This is a draft. It may still change.")]
    return [_("Corrected because: %(why)s") % {"why": edition.reason}] if edition.reason else []


def _facts(said: dict[str, Any], edition: MinutesEdition | None) -> list[tuple[str, str]]:
    """Time, place, chair, who was there, who took the minutes, the agenda; only what is known."""
    attendance = said["attendance"]
    found = [
        (
            pgettext("minutes", "Time"),
            span_words(*map(datetime.fromisoformat, (said["starts"], said["ends"]))),
        ),
        (pgettext("minutes", "Place"), said["place"]),
        (pgettext("minutes", "Chair"), _join(said["chair"])),
        *((str(label), _join(map(_named, attendance.get(key, ())))) for key, label in LINES.items()),
        (pgettext("minutes", "Recorder"), said["recorder"]),
        (pgettext("minutes", "Agenda"), pgettext("between agenda items", "; ").join(said["agenda"])),
    ]
    if edition is not None:
        issued = f"{edition.issued_by or _('The system')} · {dated_words(edition.issued_at)}"
        found.append((pgettext("minutes", "Issued by"), issued))
    return [(label, words) for label, words in found if words]


def _named(one: Named) -> str:
    return one if isinstance(one, str) else _("%(name)s (for %(absent)s)") % one


def _answer(row: dict[str, Any]) -> tuple[str, str]:
    stance = str(Stance(row["stance"]).label) if row["stance"] in Stance.values else _("No answer yet")
    return name_words(row["unit"]), f"{stance}: {row['text']}" if row["text"] else stance


def _instant(said: str) -> str:
    return dated_words(datetime.fromisoformat(said))


def _join(words) -> str:
    return _(", ").join(str(one) for one in words)
