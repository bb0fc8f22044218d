"""A circular as PDF."""

from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Spacer

from collab.common.documents.portable import build, centred, grid, heading, letterhead, say
from collab.common.documents.text import fact

from .layout import figure_table, item_table, masthead
from .reading import Sheet

FIGURE_WIDTHS = (1.2, 4.4, 3, 3, 1.9, 2.2, 2.4, 2, 2.4, 2.4)
ITEM_WIDTHS = (2, 9.4, 4.2, 3, 2.6, 2.6, 1.9)


def write_pdf(sheet: Sheet) -> bytes:
    """The document's bytes."""
    parts = [*_opening(sheet), *_figures(sheet), *_overdue(sheet)]
    return build(parts, title=f"{sheet.circular.number} {sheet.title}", size=landscape(A4))


def _opening(sheet: Sheet) -> list[Any]:
    found: list[Any] = [*letterhead(*masthead(sheet)), centred(sheet.title, 17, spaceAfter=8)]
    found += [say(fact(label, words)) for label, words in sheet.facts]
    if sheet.circular.remarks:
        found.append(heading(_("Remarks")))
        found += [say(line) for line in sheet.circular.remarks.split("\n")]
    return found


def _figures(sheet: Sheet) -> list[Any]:
    found = [heading(_("Figures by department")), grid(figure_table(sheet), FIGURE_WIDTHS), Spacer(1, 4)]
    return found + [say(note, 8) for note in sheet.notes]


def _overdue(sheet: Sheet) -> list[Any]:
    found = [heading(_("Overdue items")), grid(item_table(sheet), ITEM_WIDTHS)]
    if sheet.circular.digest:
        found.append(say(f"SHA-256 {sheet.circular.digest}", 7, spaceBefore=8))
    return found
