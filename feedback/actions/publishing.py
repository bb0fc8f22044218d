"""Putting closed feedback on the board, taking it off, and what coordinators allow at the doors."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, StaleVersion, reason_given, require
from collab.org.policies import can_manage

from ..board import events, policies
from ..intake.events import DOORS_SET
from ..intake.selectors import intake_settings
from ..models import ONLY, Consent, Feedback, IntakeSettings, Publication

LONGEST = 2_000


@transaction.atomic
def publish_feedback(
    *, feedback: Feedback, actor: Actor, version: int | None, said: str, did: str, shows_words: bool = False
) -> Publication:
    """Tell everybody what was said and done; the submitter's own words only where they agreed."""
    feedback = Feedback.objects.lock(feedback.pk, version=version)
    require(policies.can_publish(actor, feedback))
    if feedback.status != "closed":
        raise Conflict(_("Only closed feedback is published."), code="not_closed")
    if policies.is_published(feedback):
        raise Conflict(_("It stands on the board already."), code="published")
    if shows_words and not Consent.objects.filter(feedback=feedback).exists():
        raise Invalid.field(
            "shows_words", _("The submitter did not agree to that. Use your own words."), "no_consent"
        )
    words = {"said": _told("said", said), "did": _told("did", did), "shows_words": bool(shows_words)}
    made: dict[str, Any] = {"published_by": actor.person, "published_at": clock.now(), "withdrawn_at": None}
    publication, _fresh = Publication.objects.update_or_create(feedback=feedback, defaults=words | made)
    feedback.save_changes()
    record(events.FEEDBACK_PUBLISHED, matter=feedback, actor=actor, **words)
    return publication


@transaction.atomic
def take_off_board(*, feedback: Feedback, actor: Actor, version: int | None, reason: str) -> None:
    """Show it no more; the history keeps what stood there."""
    feedback = Feedback.objects.lock(feedback.pk, version=version)
    require(policies.can_publish(actor, feedback))
    reason = reason_given(reason)
    if not Publication.objects.standing().filter(feedback=feedback).update(withdrawn_at=clock.now()):
        raise Conflict(_("It does not stand on the board."), code="not_published")
    feedback.save_changes()
    record(events.FEEDBACK_WITHDRAWN, matter=feedback, actor=actor, reason=reason)


def _told(field: str, text: str) -> str:
    text = (text or "").strip()
    if not text:
        raise Invalid.field(field, _("Say it in a sentence or two."), "required")
    if len(text) > LONGEST or "\x00" in text:
        raise Invalid.field(field, _("Keep it under 2,000 characters of plain text."), "max_length")
    return text


@transaction.atomic
def set_doors(
    *, actor: Actor, version: int, writers: str, allows_anonymous: bool, board_is_public: bool
) -> IntakeSettings:
    """Say who may write, whether without a name, and who reads the board."""
    require(can_manage(actor))
    wanted = {
        "writers": writers,
        "allows_anonymous": allows_anonymous,
        "board_is_public": board_is_public,
    }
    row, _fresh = IntakeSettings.objects.select_for_update().get_or_create(pk=ONLY)
    if row.version != version:
        raise StaleVersion(version=row.version)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.is_demo = bool(actor.person and actor.person.is_demo)
    row.version += 1
    row.save()
    intake_settings.forget()
    record(DOORS_SET, actor=actor, **wanted)
    return row
