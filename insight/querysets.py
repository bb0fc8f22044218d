"""Sets of import runs and their rows, and of circulars."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from collab.org.standing import standing_of


class ImportRunQuerySet(models.QuerySet):
    """Imports are the coordinators' business."""

    def visible_to(self, person) -> "ImportRunQuerySet":
        return self if person and person.is_active and standing_of(person).is_coordinator else self.none()

    def abandoned(self, now: datetime) -> "ImportRunQuerySet":
        """Begun or waiting, and in nobody's hands."""
        return self.filter(state__in=["ready", "running"]).filter(
            Q(lease_until=None) | Q(lease_until__lt=now)
        )


class RowReportQuerySet(models.QuerySet):
    """Rows are seen with their run."""

    def visible_to(self, person) -> "RowReportQuerySet":
        from .models import ImportRun

        return self.filter(run__in=ImportRun.objects.visible_to(person))

    def reported(self) -> "RowReportQuerySet":
        """Rows that were not, or not wholly, used."""
        return self.exclude(issues=[])


class CircularQuerySet(models.QuerySet):
    """Issued circulars are everyone's to read; drafts are the coordinators'."""

    def visible_to(self, person) -> "CircularQuerySet":
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        return self if standing_of(person).is_coordinator else self.issued()

    def issued(self) -> "CircularQuerySet":
        return self.filter(state="issued")
