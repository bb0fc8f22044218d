"""Sets of rows that belong to a task."""

from collab.matters.querysets import HangingQuerySet


class OnTaskQuerySet(HangingQuerySet):
    """Rows with a `task`."""

    way = "task__"
