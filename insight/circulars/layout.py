"""What the files of a circular have in common: the masthead and the tables."""

from django.utils.translation import gettext as _

from collab.common.documents.text import plain

from .reading import Sheet


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
