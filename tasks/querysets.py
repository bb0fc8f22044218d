"""Rows that belong to a task are seen by whoever sees the task."""

from django.db import models

from collab.matters.querysets import audience
from collab.org.standing import standing_of


class OnTaskQuerySet(models.QuerySet):
    """Rows with a `task`."""

    def visible_to(self, person) -> "OnTaskQuerySet":
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        return self.filter(audience(standing_of(person), "task__"))
