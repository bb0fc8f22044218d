"""A circular as a Word document with the red letterhead 红头 of an official circular."""

from django.utils.translation import gettext as _

from collab.common.documents.text import fact, plain
from collab.common.documents.word import bytes_of, grid, heading, letterhead, line, new_document

from .layout import figure_table, item_table, masthead
from .reading import Sheet


def write_docx(sheet: Sheet) -> bytes:
    """The document's bytes."""
    document = new_document()
    letterhead(document, *masthead(sheet))
    line(document, sheet.title, size=18, bold=True, centred=True)
    for label, words in sheet.facts:
        line(document, fact(label, words))
    if sheet.circular.remarks:
        heading(document, _("Remarks"))
        for paragraph in plain(sheet.circular.remarks).split("\n"):
            line(document, paragraph)
    heading(document, _("Figures by department"))
    grid(document, figure_table(sheet))
    for note in sheet.notes:
        line(document, note, size=9)
    heading(document, _("Overdue items"))
    grid(document, item_table(sheet))
    if sheet.circular.digest:
        line(document, f"SHA-256 {sheet.circular.digest}", size=7)
    return bytes_of(document)
