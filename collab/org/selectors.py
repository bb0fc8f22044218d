"""Reads across people, roles, absences and calendars."""

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Lower

from collab.common.memo import Remembered
from collab.common.prepared import Blank, Statement

from . import worktime
from .models import Absence, ApiToken, CalendarDay, Department, Membership, Person, Scope, WorkingCalendar
from .models.calendar import office_week
from .standing import held_sql, know_standing

PUBLISHED = Path(__file__).with_name("published.py")
_calendars: dict[tuple[int, int], worktime.Calendar] = {}
calendar_rows = Remembered(lambda: list(WorkingCalendar.objects.all()))


def officers(role: str, department_ids: Iterable[int]) -> dict[int, list[int]]:
    """Active holders of `role` by department, looked for up the tree where a department has none."""
    wanted = list(set(department_ids))
    paths = dict(Department.objects.filter(pk__in=wanted).values_list("pk", "path"))
    lines = {
        pk: [int(part) for part in reversed(path.strip("/").split("/")) if part] for pk, path in paths.items()
    }
    above = {ancestor for line in lines.values() for ancestor in line}
    held: dict[int, list[int]] = {}
    rows = Membership.objects.filter(role=role, department_id__in=above, person__is_active=True)
    for department_id, person_id in rows.order_by("pk").values_list("department_id", "person_id"):
        held.setdefault(department_id, []).append(person_id)
    return {pk: next((held[d] for d in line if d in held), []) for pk, line in lines.items()}


_DESKS = """
SELECT d.id, m.role, LENGTH(above.path), m.person_id
FROM org_department d
JOIN org_department above ON above.id = d.id OR (above.path <> '/' AND d.path LIKE above.path || '%%')
JOIN org_membership m ON m.department_id = above.id AND m.role IN ('liaison', 'head')
JOIN org_person p ON p.id = m.person_id AND p.is_active
WHERE d.id IN ({departments})
ORDER BY d.id, CASE m.role WHEN 'liaison' THEN 0 ELSE 1 END, LENGTH(above.path) DESC, m.id
"""


def front_desks(department_ids: Iterable[int]) -> dict[int, list[int]]:
    """Who opens the post of each department: liaison officers, else heads, each looked for up the tree."""
    wanted = sorted(set(department_ids))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_DESKS.format(departments=", ".join(["%s"] * len(wanted))), wanted)
        rows = cursor.fetchall()
    first: dict[int, tuple] = {}
    desks: dict[int, list[int]] = {pk: [] for pk in wanted}
    for pk, role, depth, person_id in rows:
        if first.setdefault(pk, (role, depth)) == (role, depth):
            desks[pk].append(person_id)
    return desks


def stand_ins(person_ids: Iterable[int], at: datetime, scope: str = Scope.ALL) -> dict[int, int]:
    """For each absent person with an active delegate at this instant: the delegate, followed at most three times."""
    rows = Absence.objects.current(at).filter(delegate__is_active=True, scope__in={Scope.ALL, scope})
    direct = dict(rows.order_by("starts_at").values_list("person_id", "delegate_id"))
    found: dict[int, int] = {}
    for person_id in person_ids:
        target, seen = person_id, {person_id}
        while target in direct and direct[target] not in seen and len(seen) < 4:
            target = direct[target]
            seen.add(target)
        if target != person_id:
            found[person_id] = target
    return found


@cache
def published_holidays(country: str, first: int, last: int) -> tuple[frozenset[date], frozenset[date]]:
    """Public holidays and make-up workdays of a country in these years, as the `holidays` library knows them."""
    command = [sys.executable, "-P", str(PUBLISHED), country, str(first), str(last)]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=60)
    off, on = (frozenset(map(date.fromisoformat, days)) for days in json.loads(told.stdout))
    return off, on


def build_calendar(row: WorkingCalendar | None) -> worktime.Calendar:
    """The arithmetic object for a stored calendar; the plain office week where there is none."""
    if row is None:
        row = WorkingCalendar(name="", pk=0, weekly=office_week())
    key = (row.pk, row.version)
    if key not in _calendars:
        year = date.today().year
        known = published_holidays(row.country, year - 6, year + 4) if row.country else ((), ())
        off, on = map(set, known)
        for day in CalendarDay.objects.filter(calendar_id=row.pk):
            (on if day.is_workday else off).add(day.date)
            (off if day.is_workday else on).discard(day.date)
        weekly = tuple(tuple((start, end) for start, end in spans) for spans in row.weekly)
        _calendars[key] = worktime.Calendar(
            zone=row.zone,
            weekly=weekly,
            holidays=frozenset(off),
            workdays=frozenset(on),
            valid_through=row.valid_through,
        )
    return _calendars[key]


