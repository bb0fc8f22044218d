"""Why a row, or a part of it, was not used: codes with facts, worded at reading time in the reader's language."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from collab.common.errors import Invalid

from .labels import field_word


@dataclass(frozen=True)
class Issue:
    """One thing about a row or a file that its sender should know."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        return {"code": self.code, "params": self.params}


def issue(code: str, **params: Any) -> Issue:
    """An issue with its facts; long texts are cut, they are shown and not worked with."""
    return Issue(
        code, {name: value[:120] if isinstance(value, str) else value for name, value in params.items()}
    )


class FileRefused(Invalid):
    """Nothing of the file can be taken; `issue` says why."""

    code = "file_refused"

    def __init__(self, reason: Issue):
        self.issue = reason
        super().__init__(message=words(reason.stored()))


TEXTS = {
    "empty_file": _("The file is empty."),
    "no_rows": _("The file has a heading and no rows."),
    "file_gone": _("The file is not there any more. Send it again."),
    "encoding": _("The file's characters could not be read. Save it as UTF-8."),
    "broken_csv": _("Line %(line)s is not CSV: %(detail)s."),
    "broken_xlsx": _("The workbook cannot be opened."),
    "too_large": _("The file is larger than %(limit)s MB."),
    "too_many_rows": _("The file has more than %(limit)s rows. Split it."),
    "too_many_columns": _("The file has more than %(limit)s columns."),
    "missing_column": _("No column gives %(fields)s. Name one with a mapping."),
    "unknown_map_column": _("The mapping names a column “%(column)s” that the file does not have."),
    "unknown_map_field": _("There is no field “%(field)s”; choose from: %(fields)s."),
    "unknown_map_state": _("There is no state “%(state)s”; choose from: %(states)s."),
    "unknown_column": _("Column “%(column)s” was not understood; its cells are kept as extra data."),
    "duplicate_column": _("Column “%(column)s” is there twice; the second one is kept as extra data."),
    "blank_tail": _("Reading stopped at line %(line)s: nothing but blank rows followed."),
    "too_few_cells": _("The row has %(found)s cells instead of %(wanted)s; the rest was taken as empty."),
    "too_many_cells": _(
        "The row has %(found)s cells instead of %(wanted)s; the surplus is kept as extra data."
    ),
    "null_characters": _("Null characters were left out (%(column)s)."),
    "formula_without_value": _("The formula in “%(column)s” has no stored value."),
    "required": _("“%(field)s” is empty."),
    "placeholder": _("“%(value)s” in %(field)s says nothing and was left out."),
    "too_long": _("%(field)s is longer than %(limit)s characters."),
    "duplicate_row": _(
        "The same key stands in line %(line)s; only what was empty there is filled in from here."
    ),
    "second_row": _("The same key stands in line %(line)s; this row was left out."),
    "duplicate_key": _(
        "The key %(key)s is used by several rows; this one is told apart by its title and department."
    ),
    "identical_row": _(
        "Key, title and department are those of line %(line)s; it was taken in as a second one."
    ),
    "unknown_department": _("There is no department “%(value)s” (%(field)s)."),
    "unknown_person": _("There is nobody called “%(value)s” (%(field)s)."),
    "person_to_come": _(
        "Nobody is called “%(value)s” yet (%(field)s); linked as soon as that person is imported."
    ),
    "person_read_as": _("“%(value)s” in %(field)s was read as %(read)s."),
    "lead_is_co": _(
        "The lead department %(value)s stands among the co-departments too and was dropped there."
    ),
    "bad_date": _("“%(value)s” in %(field)s is not a date."),
    "ambiguous_date": _("“%(value)s” in %(field)s could be two dates; write year-month-day."),
    "future_date": _("%(value)s in %(field)s lies ahead and was left out."),
    "past_due": _("The due date %(value)s is past; no clock was started."),
    "far_due": _("The due date %(value)s is more than twenty years away and was left out."),
    "no_status": _("No status is given; it was taken in as a draft."),
    "unknown_status": _("“%(value)s” is not a known status; it was taken in as a draft."),
    "status_read_as": _("The status “%(value)s” was read as “%(read)s”."),
    "unresolved_reference": _("“%(value)s” in %(field)s leads to no matter here."),
    "outside_reference": _("“%(value)s” in %(field)s leads outside; it is kept as text."),
    "unknown_role": _("The role “%(value)s” is not known."),
    "role_not_kept": _("The former role “%(value)s” is not taken over."),
    "bad_value": _("“%(value)s” in %(field)s cannot be used."),
    "value_kept": _("%(field)s was changed here since; the file's value was left out."),
    "refused": _("%(field)s: %(detail)s"),
    "cycle": _("“%(value)s” cannot be both above and below."),
    "unknown_weekday": _("“%(value)s” names no day of the week."),
    "unknown_time": _("“%(value)s” is not a time of day."),
    "unknown_zone": _("“%(value)s” is not a known time zone; the site's own was taken."),
    "unknown_rhythm": _("How often “%(value)s” is was not understood; it was taken as weekly."),
    "rhythm_read_as": _("“%(value)s” was read as %(read)s; the rest is kept as text."),
    "day_read_as": _("“%(value)s” was read as %(read)s."),
}


def words(stored: dict[str, Any]) -> str:
    """The sentence of a stored issue; an unknown code reads as itself."""
    text = TEXTS.get(stored["code"])
    if text is None:
        return str(stored["code"])
    params = stored["params"]
    if "field" in params and stored["code"] != "unknown_map_field":
        params = params | {"field": field_word(params["field"])}
    return str(text) % params
