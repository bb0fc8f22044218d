"""Sets of what is published of feedback."""

from django.db import models


class PublicationQuerySet(models.QuerySet):
    """Published feedback is seen by everyone in the house, and by everyone outside where coordinators allow it."""

    def visible_to(self, person) -> "PublicationQuerySet":
        """What stands on the board, for people who are signed in."""
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        return self.standing()

    def standing(self) -> "PublicationQuerySet":
        """What was published and not withdrawn; what was reopened is not done, so it does not stand there meanwhile."""
        return self.filter(withdrawn_at=None, feedback__status="closed")
