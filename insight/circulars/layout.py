"""What the files of a circular have in common: the masthead, the tables, and text that every format can hold."""

import re

from django.utils.translation import gettext as _

from .reading import Sheet

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(words: str) -> str:
    """The text without characters that no document may hold."""
    return UNPRINTABLE.sub("", str(words))


def fact(label: str, words: str) -> str:
    """One fact of the opening, such as “Scope: whole organisation”."""
    return _("%(label)s: %(words)s") % {"label": label, "words": words}


def masthead(sheet: Sheet) -> tuple[str, str]:
    """The letterhead and the number below it."""
    return _("Supervision circular"), sheet.circular.number


def figure_table(sheet: Sheet) -> list[list[str]]:
    """Headings, a line per department and the sum."""
    rows = [[_("Rank"), _("Department"), *sheet.headings]]
    for line in [*sheet.lines, sheet.total]:
        place = str(line["rank"] or ("*" if line["is_small"] and line["id"] else ""))
        rows.append([place, plain(line["name"]), *(cell["words"] for cell in line["cells"])])
    return rows


def item_table(sheet: Sheet) -> list[list[str]]:
    """Headings and a line per overdue item."""
    heads = [
        _("Number"),
        _("Item"),
        _("Department"),
        _("Responsible"),
        _("Original due"),
        _("Due"),
        _("Working days late"),
    ]
    keys = ("number", "title", "department", "owner", "original_due", "due", "days_late")
    return [heads, *([plain(item[key]) for key in keys] for item in sheet.items)]
