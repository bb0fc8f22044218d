"""Sets of deadlines."""

from datetime import datetime

from django.db import models

from collab.matters.querysets import HangingQuerySet


class DeadlineQuerySet(HangingQuerySet):
    """Seen by whoever sees the matter."""

    def running(self) -> "DeadlineQuerySet":
        return self.filter(state="running")

    def due(self, now: datetime) -> "DeadlineQuerySet":
        """Those the sweep must look at: a rung or a change of light is due."""
        return self.running().filter(wake_at__lte=now).order_by("wake_at", "pk")

    def with_clock(self) -> "DeadlineQuerySet":
        return self.select_related("matter", "ladder", "party")

    def missed(self, now: datetime) -> models.QuerySet:
        return self.running().filter(due_at__lt=now)
