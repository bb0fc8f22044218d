"""What the files of minutes have in common: the tables."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .sheet import Sheet

RESOLVED_WIDTHS = (1.8, 7.4, 3.4, 4.0)
ANSWER_WIDTHS = (5, 11.6)


def resolved_table(sheet: Sheet) -> list[list[str]]:
    """Resolved matters with the unit responsible and when they are due."""
    heads = [_("Number"), _("Resolved matter"), _("Unit responsible"), pgettext("minutes", "Due")]
    return [heads, *([row["number"], row["text"], row["unit"], row["due"]] for row in sheet.resolved)]


def answer_table(sheet: Sheet) -> list[list[str]]:
    """What each department countersigned."""
    return [[_("Department"), _("Countersignature")], *(list(row) for row in sheet.countersigned)]
