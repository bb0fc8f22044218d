"""Sets of goals and of rows that belong to one."""

from django.db import models

from collab.matters.querysets import MatterQuerySet, audience
from collab.org.standing import standing_of


class GoalQuerySet(MatterQuerySet):
    """Goals of a cycle and below a parent."""

    def with_row(self) -> "GoalQuerySet":
        """With what a row of a goal shows."""
        return self.with_card().select_related("cycle", "sponsor")  # type: ignore[return-value]


class OnGoalQuerySet(models.QuerySet):
    """Rows with a `goal`, seen by whoever sees the goal."""

    path = "goal__"

    def visible_to(self, person) -> "OnGoalQuerySet":
        """Rows of goals inside the person's audience."""
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        return self.filter(audience(standing_of(person), self.path))


class OnVersionQuerySet(OnGoalQuerySet):
    """Rows with a `goal_version`."""

    path = "goal_version__goal__"


class OnKeyResultQuerySet(OnGoalQuerySet):
    """Rows with a `key_result`; the key result has the goal's audience."""

    path = "key_result__goal__"


class CycleQuerySet(models.QuerySet):
    """Everyone signed in may know the cycles."""

    def visible_to(self, person) -> "CycleQuerySet":
        return self if person and person.is_authenticated and person.is_active else self.none()

    def open_now(self) -> "CycleQuerySet":
        """Those into which goals may be put."""
        return self.filter(state__in=["planned", "open"])
