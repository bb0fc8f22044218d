"""Minutes as a Word document: with the red letterhead 版头 of a 会议纪要 in Chinese, plain in English."""

from typing import Any

from django.utils.translation import gettext as _

from collab.common.documents.text import fact
from collab.common.documents.word import bytes_of, grid, heading, letterhead, line, new_document

from .layout import ANSWER_WIDTHS, RESOLVED_WIDTHS, answer_table, resolved_table
from .sheet import Sheet


def write_docx(sheet: Sheet) -> bytes:
    """The document's bytes."""
    document = new_document()
    _open(document, sheet)
    for label, words in sheet.facts:
        line(document, fact(label, words))
    for one in sheet.paragraphs:
        line(document, one.words, size=12 if one.level else 11, bold=bool(one.level))
    if sheet.resolved:
        heading(document, _("Resolved matters"))
        grid(document, resolved_table(sheet), RESOLVED_WIDTHS)
    if sheet.countersigned:
        heading(document, _("Countersigned"))
        grid(document, answer_table(sheet), ANSWER_WIDTHS)
    if sheet.sent_to:
        line(document, fact(_("Sent to"), sheet.sent_to))
    if sheet.digest:
        line(document, f"SHA-256 {sheet.digest}", size=7)
    return bytes_of(document)


def _open(document: Any, sheet: Sheet) -> None:
    if sheet.official:
        letterhead(document, sheet.head, sheet.number)
    else:
        line(document, f"{sheet.head} · {sheet.number}", bold=True)
    line(document, sheet.title, size=18, bold=True, centred=sheet.official)
    for note in sheet.notes:
        line(document, note, size=9)
