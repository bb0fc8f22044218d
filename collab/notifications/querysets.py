"""Sets of notifications and of outgoing messages."""

from datetime import datetime

from django.db import connection, models
from django.db.models import Q

from collab.matters.querysets import audience
from collab.org.standing import standing_of


class NotificationQuerySet(models.QuerySet):
    """An inbox is its owner's alone, and holds only what its owner may still see."""

    def visible_to(self, person) -> "NotificationQuerySet":
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        return self.filter(Q(matter=None) | Q(audience(standing_of(person), "matter__")), person=person)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def with_row(self) -> "NotificationQuerySet":
        """With what a row of the inbox shows."""
        rows = self.select_related("activity__matter", "activity__actor", "activity__on_behalf_of")
        unseen = ("matter__extra", "matter__body", "actor__extra", "on_behalf_of__extra")
        return rows.defer(*(f"activity__{name}" for name in unseen))

    def with_sentence(self) -> "NotificationQuerySet":
        """With what its sentence says, and no more."""
        people = [
            f"activity__{who}__{name}" for who in ("actor", "on_behalf_of") for name in ("name", "username")
        ]
        matter = [f"activity__matter__{name}" for name in ("kind", "serial", "title")]
        facts = [f"activity__{name}" for name in ("event", "facts", "via")]
        rows = self.select_related("activity__matter", "activity__actor", "activity__on_behalf_of")
        return rows.only("created_at", "read_at", "matter", *facts, *matter, *people)


class MessageQuerySet(models.QuerySet):
    """The ledger belongs to its recipients."""

    def visible_to(self, person) -> "MessageQuerySet":
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        return self.filter(person=person)

    def due(self, now: datetime) -> "MessageQuerySet":
        """Waiting and come, or left in the hands of a sender whose lease has run out."""
        waiting = Q(state="pending", due_at__lte=now)
        abandoned = Q(state="sending", lease_until__lte=now)
        return self.filter(waiting | abandoned).order_by("due_at", "pk")

    def claimed(self, limit: int) -> "MessageQuerySet":
        """The first rows nobody else is working on, locked where the database can lock rows."""
        skip = connection.features.has_select_for_update_skip_locked
        return (self.select_for_update(skip_locked=True, of=("self",)) if skip else self)[:limit]