def calendars_for(department_ids: Iterable[int]) -> dict[int, worktime.Calendar]:
    """Each department's working calendar: its own, else the default one."""
    rows = {row.pk: row for row in calendar_rows()}
    default = next((row for row in rows.values() if row.is_default), None)
    wanted = Department.objects.filter(pk__in=set(department_ids)).values_list("pk", "calendar_id")
    return {pk: build_calendar(rows.get(calendar_id) or default) for pk, calendar_id in wanted}


def calendar_of(department: Department | None) -> worktime.Calendar:
    """One department's working calendar."""
    rows = calendar_rows()
    own = department.calendar_id if department is not None else None
    chosen = next((row for row in rows if row.pk == own), None) or next(
        (row for row in rows if row.is_default), None
    )
    return build_calendar(chosen)


def forget_calendars() -> None:
    """Calendars have changed; read them anew."""
    _calendars.clear()
    calendar_rows.forget()


def structure_stamp() -> tuple:
    """Changes whenever departments change; for caches of the tree."""
    return tuple(Department.objects.aggregate(Max("pk"), Min("pk"), Sum("version")).values())


def people_by_handle(handles: Iterable[str]) -> dict[str, Person]:
    """Active people by lower-cased handle."""
    wanted = {handle.lower() for handle in handles}
    people = Person.objects.active().annotate(handle=Lower("username")).filter(handle__in=wanted)
    return {person.username.lower(): person for person in people}


@cache
def _of_bearer() -> Statement:
    """Asked by every request of a program: the token's person with their standing."""
    now, before = Blank("now", "timestamptz"), Blank("before", "timestamptz")
    sql = f"""
        SELECT {_person("asking")}, t.id AS token_id, t.may_write AS token_may_write,
               (t.last_used_at IS NULL OR t.last_used_at < %s) AS token_use_is_news, {held_sql()} AS held
        FROM org_apitoken t JOIN org_person asking ON asking.id = t.person_id
        WHERE t.digest = %s AND t.revoked_at IS NULL AND t.expires_at > %s AND asking.is_active
    """
    return Statement(sql, [before, now, now, Blank("digest", "varchar"), now])


@cache
def _of_session() -> Statement:
    """Asked by every page: the session's person with their standing."""
    now = Blank("now", "timestamptz")
    columns = f"{_person('asking')}, {held_sql()} AS held"
    sql = f"SELECT {columns} FROM org_person asking WHERE asking.id = %s AND asking.is_active"
    return Statement(sql, [now, now, Blank("person", "bigint")])


def _person(alias: str) -> str:
    """The columns of a person."""
    columns = [field.column for field in Person._meta.concrete_fields]
    return ", ".join(f"{alias}.{connection.ops.quote_name(str(column))}" for column in columns)


def bearer_of(secret: str, at: datetime) -> tuple[ApiToken | None, bool]:
    """The token with this secret and its person with their standing, unless revoked, expired, or its person disabled.

    Also whether its last use lies more than a minute back.
    """
    instant = connection.ops.adapt_datetimefield_value
    known = {
        "now": instant(at),
        "before": instant(at - timedelta(minutes=1)),
        "digest": ApiToken.digest_of(secret),
    }
    for person in Person.objects.raw(*_of_bearer().asked(known)):
        know_standing(person, person.held)
        token = ApiToken(pk=person.token_id, person=person, may_write=bool(person.token_may_write))
        return token, bool(person.token_use_is_news)
    return None, False


def person_of_session(pk: int, at: datetime) -> Person | None:
    """An active person with their standing, in one statement."""
    known = {"now": connection.ops.adapt_datetimefield_value(at), "person": pk}
    for person in Person.objects.raw(*_of_session().asked(known)):
        know_standing(person, person.held)
        return person
    return None


def people_named(reader, text: str) -> QuerySet[Person]:
    """Active people the reader may see whose name or handle holds the text, by name; everyone where it is empty."""
    rows = Person.objects.visible_to(reader).active().order_by("name", "pk")
    return rows.filter(Q(name__icontains=text) | Q(username__icontains=text)) if text else rows
