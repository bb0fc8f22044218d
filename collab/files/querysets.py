"""Sets of files made by a job."""

from datetime import datetime

from django.db import models
from django.db.models import Q


class MadeFileQuerySet(models.QuerySet):
    """A file is its requester's alone."""

    def visible_to(self, person) -> "MadeFileQuerySet":
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        return self.filter(owner=person)

    def abandoned(self, now: datetime) -> "MadeFileQuerySet":
        """Begun or waiting, and in nobody's hands."""
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        return self.filter(free, state__in=["ready", "running"])
