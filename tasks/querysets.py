"""Sets of rows that belong to a task, and of ledgers written to files."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from collab.matters.querysets import HangingQuerySet


class OnTaskQuerySet(HangingQuerySet):
    """Rows with a `task`."""

    way = "task__"


class LedgerExportQuerySet(models.QuerySet):
    """A file is its requester's alone."""

    def visible_to(self, person) -> "LedgerExportQuerySet":
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        return self.filter(owner=person)

    def abandoned(self, now: datetime) -> "LedgerExportQuerySet":
        """Begun or waiting, and in nobody's hands."""
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        return self.filter(free, state__in=["ready", "running"])
