"""Who rules on a conflict: the leader nearest above all its departments; and who may mediate."""

from collections.abc import Iterable

from django.db.models import Q

from collab.org.models import Department, Membership, Person, Role


def common_leaders(departments: Iterable[Department]) -> list[int]:
    """Sponsors whose departments cover all of these, else heads of what stands above them all; nearest first.

    A sponsor may hold several departments and cover them together (分管领导).
    """
    paths = [one.path for one in departments]
    rows = Membership.objects.filter(role__in=[Role.SPONSOR, Role.HEAD], person__is_active=True)
    held: dict[tuple[str, int], list[str]] = {}
    for role, person_id, path in rows.order_by("pk").values_list("role", "person_id", "department__path"):
        held.setdefault((role, person_id), []).append(path)
    found = []
    for (role, person_id), places in held.items():
        if role == Role.HEAD:
            places = [place for place in places if place not in paths]
        over = [max((len(p) for p in places if path.startswith(p)), default=0) for path in paths]
        if all(over):
            found.append((role != Role.SPONSOR, -min(over), person_id))
    return list(dict.fromkeys(person_id for _head, _depth, person_id in sorted(found)))


def belongs_to(person: Person, departments: Iterable[Department]) -> bool:
    """Whether this person is a member, in any role, of one of these departments or of one below."""
    below = Q()
    for one in departments:
        below |= Q(department__path__startswith=one.path)
    return Membership.objects.filter(below, person=person).exists()


def coordinators_outside(departments: Iterable[Department]) -> list[Person]:
    """The coordinators who belong to none of these departments; all of them where none is left."""
    rows = Person.objects.active().filter(memberships__role=Role.COORDINATOR).distinct().order_by("pk")
    everyone = list(rows)
    places = list(departments)
    return [one for one in everyone if not belongs_to(one, places)] or everyone
