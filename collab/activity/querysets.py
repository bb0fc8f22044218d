"""Sets of journal entries."""

from datetime import datetime

from django.db import connection, models


class ActivityQuerySet(models.QuerySet):
    """Read, append through the journal, never change."""

    def delete(self):
        raise TypeError("The journal is append-only.")

    def update(self, **values):
        if set(values) != {"delivered_at"}:
            raise TypeError("The journal is append-only.")
        return super().update(**values)

    def undelivered(self, before: datetime) -> "ActivityQuerySet":
        """Committed before this instant and not yet handed to the reactors, oldest first."""
        return self.filter(delivered_at=None, at__lt=before).order_by("pk")

    def claimed(self, limit: int) -> "ActivityQuerySet":
        """The first rows nobody else is working on, locked where the database can lock rows."""
        rows = (
            self.select_for_update(skip_locked=True)
            if connection.features.has_select_for_update_skip_locked
            else self
        )
        return rows[:limit]
