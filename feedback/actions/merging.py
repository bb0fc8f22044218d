"""Merging feedback that says the same: one is dealt with, and its answer goes to all who gave any of them."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.deadlines import actions as deadlines
from collab.matters.models import Kind, Link, LinkKind, Matter

from ..loop import events, policies
from ..models import Ending, Feedback


@transaction.atomic
def merge_feedback(
    *, feedback: Feedback, actor: Actor, version: int | None, into: Matter, note: str = ""
) -> Feedback:
    """Deal with it in another one, which is open and not merged itself.

    Its submitters keep their own page and cannot see the other's; there they read the answer and may reopen it. The
    other is closed when its own submitter confirms or its notice ends. `into` was found inside the actor's audience.
    """
    if into.kind != Kind.FEEDBACK or into.pk == feedback.pk:
        raise Invalid.field("into", _("Name another piece of feedback, such as F-12."), "not_feedback")
    wanted = {feedback.pk: version, into.pk: None}
    rows = {pk: Feedback.objects.lock(pk, version=wanted[pk]) for pk in sorted(wanted)}
    feedback, head = rows[feedback.pk], rows[into.pk]
    require(policies.can_triage(actor, feedback) and policies.can_triage(actor, head))
    if not head.is_open:
        raise Conflict(
            _("%(number)s is closed. Merge into one that is open.") % {"number": head.number}, code="closed"
        )
    feedback.move("merge")
    deadlines.cancel(feedback, actor=actor)
    feedback.merged_into, feedback.ending, feedback.closed_at = head, Ending.MERGED, clock.now()
    feedback.save_changes()
    Feedback.objects.filter(merged_into=feedback).update(merged_into=head)
    tie = {"source_id": feedback.pk, "target_id": head.pk, "kind": LinkKind.MERGED_INTO}
    Link.objects.get_or_create(**tie, defaults={"created_by": actor.person, "created_at": clock.now()})
    record(events.FEEDBACK_MERGED, matter=feedback, actor=actor, into=head.number, note=note.strip())
    record(events.FEEDBACK_TOOK_IN, matter=head, actor=actor, other=feedback.number)
    return feedback
