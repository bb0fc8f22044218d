"""Who takes part in a matter, who has read it, who watches it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, NotFound, require
from collab.org.names import name_fact
from collab.org.selectors import front_desks

from .. import policies
from ..events import MATTER_READ, PARTY_ADDED, PARTY_REMOVED
from ..models import Matter, Party, PartyRole, Watcher

KEPT = {
    PartyRole.LEAD,
    PartyRole.RESPONSIBLE,
    PartyRole.ACCOUNTABLE,
    PartyRole.GIVER,
    PartyRole.HOST,
    PartyRole.DELIVERING,
    PartyRole.RECEIVING,
    PartyRole.SPONSOR,
}


ADDED_BY_HAND = {*PartyRole.values} - {PartyRole.DELIVERING, PartyRole.RECEIVING}


@transaction.atomic
def add_party(
    *, matter: Matter, actor: Actor, version: int, role: str, person=None, department=None, part: str = ""
) -> Party:
    """Bring a person or a department in, in a role. Twice in the same role is refused."""
    matter = type(matter).objects.lock(matter.pk, version=version)
    require(policies.can_edit(actor, matter))
    if role not in ADDED_BY_HAND:
        raise Invalid.field("role", _("Choose one of the offered roles."))
    if role in matter.own_step_roles:
        raise Invalid.field(
            "role", _("This role is given by its own step, together with a part."), "own_step"
        )
    if bool(person) == bool(department):
        raise Invalid.field("person", _("Name either a person or a department."))
    if Party.objects.filter(matter_id=matter.pk, role=role, person=person, department=department).exists():
        raise Conflict(
            _("%(who)s already has this role.") % {"who": person or department}, code="already_party"
        )
    party = Party.objects.create(
        matter_id=matter.pk, role=role, person=person, department=department, part=part
    )
    matter.save_changes()
    policies.forget_parties(matter)
    hand_down_audience(matter)
    people = [person.pk] if person else front_desks([department.pk])[department.pk]
    record(
        PARTY_ADDED, matter=matter, actor=actor, role=role, who=name_fact(person or department), people=people
    )
    return party


@transaction.atomic
def remove_party(*, matter: Matter, actor: Actor, version: int, party: Party) -> None:
    """Take somebody out whom no rule requires."""
    matter = type(matter).objects.lock(matter.pk, version=version)
    require(policies.can_edit(actor, matter))
    if party.matter_id != matter.pk:
        raise NotFound
    if party.role in KEPT | matter.own_step_roles:
        raise Conflict(_("This part is handed over by its own step, not removed."), code="part_is_required")
    who, role = name_fact(party.person or party.department), party.role
    party.delete()
    matter.save_changes()
    policies.forget_parties(matter)
    hand_down_audience(matter)
    record(PARTY_REMOVED, matter=matter, actor=actor, role=role, who=who)


def set_parties(matter: Matter, role: str, *, people: Iterable = (), departments: Iterable = ()) -> None:
    """Replace all parties of one role; part of a kind's own action, which records it."""
    Party.objects.filter(matter_id=matter.pk, role=role).delete()
    rows = [Party(matter_id=matter.pk, role=role, person=person) for person in people]
    rows += [Party(matter_id=matter.pk, role=role, department=department) for department in departments]
    Party.objects.bulk_create(rows)
    policies.forget_parties(matter)


def hand_down_audience(matter: Matter) -> None:
    """Let what hangs below be seen by whoever sees this matter; part of the action that changed who does."""
    for heir in matter.heirs():
        wanted = {_who(party): party for party in policies.readers_of(matter)}
        held = {_who(party): party for party in heir.parties.filter(role__in=policies.HANDED_DOWN)}
        heir.parties.filter(pk__in=[held[who].pk for who in held.keys() - wanted.keys()]).delete()
        for who in wanted.keys() - held.keys():
            wanted[who].matter = heir
            wanted[who].save(force_insert=True)
        Matter.objects.filter(pk=heir.pk).update(visibility=matter.visibility)


def _who(party: Party) -> tuple:
    return party.role, party.person_id, party.department_id


@transaction.atomic
def mark_read(*, matter: Matter, actor: Actor) -> bool:
    """Note that a party has opened the matter; the first time only. Reading is not signing for."""
    rows = Party.objects.filter(matter_id=matter.pk, person=actor.person, read_at=None)
    if not rows.update(read_at=clock.now()):
        return False
    record(MATTER_READ, matter=matter, actor=actor)
    return True


def watch_matter(*, matter: Matter, actor: Actor) -> None:
    """Hear of a matter without taking part."""
    Watcher.objects.get_or_create(matter_id=matter.pk, person=actor.person)


def unwatch_matter(*, matter: Matter, actor: Actor) -> None:
    """Hear of it no more, unless taking part."""
    Watcher.objects.filter(matter_id=matter.pk, person=actor.person).delete()
