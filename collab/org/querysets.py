"""Sets of departments, people and absences."""

from datetime import datetime

from django.db import models
from django.db.models import Q


class DepartmentQuerySet(models.QuerySet):
    """Everyone signed in may read the list of departments."""

    def visible_to(self, person) -> "DepartmentQuerySet":
        return self if person and person.is_active else self.none()

    def active(self) -> "DepartmentQuerySet":
        return self.filter(is_active=True)

    def within(self, path: str) -> "DepartmentQuerySet":
        """The department with this path and all below it."""
        return self.filter(path__startswith=path)


class PersonQuerySet(models.QuerySet):
    """Everyone signed in may read names and departments of colleagues."""

    def visible_to(self, person) -> "PersonQuerySet":
        return self if person and person.is_active else self.none()

    def active(self) -> "PersonQuerySet":
        return self.filter(is_active=True)

    def holding(self, role: str, department_ids) -> "PersonQuerySet":
        """Active people with this role in one of these departments."""
        return self.active().filter(memberships__role=role, memberships__department_id__in=department_ids)


class AbsenceQuerySet(models.QuerySet):
    """Absences are known to the absent person, the delegate and coordinators."""

    def visible_to(self, person) -> "AbsenceQuerySet":
        from .standing import standing_of

        if standing_of(person).is_coordinator:
            return self
        return self.filter(Q(person=person) | Q(delegate=person))

    def current(self, now: datetime) -> "AbsenceQuerySet":
        return self.filter(cancelled_at=None, starts_at__lte=now, ends_at__gt=now)
