"""The orders in which tasks can be listed, by the word in the address; a leading minus turns one round."""

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from collab.common.keyset import Order
from collab.matters.models import Light

from .states import STATES

FIRST = {
    "": (_("Due first"), Order("due_at")),
    "updated": (_("Latest change"), Order("updated_at", descending=True)),
    "newest": (_("Newest"), Order("created_at", descending=True)),
    "priority": (_("Priority"), Order("priority", descending=True)),
}
COLUMNS = {
    "number": (_("Number"), Order("serial")),
    "title": (_("Title"), Order("title", text=True)),
    "source": (_("Source"), Order("source", text=True)),
    "lead": (_("Lead department"), Order("department__name", text=True)),
    "responsible": (_("Responsible"), Order("owner__name", text=True)),
    "issued": (_("Issued"), Order("issued_at")),
    "original": (_("Original due"), Order("original_due_at")),
    "due": (_("Due"), Order("due_at")),
    "light": (_("Light"), Order("light_rank")),
    "status": (_("Status"), Order("status_rank")),
    "progress": (_("Last progress"), Order("last_report_at")),
}
RANKS: dict[str, tuple[str, list[str]]] = {
    "light_rank": ("light", [Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN, Light.NONE]),
    "status_rank": ("status", [state.code for state in STATES]),
}


def _turned(order: Order) -> Order:
    return Order(order.column, True, order.text)


ORDERS = FIRST | COLUMNS | {f"-{code}": (label, _turned(order)) for code, (label, order) in COLUMNS.items()}


def ranked(rows: QuerySet, order: Order) -> QuerySet:
    """The rows with the rank they are to be ordered by, where the order is by one."""
    if order.column not in RANKS:
        return rows
    column, values = RANKS[order.column]
    whens = [When(**{column: value}, then=Value(at)) for at, value in enumerate(values)]
    return rows.annotate(
        **{order.column: Case(*whens, default=Value(len(values)), output_field=IntegerField())}
    )
