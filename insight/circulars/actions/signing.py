"""Sending an issued circular out to be signed for 签收, and signing."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import TransitionRefused, require
from collab.deadlines import actions as deadlines
from collab.deadlines.receipts import signable_by, unsigned
from collab.matters.actions import open_matter
from collab.matters.models import Kind, Party, PartyRole, Visibility
from collab.matters.policies import acts_for, parties_of
from collab.org.models import Department
from collab.org.names import name_fact

from ...models import Circular, CircularNotice
from .. import policies
from ..events import CIRCULAR_SIGNED


def send_out(circular: Circular, actor: Actor) -> CircularNotice | None:
    """Have every department the circular speaks of sign for it; part of the action that issues it."""
    named = [line["id"] for line in circular.figures["departments"]]
    departments = list(Department.objects.filter(pk__in=named, is_active=True).order_by("path", "pk"))
    if not departments:
        return None
    notice = open_matter(
        CircularNotice,
        actor=actor,
        kind=Kind.NOTICE,
        title=f"通报〔{circular.year}〕{circular.serial}号 · Circular [{circular.year}] No. {circular.serial}",
        department=circular.scope or _home(actor) or departments[0],
        visibility=Visibility.ORGANISATION,
        status="issued",
        circular=circular,
        parties=[Party(role=PartyRole.INFORMED, department=department) for department in departments],
    )
    deadlines.start_clocks(notice, sign=parties_of(notice))
    return notice


def _home(actor: Actor) -> Department | None:
    return Department.objects.filter(memberships__person=actor.person_id).order_by("pk").first()


@transaction.atomic
def sign_for_circular(
    *, notice: CircularNotice, actor: Actor, version: int, note: str = ""
) -> CircularNotice:
    """Sign for every department the actor may sign for; with the last one the notice is settled."""
    notice = CircularNotice.objects.lock(notice.pk, version=version)
    if not unsigned(notice, policies.SIGNERS):
        raise TransitionRefused(_("Every department has signed for it."), state=notice.status, allowed=[])
    signing = signable_by(actor, notice, policies.SIGNERS)
    require(bool(signing))
    absent = acts_for(actor, notice, policies.SIGNERS)
    deadlines.give_receipts(matter=notice, parties=signing, actor=actor)
    if not unsigned(notice, policies.SIGNERS):
        notice.move("settle")
        notice.closed_at = clock.now()
    notice.save_changes()
    who = [name_fact(party.department) for party in signing]
    record(
        CIRCULAR_SIGNED,
        matter=notice,
        actor=actor,
        on_behalf_of=absent,
        circular=notice.circular_id,
        party=who,
        note=note,
    )
    return notice
