"""Private calendar addresses: the secret leaves once, its digest stays; what is read is what its owner may see now."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.activity.models import Activity
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid, NotFound
from collab.org.events import PERSON_DEACTIVATED
from collab.org.models import ApiToken, Department

from ..calendars.events import FEED_MADE, FEED_REVOKED
from ..models import CalendarFeed, MeetingSeries

MOST = 30
NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def make_feed(
    *, actor: Actor, series: MeetingSeries | None = None, department: Department | None = None
) -> tuple[CalendarFeed, str]:
    """A new address and its secret, which nobody can read again; of one's own meetings where nothing is named."""
    if actor.is_system:
        raise Forbidden(_("A calendar address belongs to a person."))
    if series and department:
        raise Invalid.field("department", _("Choose a series or a department, not both."), "both")
    if CalendarFeed.objects.filter(person=actor.person, revoked_at=None).count() >= MOST:
        raise Conflict(_("There are 30 calendar addresses already; revoke one first."), code="too_many_feeds")
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        person=actor.person,
        series=series,
        department=department,
        digest=ApiToken.digest_of(secret),
        hint=secret[:6],
        created_at=clock.now(),
    )
    record(FEED_MADE, actor=actor, feed=feed.pk, of=str(feed))
    return feed, secret


@transaction.atomic
def revoke_feed(*, feed: CalendarFeed, actor: Actor) -> None:
    """End an address at once."""
    if feed.person_id != actor.person_id:
        raise NotFound
    if not CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=clock.now()):
        raise Conflict(_("This address was revoked already."), code="revoked")
    record(FEED_REVOKED, actor=actor, feed=feed.pk, of=str(feed))


def revoke_feeds_of_closed(*, entries: Sequence[Activity]) -> int:
    """End the addresses that people had when these entries closed their accounts; how many. Opening an account again
    brings none back.
    """
    ended = 0
    for entry in entries:
        if entry.event == PERSON_DEACTIVATED.code:
            held = CalendarFeed.objects.filter(person=entry.facts["person"], created_at__lte=entry.at)
            ended += held.filter(revoked_at=None).update(revoked_at=clock.now())
    return ended


def feed_with(secret: str) -> CalendarFeed:
    """The feed behind an address, of an active person; NotFound otherwise. That it is used is noted once an hour."""
    rows = CalendarFeed.objects.select_related("person", "series", "department")
    feed = rows.filter(digest=ApiToken.digest_of(secret), revoked_at=None, person__is_active=True).first()
    if feed is None:
        raise NotFound
    now = clock.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
    CalendarFeed.objects.filter(stale, pk=feed.pk).update(last_used_at=now)
    return feed
