"""Calendar addresses and replies to invitations through the API."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse

from collab.common.api.bodies import BodyForm
from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json, instant
from collab.common.api.resources import body_of, check_body
from collab.common.letters import LARGEST
from collab.matters.api import shapes
from collab.matters.api.hanging import Hanging
from collab.org.models import Department

from ..actions import make_feed, receive_reply, revoke_feed
from ..calendars.addresses import address_of
from ..models import Answer, CalendarFeed, MeetingSeries, Reply


class FeedBody(BodyForm):
    """Of what the address is; of one's own meetings where nothing is named."""

    series = forms.ModelChoiceField(MeetingSeries.objects.active(), required=False)
    department = forms.ModelChoiceField(Department.objects.active(), required=False)


def feed(row: CalendarFeed) -> dict[str, Any]:
    """One address, without its secret."""
    return {
        "id": row.pk,
        "series": row.series_id,
        "department": row.department_id,
        "hint": row.hint,
        "created_at": instant(row.created_at),
        "last_used_at": instant(row.last_used_at),
    }


class FeedResource(Hanging):
    """One's own calendar addresses; the address itself is in the answer to POST and nowhere else."""

    shape = staticmethod(feed)
    body_form = FeedBody
    filters: ClassVar = {}

    def rows(self) -> QuerySet:
        return CalendarFeed.objects.visible_to(self.request.user)

    def create(self, request) -> HttpResponse:
        """Make an address."""
        sent = body_of(request)
        given = check_body(FeedBody(sent, person=request.user), sent)
        row, secret = make_feed(actor=self.actor, **given)
        body = feed(row) | {"address": address_of(secret)}
        headers = {"Cache-Control": "no-store"}
        return HttpResponse(as_json(body), status=201, content_type="application/json", headers=headers)

    def destroy(self, request, pk: str) -> HttpResponse:
        """Revoke an address; it has no version, so If-Match is not asked for."""
        revoke_feed(feed=self.find(pk), actor=self.actor)
        return self.gone()


class ReplyBody(BodyForm):
    """`reply` is iCalendar text with METHOD:REPLY, or a whole e-mail that holds one where `mail` is true."""

    reply = forms.CharField(max_length=LARGEST, strip=False)
    mail = forms.BooleanField(required=False)


def reply(row: Reply) -> dict[str, Any]:
    """One answer to an invitation."""
    return {
        "id": row.pk,
        "meeting": row.meeting_id,
        "person": shapes.person(row.person),
        "answer": row.answer,
        "note": row.note,
        "delegate": shapes.person(row.delegate),
        "mandate": row.mandate,
        "via": row.via,
        "answered_at": instant(row.answered_at),
        "outdated": row.sequence < row.meeting.timed_sequence,
    }


class ReplyResource(Hanging):
    """Answers to invitations. POST takes what a mail program sent: one's own, or anyone's by a coordinator."""

    shape = staticmethod(reply)
    related = ("person", "delegate", "meeting")
    body_form = ReplyBody
    filters: ClassVar = {
        "meeting": Filter("int", "meeting"),
        "answer": Filter("choices", "answer__in", choices=lambda: list(Answer.values)),
    }

    def rows(self) -> QuerySet:
        return Reply.objects.visible_to(self.request.user)

    def create(self, request) -> HttpResponse:
        """Take a calendar reply; whatever cannot be taken is refused with a code and kept in the log."""
        sent = body_of(request)
        given = check_body(ReplyBody(sent, person=request.user), sent)
        raw = given["reply"].encode()
        return self.answer(receive_reply(raw=raw, actor=self.actor, is_mail=given["mail"]), 201)
