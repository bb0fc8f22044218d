"""Sets up the demo departments, people and absences, outside the organisation's journal so that they can leave again."""

from dataclasses import dataclass

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password
from django.utils.translation import gettext_lazy as _

from collab.common.errors import Conflict
from collab.matters.models import Label, Matter
from collab.org.models import Absence, Department, Membership, Person, WorkingCalendar

from ..content import departments as places
from ..content.people import ABSENCES, ACCOUNTS, PASSWORD, PEOPLE
from ..time import Timeline

MARK = {"demo": True}
ITERATIONS = 1000  # iterations: a password printed on the sign-in page needs no slow hash


@dataclass(frozen=True)
class City:
    """The demo organisation at hand: departments by code, people by handle, labels by name."""

    departments: dict[str, Department]
    people: dict[str, Person]
    labels: dict[str, Label]


def found_city(times: Timeline) -> City:
    """Create departments, people, roles, absences and labels. Refused where a name is taken by real data."""
    _check_free()
    departments = _departments()
    people = _people(times)
    Membership.objects.bulk_create(
        Membership(person=people[who.handle], department=departments[code], role=role)
        for who in PEOPLE
        for code, role in who.roles
    )
    Absence.objects.bulk_create(
        Absence(
            person=people[away.handle],
            delegate=people[away.delegate],
            starts_at=times.at(away.starts),
            ends_at=times.evening(away.ends),
            note=away.note,
        )
        for away in ABSENCES
    )
    labels = {
        name: Label.objects.get_or_create(name=name, defaults={"colour": c})[0] for name, c in places.LABELS
    }
    return City(departments, people, labels)


def _check_free() -> None:
    codes = {place.code for place in places.DEPARTMENTS}
    handles = {who.handle for who in PEOPLE}
    taken = [*Department.objects.filter(code__in=codes).values_list("code", flat=True)]
    taken += Person.objects.filter(username__in=handles).values_list("username", flat=True)
    if taken:
        raise Conflict(
            _("These names are taken by real data: %(names)s.") % {"names": ", ".join(sorted(taken))},
            code="taken",
        )


def _departments() -> dict[str, Department]:
    hall, _fresh = WorkingCalendar.objects.get_or_create(
        name=places.HALL, defaults={"weekly": places.HALL_WEEK, "country": "CN"}
    )
    found: dict[str, Department] = {}
    for place in places.DEPARTMENTS:
        parent = found.get(place.under)
        row = Department.objects.create(
            code=place.code,
            name=place.name,
            name_zh=place.name_zh,
            kind=place.kind,
            mission=place.mission,
            working_with_us=place.working_with_us,
            parent=parent,
            calendar=hall if place.code == places.HALL_CODE else None,
            extra=MARK,
        )
        row.path = f"{parent.path if parent else '/'}{row.pk}/"
        found[place.code] = row
    Department.objects.bulk_update(found.values(), ["path"])
    return found


def _people(times: Timeline) -> dict[str, Person]:
    """Everyone of the demo; the accounts share one hash, the others cannot sign in."""
    hasher, none = get_hasher(), make_password(None)
    quick = {"iterations": ITERATIONS} if isinstance(hasher, PBKDF2PasswordHasher) else {}
    password = hasher.encode(PASSWORD, hasher.salt(), **quick)
    rows = [
        Person(
            username=who.handle,
            name=who.name,
            title=who.title,
            password=password if who.handle in ACCOUNTS else none,
            is_staff=who.handle in ("coordinator", "admin"),
            is_superuser=who.handle == "admin",
            is_demo=True,
            date_joined=times.at(-45),
            last_seen_at=times.at(-1) if who.handle in ACCOUNTS else None,
            extra=MARK,
        )
        for who in PEOPLE
    ]
    Person.objects.bulk_create(rows)
    return {person.username: person for person in Person.objects.filter(is_demo=True)}


def claim_what_demo_people_made() -> None:
    """Whatever is made under a demo account is demo data too, also what is tried out later."""
    Matter.objects.filter(created_by__is_demo=True, is_demo=False).update(is_demo=True)
    nobodys = Matter.objects.filter(created_by=None, is_demo=False)
    nobodys.filter(department__extra__demo=True).update(is_demo=True)
