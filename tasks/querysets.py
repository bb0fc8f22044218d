"""Sets of rows that belong to a task, of saved views, and of ledgers written to files."""

from django.db import models
from django.db.models import Q

from collab.matters.querysets import HangingQuerySet
from collab.org.standing import standing_of


class OnTaskQuerySet(HangingQuerySet):
    """Rows with a `task`."""

    way = "task__"


class SavedViewQuerySet(models.QuerySet):
    """One's own, those of one's departments, and those for everyone."""

    def visible_to(self, person) -> "SavedViewQuerySet":
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        mine = Q(scope="department", department__in=standing_of(person).department_ids)
        return self.filter(Q(owner=person) | mine | Q(scope="everyone"))
