"""Migrations that make many tables at once."""

from collections.abc import Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Tables made with one state before them and one after.

    Django renders every model that is related to a new one, and all of ours are, anew after each operation: with a
    hundred and twenty tables that was nine tenths of the time a fresh database took.
    """

    atomic = True

    def __init__(self, operations: list[CreateModel]):
        self.operations = operations

    def deconstruct(self) -> tuple[str, list, dict]:
        return type(self).__name__, [self.operations], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        vars(state).pop("apps", None)  # rendered once, when it is next asked for
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {', '.join(self._names())}"

    def _names(self) -> Iterator[str]:
        return (operation.name for operation in self.operations)


def together(*operations: CreateModel) -> list[Operation]:
    """The operations of a migration that makes these tables."""
    return [CreateModels(list(operations))]
