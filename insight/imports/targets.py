"""The importers by target, each loaded when it is first asked for."""

from collections.abc import Mapping

from .departments import DepartmentImporter
from .feedback import FeedbackImporter
from .headers import Record, as_record, check_required, match_columns, unknown_columns
from .importer import Importer
from .people import PersonImporter
from .reading import Table
from .reasons import FileRefused, Issue, issue
from .series import SeriesImporter
from .tasks import TaskImporter

IMPORTERS: dict[str, type[Importer]] = {
    one.target: one
    for one in (DepartmentImporter, PersonImporter, TaskImporter, SeriesImporter, FeedbackImporter)
}


def columns_of(target: str, table: Table, given: Mapping[str, str]) -> dict[str, str]:
    """Column → field for this table, all required fields found; FileRefused otherwise."""
    importer = IMPORTERS[target]
    columns = match_columns(table.headers, importer.fields, given)
    check_required(columns, importer.required)
    return columns


def notes_on(table: Table, columns: Mapping[str, str]) -> list[Issue]:
    """What the sender should know about the file as a whole."""
    return [*table.notes, *unknown_columns(table, columns)]


def records_of(table: Table, columns: Mapping[str, str]) -> list[Record]:
    return [as_record(row, table.headers, columns) for row in table.rows]


def check_statuses(target: str, statuses: Mapping[str, str]) -> None:
    """FileRefused where a word is mapped to a state that does not exist."""
    known = set(IMPORTERS[target].states.values())
    for state in statuses.values():
        if state not in known:
            raise FileRefused(issue("unknown_map_state", state=state, states=", ".join(sorted(known))))
