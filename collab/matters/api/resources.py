"""Matters of all kinds, and the base that each kind's own resource extends."""

import zlib
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpResponse
from rest_framework.decorators import action

from collab.activity.selectors import head_sql, journal_head
from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.common.keyset import Order
from collab.org.models import Person
from collab.org.standing import standing_of

from .. import search
from ..actions import edit_matter
from ..chain import Chain, chain_of
from ..doings import offers
from ..forms import WordsForm
from ..models import Kind, Light, Matter, Party, Priority, Visibility
from ..models.matter import class_of, known_kinds, machine_of
from ..policies import parties_of
from . import described, shapes

PRIORITY_CODES = {"normal": Priority.NORMAL, "high": Priority.HIGH, "urgent": Priority.URGENT}


def _statuses() -> list[str]:
    return sorted({code for kind in known_kinds() for code in machine_of(kind).states})


def _party(rows: QuerySet, value: int, person: Person) -> QuerySet:
    return rows.filter(Q(owner=value) | Q(pk__in=Party.objects.filter(person=value).values("matter")))


def _mine(rows: QuerySet, value: bool, person: Person) -> QuerySet:
    mine = _party(rows, person.pk, person)
    return mine if value else rows.exclude(pk__in=mine.values("pk"))


SPINE_FILTERS = {
    "q": Filter("text", apply=lambda rows, value, person: search.matching(rows, value), help="Full text."),
    "status": Filter("choices", "status__in", choices=_statuses),
    "open": Filter("bool", "is_open"),
    "blocked": Filter("bool", "is_blocked"),
    "light": Filter("choices", "light__in", choices=lambda: list(Light.values)),
    "priority": Filter(
        "choices",
        choices=lambda: list(PRIORITY_CODES),
        apply=lambda rows, value, person: rows.filter(priority__in=[PRIORITY_CODES[code] for code in value]),
    ),
    "department": Filter("ids", "department__in"),
    "owner": Filter("int", "owner"),
    "party": Filter("int", apply=_party, help="Owner or party, by person id."),
    "mine": Filter("bool", apply=_mine),
    "label": Filter("text", "labels__name"),
    "visibility": Filter("choices", "visibility__in", choices=lambda: list(Visibility.values)),
    "due_before": Filter("instant", "due_at__lt"),
    "due_after": Filter("instant", "due_at__gte"),
    "updated_since": Filter("instant", "updated_at__gte"),
    "done_late": Filter("bool", "done_late"),
}
ORDERS = {
    "-updated_at": Order("updated_at", True),
    "updated_at": Order("updated_at"),
    "due_at": Order("due_at"),
    "-due_at": Order("due_at", True),
    "id": Order("id"),
    "-id": Order("id", True),
}


class SpineResource(Resource):
    """What every kind of matter answers: lists, one with its parties and allowed actions, its words, its chain."""

    filters: ClassVar = SPINE_FILTERS
    orders: ClassVar = ORDERS
    default_order: ClassVar[str] = "-updated_at"
    columns: ClassVar[tuple[str, ...]] = shapes.COLUMNS
    model: ClassVar[type[Matter]] = Matter
    change_form = WordsForm

    def rows(self) -> QuerySet:
        return self.model.objects.visible_to(self.request.user)

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row)

    def described(self, *, whole: bool = False) -> dict[str, Any]:
        """The spine, and the columns that are this kind's own."""
        own = [name for name in self.columns if name not in shapes.COLUMNS]
        return described.whole(self.model, own) if whole else described.row(self.model, own)

    def page_rows(self, rows: QuerySet) -> QuerySet:
        return rows.annotate(head=RawSQL(head_sql(), [])).values(*self.columns, "head")

    def page_tag(self, rows: list[dict]) -> str:
        """The list's tag: who reads what, as of the newest journal entry."""
        return self._tag(rows[0]["head"]) if rows else ""

    def held_tag(self) -> str:
        """The tag a fresh list would have, in one small statement."""
        return self._tag(journal_head())

    def _tag(self, head: int | str) -> str:
        stated = (standing_of(self.request.user).stamp, self.request.get_full_path())
        return f'W/"{zlib.crc32(repr(stated).encode()):08x}-{head}"'

    def find(self, pk: str, rows: QuerySet | None = None) -> Any:
        """The row inside the reader's audience, as the model of its own kind, with what is shown of it."""
        loaded = ("department", "owner")
        row = super().find(pk, (self.rows() if rows is None else rows).select_related(*loaded))
        if type(row) is not Matter or row.kind not in known_kinds():
            return row
        return class_of(row.kind)._default_manager.select_related(*loaded).get(pk=row.pk)

    def find_bare(self, pk: str) -> Any:
        return super().find(pk)

    def version_of(self, pk: str) -> int | None:
        rows = Matter.objects.visible_to(self.request.user).filter(pk=pk)
        return rows.order_by().values_list("version", flat=True).first()

    def whole(self, row: Matter) -> dict[str, Any]:
        return shapes.spine(row) | {
            "parties": [shapes.party(party) for party in parties_of(row)],
            "allowed_actions": [
                {
                    "name": offer.doing.name,
                    "label": str(offer.doing.label),
                    "fields": [
                        {
                            "name": ask.name,
                            "kind": ask.kind,
                            "required": ask.required,
                            "label": str(ask.label),
                        }
                        for ask in offer.doing.asks
                        if ask.is_asked(row, self.request.user)
                    ],
                }
                for offer in offers(row, self.request.user)
                if offer.allowed
            ],
        }

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Change title, description or priority."""
        row, version = self.find(pk), if_match(request)
        sent = body_of(request)
        changes = check_body(WordsForm(sent), sent, partial=True)
        if "priority" in changes:
            changes["priority"] = PRIORITY_CODES[changes["priority"]]
        edit_matter(matter=row, actor=self.actor, version=version, **changes)
        return self.answer(self.find(pk))

    @action(detail=True, methods=["get"])
    def chain(self, request, pk: str) -> HttpResponse:
        """The graph up and down with its open ends; placeholders where the reader may not look."""
        found = chain_of(self.find(pk), request.user)
        return HttpResponse(as_json(_graph(found)), content_type="application/json")


def _graph(chain: Chain) -> dict[str, Any]:
    """Placeholders keep no id: they are numbered within this answer."""
    names = {
        key: node.matter.number if node.matter else f"hidden-{i}"
        for i, (key, node) in enumerate(chain.nodes.items())
    }
    return {
        "start": names[chain.start],
        "nodes": [
            shapes.stub(node.matter)
            | {"key": names[key], "step": node.step, "open_ends": [str(text) for text in node.open_ends]}
            for key, node in chain.nodes.items()
        ],
        "edges": [
            {"source": names[edge.source], "target": names[edge.target], "kind": edge.kind}
            for edge in chain.edges
        ],
        "open_ends": [names[node.key] for node in chain.open_ends],
        "truncated": chain.truncated,
    }


class MatterResource(SpineResource):
    """Matters of every kind in one list; each kind's own resource has its actions."""

    filters: ClassVar = SPINE_FILTERS | {
        "kind": Filter("choices", "kind__in", choices=lambda: list(Kind.values))
    }
