"""Notifications are read and marked as read; they have no versions, so If-Match is not asked for."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.decorators import action

from collab.activity.models import Activity
from collab.activity.sentences import sentence_of
from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json, instant
from collab.common.api.resources import Resource, body_of, check_body
from collab.matters.models import Matter

from ..actions import mark_all_read, mark_read
from ..models import Notification, Why


def _unread(rows: QuerySet, value: bool, person) -> QuerySet:
    return rows.filter(read_at__isnull=value)


class NotificationResource(Resource):
    """What the caller was told, newest first; a matter since hidden from them is told without its title."""

    columns: ClassVar[tuple[str, ...]] = ("id",)
    filters: ClassVar = {
        "unread": Filter("bool", apply=_unread),
        "why": Filter("choices", "why__in", choices=lambda: list(Why.values)),
        "matter": Filter("int", "matter"),
        "since": Filter("instant", "created_at__gte"),
    }

    def rows(self) -> QuerySet:
        return Notification.objects.filter(person=self.request.user)  # type: ignore[misc]

    def items(self, rows: list[dict]) -> list[dict[str, Any]]:
        ids = [row["id"] for row in rows]
        found = self.rows().select_related("activity__actor", "activity__on_behalf_of", "activity__matter")
        notes = found.in_bulk(ids)
        return self._shaped([notes[pk] for pk in ids if pk in notes])

    def whole(self, row: Notification) -> dict[str, Any]:
        return self._shaped([row])[0]

    def _shaped(self, notes: list[Notification]) -> list[dict[str, Any]]:
        ids = {note.matter_id for note in notes if note.matter_id}
        seen = set(
            Matter.objects.visible_to(self.request.user).filter(pk__in=ids).values_list("pk", flat=True)
        )
        return [self._one(note, note.matter_id in seen) for note in notes]

    @staticmethod
    def _one(note: Notification, seen: bool) -> dict[str, Any]:
        activity: Activity = note.activity
        return {
            "id": note.pk,
            "event": activity.event,
            "why": note.why,
            "urgency": note.urgency,
            "matter": note.matter_id if seen else None,
            "sentence": sentence_of(activity, named=seen),
            "created_at": instant(note.created_at),
            "read_at": instant(note.read_at),
        }

    @action(detail=True, methods=["post"])
    def read(self, request, pk: str) -> HttpResponse:
        """Mark one as read."""
        row = self.find(pk)
        check_body(forms.Form(body_of(request)), body_of(request))
        mark_read(ids=[row.pk], actor=self.actor)
        return self.answer(self.find(pk))

    @action(detail=False, methods=["post"], url_path="read-all")
    def read_all(self, request) -> HttpResponse:
        """Mark everything as read."""
        check_body(forms.Form(body_of(request)), body_of(request))
        count = mark_all_read(actor=self.actor)
        return HttpResponse(as_json({"read": count}), content_type="application/json")
