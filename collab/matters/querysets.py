"""Sets of matters: the audience rule, adjectives, and the lock every change begins with."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any, Self

from django.db import models
from django.db.models import Expression, Func, Q

from collab.common.errors import NotFound, StaleVersion
from collab.common.questions import Ids, Question
from collab.org.standing import Standing, standing_of


class Audience(Func):
    """The one rule for who may read a matter, as one condition on Matter in SQL.

    Organisation: everyone. Departments: members of the home department and of departments that are
    party, and every party. Parties only: the people named, and the officers of departments named
    (coordinators, where their own office is named). Coordinators read all but what is kept to its
    parties. Parties are looked up row by row (the offset keeps PostgreSQL from gathering them all
    first) and last, so the cost does not grow with the table. The id they are looked up by is the
    spine's own, beside its visibility: a kind's pointer to it would bind the rule to the kind's
    table, and PostgreSQL would join all rows of the kind before it asks.
    """

    conditional = True
    output_field = models.BooleanField()
    arity = 4

    def __init__(self, *columns, me=(), people=(), departments=(), offices=(), coordinates: bool = False):
        super().__init__(*columns)
        self.me, self.people, self.coordinates = me, people, coordinates
        self.departments, self.offices = departments, offices

    def as_sql(self, compiler, connection, **extra: Any) -> tuple[str, list]:
        visibility, owner, author, home = (
            compiler.compile(column)[0] for column in self.get_source_expressions()
        )
        within = partial(_within, compiler)
        spine = f"{visibility.rpartition('.')[0]}.{connection.ops.quote_name('id')}"
        parts = [f"{visibility} = %s"]
        values: list = ["organisation"]
        if self.coordinates:
            parts.append(f"{visibility} = %s")
            values.append("departments")
        own, own_values = within({author: self.me, owner: self.people})
        parts, values = [*parts, own], [*values, *own_values]
        if self.departments and not self.coordinates:
            shared, shared_values = within({home: self.departments})
            if others := _without(self.departments, self.offices):
                held, held_values = within({"held.department_id": others})
                shared, shared_values = f"{shared} OR {_party(spine, held)}", [*shared_values, *held_values]
            parts.append(f"({visibility} = %s AND ({shared}))")
            values += ["departments", *shared_values]
        named, named_values = within({"held.person_id": self.people, "held.department_id": self.offices})
        return f"({' OR '.join([*parts, _party(spine, named)])})", [*values, *named_values]


def _within(compiler, wanted: dict[str, "Sequence[int] | Expression"]) -> tuple[str, list]:
    """Whether one of these columns is among its ids, which may be known only when the statement is asked."""
    parts, values = [], []
    for column, ids in wanted.items():
        if isinstance(ids, Expression):
            sql, given = compiler.compile(ids)
            parts.append(f"{column} IN {sql}")
            values += given
        elif ids:
            parts.append(f"{column} IN ({', '.join(['%s'] * len(ids))})")
            values += ids
    return " OR ".join(parts), values


def _without(ids: "Sequence[int] | Expression", others: "Sequence[int] | Expression"):
    if isinstance(ids, Expression) or isinstance(others, Expression):
        return ids
    return [pk for pk in ids if pk not in others]


def _party(pk: str, condition: str) -> str:
    rows = f"SELECT 1 FROM matters_party held WHERE held.matter_id = {pk} AND ({condition})"
    return f"EXISTS ({rows} LIMIT 1 OFFSET 0)"


def audience(standing: Standing, prefix: str = "") -> Q | Audience:
    """What this standing may read, as a condition for filter(); `prefix` leads to the matter, as "matter__" does."""
    if standing.is_superuser:
        return Q()
    return Audience(
        *(prefix + column for column in ("visibility", "owner", "created_by", "department")),
        me=(standing.person_id,),
        people=tuple(sorted(standing.person_ids)),
        departments=tuple(sorted(standing.department_ids)),
        offices=tuple(sorted(standing.desks)),
        coordinates=standing.is_coordinator,
    )


@cache
def _locking(model: type[models.Model]) -> tuple[list[str], Question]:
    """The columns of a kind, and the question that reads them and locks the row meanwhile, the spine's with it."""
    columns = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.select_for_update().filter(pk__in=Ids("wanted")).order_by()
    return columns, Question(lambda: rows.values_list(*columns))


class MatterQuerySet(models.QuerySet):
    """`visible_to` is the only way from a request to rows."""

    def visible_to(self, person) -> "MatterQuerySet":
        """What this person may read; nothing for people who are signed out or disabled."""
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        rows = self.filter(kind=self.model.own_kind) if self.model.own_kind else self  # type: ignore[attr-defined]
        return rows.filter(audience(standing_of(person)))

    def get_visible(self, person, pk: int) -> Any:
        """The row, or NotFound where it is missing or outside the person's audience."""
        row = self.visible_to(person).filter(pk=pk).first()
        if row is None:
            raise NotFound
        return row

    def lock(self, pk: int, version: int | None = None):
        """The row, locked for change. StaleVersion if it is no longer at `version`; None skips the check (jobs)."""
        row = self._joined(pk) if self.query.select_related or self.query.where else self._alone(pk)
        if row is None:
            raise NotFound
        if version is not None and row.version != version:  # type: ignore[attr-defined]
            raise StaleVersion(version=row.version)  # type: ignore[attr-defined]
        row.remember()  # type: ignore[attr-defined]
        return row

    def _alone(self, pk: int) -> Any:
        """One row as every change reads it."""
        columns, question = _locking(self.model)
        for values in question.ask(wanted=[pk]):
            return self.model.from_db(self.db, columns, values)
        return None

    def _joined(self, pk: int) -> Any:
        """One row of a set that is narrowed or joined with others, which are not locked."""
        own = ("self",) if self.model._meta.pk.remote_field is None else ("self", "matter_ptr")
        return self.select_for_update(of=own).filter(pk=pk).first()

    def open(self) -> "MatterQuerySet":
        return self.filter(is_open=True)

    def overdue(self, now: datetime) -> "MatterQuerySet":
        return self.filter(is_open=True, due_at__lt=now)

    def with_card(self) -> "MatterQuerySet":
        """With what a card or a row shows."""
        return self.select_related("department", "owner").defer("extra", "department__extra", "owner__extra")

    def numbered(self, prefix: str, serial: int) -> "MatterQuerySet":
        """Matters with the number people say aloud."""
        from .models.matter import PREFIXES

        kinds = [kind for kind, letter in PREFIXES.items() if letter == prefix.upper()]
        return self.filter(kind__in=kinds, serial=serial)


class HangingQuerySet(models.QuerySet):
    """Rows that hang on a matter are seen by whoever sees the matter, which stands at the end of `way`."""

    way = "matter__"

    def visible_to(self, person) -> Self:
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        return self.filter(audience(standing_of(person), self.way))
