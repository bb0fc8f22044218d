"""Sets of meetings, series, attendance and readings of minutes."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from collab.matters.querysets import MatterQuerySet
from collab.org.standing import standing_of


class MeetingQuerySet(MatterQuerySet):
    """Meetings by when they are held."""

    def upcoming(self, now: datetime) -> "MeetingQuerySet":
        """Not over yet, the next one first."""
        return self.filter(is_open=True).exclude(status="minutes_due").order_by("starts_at", "pk")

    def past(self) -> "MeetingQuerySet":
        """Held or cancelled, the latest first."""
        return self.filter(Q(is_open=False) | Q(status="minutes_due")).order_by("-starts_at", "-pk")


class SeriesQuerySet(models.QuerySet):
    """Everyone signed in may know which meetings are held regularly."""

    def visible_to(self, person) -> "SeriesQuerySet":
        return self if person and person.is_authenticated and person.is_active else self.none()

    def active(self) -> "SeriesQuerySet":
        return self.filter(is_active=True)


class AttendanceQuerySet(models.QuerySet):
    """Who attended is known to whoever sees the meeting."""

    def visible_to(self, person) -> "AttendanceQuerySet":
        from .models import Meeting

        return self.filter(meeting__in=Meeting.objects.visible_to(person))


class ReadingQuerySet(models.QuerySet):
    """Reviewed by whoever read them in, the officers of their department, and coordinators."""

    def visible_to(self, person) -> "ReadingQuerySet":
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        standing = standing_of(person)
        if standing.is_coordinator:
            return self
        return self.filter(Q(read_by__in=standing.person_ids) | Q(department__in=standing.officer_of))

    def pending(self) -> "ReadingQuerySet":
        return self.filter(state="pending")


class FindingQuerySet(models.QuerySet):
    """Findings are seen with their reading."""

    def visible_to(self, person) -> "FindingQuerySet":
        from .models import MinutesReading

        return self.filter(reading__in=MinutesReading.objects.visible_to(person))

    def pending(self) -> "FindingQuerySet":
        return self.filter(state="pending")
