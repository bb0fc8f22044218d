"""The benchmark's people: 20 departments in four divisions, 200 people, officers, sponsors, coordinators."""

from dataclasses import dataclass

from collab.org.models import Department, Membership, Person, Role

from . import words
from .copying import Table, catch_up, raw_cursor, text_of

PEOPLE = 200
DIVISION_HEADS = (0, 5, 10, 15)
PASSWORD_NOBODY_KNOWS = "!"


@dataclass(frozen=True)
class Organisation:
    """Ids by department: who works there, who receives its post, who heads it."""

    departments: list[int]
    members: dict[int, list[int]]
    liaisons: dict[int, int]
    heads: dict[int, int]
    coordinators: list[int]
    names: dict[int, str]


def load_organisation(*, store: bool = True) -> Organisation:
    """Store departments, people and memberships; without `store`, only say who is where."""
    departments, people, memberships = _tables()
    for index, (name, name_zh) in enumerate(words.DEPARTMENTS):
        pk = index + 1
        boss = max(head for head in DIVISION_HEADS if head <= index) + 1
        path = f"/{pk}/" if pk == boss else f"/{boss}/{pk}/"
        parent = r"\N" if pk == boss else boss
        departments.add(pk, f"D{pk:02}", name, name_zh, parent, path)
    names = {}
    for index in range(PEOPLE):
        pk = index + 1
        names[pk] = _name(index)
        people.add(pk, f"p{pk:03}", names[pk], f"p{pk:03}@bench.invalid", ("en", "zh-hans")[index % 2])
    found = _memberships(memberships)
    if store:
        cursor = raw_cursor()
        for table in (departments, people, memberships):
            table.flush(cursor)
        catch_up([departments.name, people.name, memberships.name])
    return Organisation(names=names, **found)


def _tables() -> tuple[Table, Table, Table]:
    return (
        Table(Department, "id", "code", "name", "name_zh", "parent_id", "path"),
        Table(Person, "id", "username", "name", "email", "language", password=text_of(PASSWORD_NOBODY_KNOWS)),
        Table(Membership, "person_id", "department_id", "role"),
    )


def _name(index: int) -> str:
    if index % 2:
        return words.FAMILY[index % 20] + words.GIVEN[(index // 20) % 10] + words.GIVEN[index % 10]
    return f"{words.LATIN_GIVEN[index % 10]} {words.LATIN_FAMILY[(index // 10) % 10]}"


def _memberships(table: Table) -> dict:
    """Ten people each: head, deputy, liaison officer, members; four sponsors and two coordinators on top."""
    count = len(words.DEPARTMENTS)
    members: dict[int, list[int]] = {}
    heads, liaisons, coordinators = {}, {}, []
    for index in range(PEOPLE):
        person, department, place = index + 1, index % count + 1, index // count
        role = {0: Role.HEAD, 1: Role.DEPUTY, 2: Role.LIAISON}.get(place, Role.MEMBER)
        table.add(person, department, role.value)
        members.setdefault(department, []).append(person)
        if role == Role.HEAD:
            heads[department] = person
        elif role == Role.LIAISON:
            liaisons[department] = person
    for number, division in enumerate(DIVISION_HEADS):
        table.add(members[division + 1][9], division + 1, Role.SPONSOR.value)
        if number < 2:
            coordinators.append(members[count][8 - number])
            table.add(coordinators[-1], count, Role.COORDINATOR.value)
    return {
        "departments": list(range(1, count + 1)),
        "members": members,
        "heads": heads,
        "liaisons": liaisons,
        "coordinators": coordinators,
    }
