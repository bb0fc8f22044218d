"""Linking matters; both ends must be inside the actor's audience."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require

from .. import policies
from ..events import LINKED, UNLINKED
from ..models import Link, LinkKind, Matter


@transaction.atomic
def link_matters(*, source: Matter, target: Matter, kind: str, actor: Actor) -> Link:
    """Link two matters; whoever may edit either end may do it. A second link of the kind is refused."""
    require(policies.can_edit(actor, source) or policies.can_edit(actor, target))
    if kind not in LinkKind.values:
        raise Invalid.field("kind", _("Choose one of the offered kinds of link."))
    if source.pk == target.pk:
        raise Invalid.field("target", _("A matter cannot be linked to itself."))
    link, fresh = Link.objects.get_or_create(
        source_id=source.pk,
        target_id=target.pk,
        kind=kind,
        defaults={"created_by": actor.person, "created_at": clock.now()},
    )
    if not fresh:
        raise Conflict(_("These two are linked in this way already."), code="already_linked")
    record(LINKED, matter=source, actor=actor, kind=kind, other=target.number)
    return link


def led_to(source: Matter, target: Matter, *, actor: Actor) -> None:
    """Say where a new matter came from; part of the action that opens it, which records it."""
    Link.objects.create(
        source_id=source.pk,
        target_id=target.pk,
        kind=LinkKind.LED_TO,
        created_by=actor.person,
        created_at=clock.now(),
    )


@transaction.atomic
def unlink_matters(*, link: Link, actor: Actor) -> None:
    """Remove a link; the history keeps that it was there."""
    require(policies.can_edit(actor, link.source) or policies.can_edit(actor, link.target))
    source, other, kind = link.source, link.target.number, link.kind
    link.delete()
    record(UNLINKED, matter=source, actor=actor, kind=kind, other=other)
