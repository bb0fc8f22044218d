"""What a person is in the organisation at this moment, delegations included; read in one statement."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.db import connection

from collab.common import clock

from .models.absence import Scope
from .models.department import Role

OFFICERS = frozenset({Role.LIAISON, Role.DEPUTY, Role.HEAD, Role.SPONSOR})
MANAGERS = frozenset({Role.DEPUTY, Role.HEAD, Role.SPONSOR})

_SQL = """
SELECT held.reader, held.boss, held.holder, held.scope, m.role, d.id AS department FROM (
    SELECT p.id AS reader, p.is_superuser AS boss, p.id AS holder, 'all' AS scope
    FROM org_person p WHERE p.is_active AND p.id IN ({people})
    UNION ALL
    SELECT a.delegate_id, p.is_superuser, a.person_id, MIN(a.scope)
    FROM org_absence a
    JOIN org_person p ON p.id = a.delegate_id
    JOIN org_person absent ON absent.id = a.person_id
    WHERE a.delegate_id IN ({people}) AND a.person_id <> a.delegate_id AND p.is_active AND absent.is_active
      AND a.cancelled_at IS NULL AND a.starts_at <= %s AND a.ends_at > %s
    GROUP BY a.delegate_id, p.is_superuser, a.person_id) held
LEFT JOIN org_membership m ON m.person_id = held.holder
LEFT JOIN org_department own ON own.id = m.department_id
LEFT JOIN org_department d ON d.id = own.id
     OR (m.role IN ('head', 'deputy', 'sponsor', 'liaison')
         AND d.path LIKE own.path || '%%' AND own.path <> '/')
ORDER BY held.reader
"""


@dataclass(frozen=True)
class Standing:
    """Own roles and those held for absent colleagues.

    `roles` maps (role, department) to the people in whose name it is held; managers and liaison
    officers hold their role in every department below theirs too. `acts_for` maps each person this
    one may act for (oneself included) to the scope of it.
    """

    person_id: int
    is_coordinator: bool
    is_superuser: bool = False
    roles: dict[tuple[str, int], frozenset[int]] = field(default_factory=dict)
    acts_for: dict[int, str] = field(default_factory=dict)

    @property
    def department_ids(self) -> frozenset[int]:
        """Departments whose shared matters this person reads."""
        return frozenset(department for _, department in self.roles)

    @property
    def officer_of(self) -> frozenset[int]:
        """Departments this person signs for: liaison, deputy, head or sponsor."""
        return frozenset(department for role, department in self.roles if role in OFFICERS)

    @property
    def speaks_for(self) -> frozenset[int]:
        """Departments this person speaks for day by day; a sponsor is asked only when the ladder reaches them."""
        return frozenset(
            department for role, department in self.roles if role in OFFICERS and role != Role.SPONSOR
        )

    @property
    def desks(self) -> frozenset[int]:
        """Departments whose post this person opens: those they are an officer of, and the coordination office
        of a coordinator.
        """
        coordinated = (
            department
            for (role, department), holders in self.roles.items()
            if role == Role.COORDINATOR and self.person_id in holders
        )
        return self.officer_of.union(coordinated)

    @property
    def manages(self) -> frozenset[int]:
        return frozenset(department for role, department in self.roles if role in MANAGERS)

    @property
    def sponsors(self) -> frozenset[int]:
        return frozenset(department for role, department in self.roles if role == Role.SPONSOR)

    @property
    def person_ids(self) -> frozenset[int]:
        return frozenset(self.acts_for) | {self.person_id}

    def may_act_for(self, person_id: int | None, scope: str = Scope.ALL) -> bool:
        """Whether this person is that person, or stands in for them in this scope."""
        if person_id == self.person_id:
            return True
        held = self.acts_for.get(person_id) if person_id else None
        return held is not None and held in (Scope.ALL, scope)

    def people(self, scope: str = Scope.ALL) -> list[int]:
        """Those in whose name this person may act in this scope, oneself included."""
        return [pk for pk in self.person_ids if self.may_act_for(pk, scope)]

    @property
    def stamp(self) -> str:
        """Changes whenever what this person may see changes."""
        held = (self.person_id, self.is_coordinator, sorted(self.roles), sorted(self.acts_for.items()))
        return f"{zlib.crc32(repr(held).encode()):08x}"

    def holds(
        self, roles: Iterable[str], department_ids: Iterable[int | None], scope: str = Scope.ALL
    ) -> bool:
        """Whether one of these roles is held in one of these departments, in one's own name or a permitted other's."""
        wanted = set(department_ids)
        return any(
            any(self.may_act_for(holder, scope) for holder in holders)
            for (role, department), holders in self.roles.items()
            if role in roles and department in wanted
        )


def read_standings(person_ids: Iterable[int], at: datetime) -> dict[int, Standing]:
    """The standing at the instant `at` of each active person among these, in one statement."""
    wanted = sorted(set(person_ids))
    if not wanted:
        return {}
    instant = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(wanted))
        cursor.execute(_SQL.format(people=marks), [*wanted, *wanted, instant, instant])
        rows = cursor.fetchall()
    return {reader: _standing(reader, list(held)) for reader, held in groupby(rows, key=itemgetter(0))}


def held_sql() -> str:
    """What `asking.id` holds, as a JSON column of a statement that reads the person; takes the instant twice."""
    row = "held.reader, held.boss, held.holder, held.scope, held.role, held.department"
    kept = _SQL.format(people="asking.id")
    if connection.vendor == "postgresql":
        return f"(SELECT json_agg(json_build_array({row}))::text FROM ({kept}) held)"
    return f"(SELECT json_group_array(json_array({row})) FROM ({kept}) held)"


def know_standing(person, held: str | None) -> None:
    """Keep what held_sql() read beside the person."""
    rows = json.loads(held or "[]")
    person._standing = _standing(person.pk, rows) if rows else Standing(person.pk, False)


def _standing(reader: int, rows: Sequence[Sequence]) -> Standing:
    roles: dict[tuple[str, int], set[int]] = {}
    acts_for: dict[int, str] = {}
    coordinator = superuser = bool(rows[0][1])
    for _reader, _boss, holder, scope, role, department in rows:
        acts_for.setdefault(holder, scope)
        if role is not None:
            roles.setdefault((role, department), set()).add(holder)
            coordinator = coordinator or (role == Role.COORDINATOR and holder == reader)
    frozen = {key: frozenset(holders) for key, holders in roles.items()}
    return Standing(reader, coordinator, superuser, frozen, acts_for)


def standing_of(person) -> Standing:
    """The person's standing, read once per loaded Person object (that is, once per request)."""
    cached = getattr(person, "_standing", None)
    if cached is None:
        if not person or not person.pk or not person.is_active:
            return Standing(getattr(person, "pk", None) or 0, False)
        cached = read_standings([person.pk], clock.now()).get(person.pk) or Standing(person.pk, False)
        person._standing = cached
    return cached


def forget_standing(person) -> None:
    """Read it anew at the next question, after roles or absences changed."""
    if hasattr(person, "_standing"):
        del person._standing
