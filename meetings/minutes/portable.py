"""Minutes as PDF, in the form of the Word document."""

from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4

from collab.common.documents.portable import build, centred, grid, heading, letterhead, say
from collab.common.documents.text import fact

from .layout import ANSWER_WIDTHS, RESOLVED_WIDTHS, answer_table, resolved_table
from .sheet import Sheet


def write_pdf(sheet: Sheet) -> bytes:
    """The document's bytes."""
    return build([*_opening(sheet), *_rest(sheet)], title=f"{sheet.number} {sheet.title}", size=A4)


def _opening(sheet: Sheet) -> list[Any]:
    if sheet.official:
        found = [*letterhead(sheet.head, sheet.number), centred(sheet.title, 17, spaceAfter=8)]
    else:
        found = [say(f"{sheet.head} · {sheet.number}", 11), say(sheet.title, 17, spaceAfter=8)]
    found += [say(note, 8.5) for note in sheet.notes]
    found += [say(fact(label, words)) for label, words in sheet.facts]
    return found + [say(one.words, 12 if one.level else 10, spaceBefore=4) for one in sheet.paragraphs]


def _rest(sheet: Sheet) -> list[Any]:
    found: list[Any] = []
    if sheet.resolved:
        found += [heading(_("Resolved matters")), grid(resolved_table(sheet), RESOLVED_WIDTHS)]
    if sheet.countersigned:
        found += [heading(_("Countersigned")), grid(answer_table(sheet), ANSWER_WIDTHS)]
    if sheet.sent_to:
        found.append(say(fact(_("Sent to"), sheet.sent_to), spaceBefore=10))
    if sheet.digest:
        found.append(say(f"SHA-256 {sheet.digest}", 7, spaceBefore=8))
    return found
