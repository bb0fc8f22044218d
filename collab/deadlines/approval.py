"""Which offices decide on more time, in which order, and who holds each of them."""

from collections.abc import Iterable
from datetime import datetime

from collab.common import clock
from collab.matters.models import Matter, Party
from collab.matters.policies import parties_of
from collab.org.models import Department, Membership, Person, Role, Scope
from collab.org.selectors import calendar_of, stand_ins
from collab.org.standing import standing_of

from .models import WHOLE, Deadline, Extension, ExtensionStep, Office
from .policies import OFFICE_ROLES, SUPERVISING

LEADER_AFTER_DAYS = 10
LEADER_FROM_TIME = 3


def line_for_a_part(part: Party, matter: Matter, asker: Person, due_at: datetime) -> list[ExtensionStep]:
    """Who decides on more time for a co-department's part, inside the date of the whole.

    Head of the lead department, which answers for the whole; the supervisor too for a long or a third extension of
    the part, and in the head's place where nobody holds that office or the asker does.
    """
    steps = [_head(asker, matter.department)]
    if steps[0].state == ExtensionStep.State.SKIPPED or _is_much(matter, due_at, part):
        steps.append(_supervisor(matter, asker))
    return _in_order(steps)


def line_of_approval(matter: Matter, asker: Person, due_at: datetime) -> list[ExtensionStep]:
    """Head of the asker's department, supervisor, and for a long or a third extension the sponsor.

    An office that the asker holds, or nobody does, is skipped; where none is left, a coordinator stands for the
    supervisor.
    """
    home = _home_of(asker, matter)
    steps = [_head(asker, home), _supervisor(matter, asker)]
    if _is_much(matter, due_at):
        steps.append(_leader(asker, home))
    return _in_order(steps)


def _in_order(steps: list[ExtensionStep]) -> list[ExtensionStep]:
    """The steps with their places; the first of those not skipped waits. Where all are, the supervisor's does."""
    waiting = [step for step in steps if step.state != ExtensionStep.State.SKIPPED]
    if not waiting:
        waiting = [next(step for step in steps if step.office == Office.SUPERVISOR)]
    for step in waiting:
        step.state = ExtensionStep.State.LATER
    waiting[0].state = ExtensionStep.State.WAITING
    for position, step in enumerate(steps, start=1):
        step.position = position
    return steps


def deciders(step: ExtensionStep, matter: Matter) -> list[int]:
    """The people whose say this step waits for, an absent one's delegate in their place."""
    if step.office == Office.SUPERVISOR:
        asker = step.extension.requested_by_id
        found = [pk for pk in _supervisors(matter) if pk != asker] or _coordinators()
    else:
        _place, found = held_at(OFFICE_ROLES[step.office], step.department)
    instead = stand_ins(found, clock.now(), Scope.APPROVAL)
    return list(dict.fromkeys(instead.get(pk, pk) for pk in found))


def held_at(role: str, department: Department | None) -> tuple[int | None, list[int]]:
    """The department, this one or the nearest above it, in which somebody holds the role, and who."""
    line = (
        [int(part) for part in reversed(department.path.strip("/").split("/")) if part] if department else []
    )
    held: dict[int, list[int]] = {}
    rows = Membership.objects.filter(role=role, department__in=line, person__is_active=True).order_by("pk")
    for place, person in rows.values_list("department_id", "person_id"):
        held.setdefault(place, []).append(person)
    return next(((place, held[place]) for place in line if place in held), (None, []))


def _head(asker: Person, home: Department) -> ExtensionStep:
    place, _people = held_at(Role.HEAD, home)
    return _step(Office.HEAD, place, vacant=place is None or _holds(asker, (Role.HEAD, Role.SPONSOR), home))


def _supervisor(matter: Matter, asker: Person) -> ExtensionStep:
    others = [pk for pk in _supervisors(matter) if pk != asker.pk]
    return _step(Office.SUPERVISOR, None, vacant=not others)


def _leader(asker: Person, home: Department) -> ExtensionStep:
    place, _people = held_at(Role.SPONSOR, home)
    return _step(Office.LEADER, place, vacant=place is None or _holds(asker, (Role.SPONSOR,), home))


def _step(office: Office, place: int | None, *, vacant: bool) -> ExtensionStep:
    state = ExtensionStep.State.SKIPPED if vacant else ExtensionStep.State.LATER
    return ExtensionStep(office=office, department_id=place, state=state)


def _holds(person: Person, roles: Iterable[str], department: Department) -> bool:
    """Whether the office is this person's own, not an absent colleague's."""
    held = standing_of(person).roles
    return any(person.pk in held.get((role, department.pk), ()) for role in roles)


def _supervisors(matter: Matter) -> list[int]:
    return [row.person_id for row in parties_of(matter) if row.role in SUPERVISING and row.person_id]


def _coordinators() -> list[int]:
    rows = Membership.objects.filter(role=Role.COORDINATOR, person__is_active=True)
    return list(rows.values_list("person_id", flat=True).distinct())


def _home_of(asker: Person, matter: Matter) -> Department:
    """The asker's department as far as this matter goes: the lead, one taking part, or else the lead again."""
    own = set(Membership.objects.filter(person=asker).values_list("department_id", flat=True))
    if matter.department_id in own:
        return matter.department
    taking_part = [row.department for row in parties_of(matter) if row.department_id in own]
    return taking_part[0] if taking_part and taking_part[0] else matter.department


def _is_much(matter: Matter, due_at: datetime, part: Party | None = None) -> bool:
    """Beyond so many working days past the original date of the whole or the part, and from the third time on."""
    granted = Extension.objects.filter(
        matter_id=matter.pk, party=part, state=Extension.State.APPROVED
    ).count()
    if granted + 1 >= LEADER_FROM_TIME:
        return True
    rows = Deadline.objects.filter(matter_id=matter.pk, clock__in=WHOLE, party=part).order_by("pk")
    days, agreed = rows.values_list("ladder__leader_after_days", "original_due_at").first() or (None, None)
    if part is None:
        agreed = matter.original_due_at or matter.due_at
    if agreed is None:
        return False
    return due_at > calendar_of(matter.department).add_days(
        agreed, LEADER_AFTER_DAYS if days is None else days
    )
