"""Tasks as a list and as a board, behind one filter bar that lives in the address."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, NotFound
from collab.common.memo import Remembered
from collab.deadlines.policies import can_request_extension
from collab.matters.doings import Doing, doings_of
from collab.matters.models import Kind, Label
from collab.matters.policies import can_edit, roles_held
from collab.matters.rows import CARD, Card, live_triggers, rows_of
from collab.matters.views.doing import DoingDialog
from collab.matters.views.lists import FilteredView, beside
from collab.org.models import Person
from collab.org.selectors import structure_stamp
from collab.org.standing import standing_of

from ..filters import TASKS, TaskFilter
from ..models import Task
from ..policies import can_edit_draft

PAGE, CARDS, DONE, OPTIONS = 50, 100, 20, 2000
LATELY = timedelta(days=30)
CODED = {
    *("department", "part", "status", "light", "due", "source", "state", "order", "receipt", "group"),
    *("co_department", "priority", "extended", "late", "stale_days"),
}
BOARD = (*CARD, "is_light")
offered_stamp = Remembered(lambda: (structure_stamp(), *Label.objects.values_list("pk", "name")))
LAYOUTS = (
    ("list", gettext_lazy("List"), "list"),
    ("board", gettext_lazy("Board"), "layout-kanban"),
    ("calendar", gettext_lazy("Calendar"), "calendar"),
    ("ledger", gettext_lazy("Ledger"), "table"),
    ("timeline", gettext_lazy("Timeline"), "timeline"),
)
COLUMNS = {
    "draft": ("draft",),
    "issued": ("issued", "return_requested"),
    "accepted": ("accepted",),
    "in_progress": ("in_progress", "sent_back"),
    "blocked": ("blocked",),
    "submitted": ("submitted",),
    "verification": ("verification",),
    "completed": ("completed",),
}
COLUMN_OF = {status: column for column, statuses in COLUMNS.items() for status in statuses}


class TaskView(FilteredView):
    """A layout of tasks: the same bar over each, the same views beside it."""

    listing = TASKS

    def bar(self) -> TaskFilter:
        return TaskFilter(self.request.GET, self.request.user)

    def around(self, chosen: TaskFilter, broken: bool) -> dict[str, Any]:
        """Chips, ready-made views and the other layouts' addresses."""
        query = "" if broken else chosen.query()
        return super().around(chosen, broken) | {
            "chips": [] if broken else chosen.chips(),
            "layout": self.layout,
            "views": _views(self.request),
            "layouts": [
                {"code": code, "label": label, "icon": icon, "url": TASKS.address(code, query)}
                for code, label, icon in LAYOUTS
            ],
            "bar_stamp": None if broken else self.bar_stamp(),
        }

    def bar_stamp(self) -> tuple | None:
        """What the filter bar shows follows from this; None where it names people or what they typed."""
        params = self.request.GET
        if params.keys() - CODED or any(len(value) > 24 for value in params.values()):
            return None
        return (self.request.path, *sorted(params.items()), offered_stamp())


def _views(request: HttpRequest) -> list[dict[str, Any]]:
    """The questions people ask most."""
    ready = [
        (TASKS.bare, _("All open")),
        ("person=me", _("Mine")),
        ("person=me&part=supervisor", _("I supervise")),
        ("light=red", _("Overdue")),
        ("due=week", _("Due within 7 days")),
        ("state=closed&order=updated", _("Finished")),
    ]
    here = request.META.get("QUERY_STRING", "") or TASKS.bare
    return [
        {"label": label, "url": f"{request.path}?{query}", "active": here == query} for query, label in ready
    ]


class TaskList(TaskView):
    """Rows, fifty at a time; the bare address opens one's default view."""

    template, part = "tasks/list.html", "tasks/_list.html"

    def found(self, chosen: TaskFilter) -> dict[str, Any]:
        tasks = chosen.narrow(Task.objects.visible_to(self.request.user))
        page = chosen.sorting.page(chosen.placed(tasks), self.request.GET.get("cursor", ""), PAGE, CARD)
        rows = marked([Card(*values) for values in page.rows], self.request.user)
        topics = ["me", *(row["topic"] for row in rows)]
        return {"rows": rows, "triggers": live_triggers(topics)} | beside(page, chosen)

    def nothing(self) -> dict[str, Any]:
        return {"rows": [], "triggers": live_triggers(["me"])}


def marked(cards: Sequence[Card], person: Any) -> list[dict[str, Any]]:
    """Rows with their labels, and what of them this person may change in place."""
    actor, standing = Actor(person, "page"), standing_of(person)
    held = {} if standing.is_coordinator else roles_held(standing, [card.pk for card in cards])
    labels: dict[int, tuple[str, ...]] = {}
    worn = Label.matters.through.objects.filter(matter__in=[card.pk for card in cards]).order_by(
        "label__name"
    )
    for task_id, name in worn.values_list("matter_id", "label__name"):
        labels[task_id] = (*labels.get(task_id, ()), name)
    rows = rows_of(cards)
    task: Any
    for task, row in zip(cards, rows, strict=True):
        roles = held.get(task.pk, set())
        row["labels"] = labels.get(task.pk, ())
        row["may_label"] = can_edit(actor, task, roles)
        row["may_edit"] = can_edit_draft(actor, task, roles) if task.status == "draft" else row["may_label"]
        row["may_ask"] = can_request_extension(actor, task, roles)
    return rows


class TaskBoard(TaskView):
    """Cards by status; a card moves by the doing that leads to the column."""

    template, part, layout = "tasks/board.html", "tasks/_board.html", "board"

    def found(self, chosen: TaskFilter) -> dict[str, Any]:
        cards = Task.objects.visible_to(self.request.user).filter(status__in=COLUMN_OF)
        tasks = chosen.narrow(cards, every_state=True)
        found = chosen.sorting.page(chosen.placed(tasks.filter(is_open=True)), "", CARDS, BOARD).rows
        full = len(found) == CARDS
        lately = tasks.filter(is_open=False, updated_at__gte=clock.now() - LATELY)
        found += lately.order_by("-updated_at", "-pk").values_list(*BOARD)[:DONE]
        rows = rows_of(Card(*values) for *values, _is_light in found)
        for row, values in zip(rows, found, strict=True):
            row["moves"] = moves_from(row["status"], values[-1])
        topics = ["me", *(row["topic"] for row in rows)]
        return {"columns": columns_of(rows), "triggers": live_triggers(topics), "full": full, "cards": CARDS}

    def nothing(self) -> dict[str, Any]:
        return {"columns": columns_of([]), "triggers": live_triggers(["me"])}


def columns_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The board's columns with their cards."""
    cards: dict[str, list[dict[str, Any]]] = {column: [] for column in COLUMNS}
    for row in rows:
        cards[COLUMN_OF[row["status"]]].append(row)
    return [
        {
            "code": column,
            "label": Task.machine.label(column),
            "cards": held,
            "drop_url": f"/tasks/{{id}}/to/{column}/",
        }
        for column, held in cards.items()
    ]


@cache
def moves_from(status: str, is_light: bool) -> str:
    """The columns that such a card may be dropped on; who may, is asked there."""
    found = {COLUMN_OF[step.target] for _doing, step in leading(Task(status=status, is_light=is_light))}
    return " ".join(sorted(found - {COLUMN_OF[status]}))


def leading(task: Task) -> list[tuple[Doing, Any]]:
    """Doings that take the task from its state to another column, in the order declared."""
    found = []
    for doing in doings_of(Kind.TASK).values():
        step = Task.machine.steps.get(doing.step or doing.name.replace("-", "_"))
        if step is None or task.status not in step.sources or step.target not in COLUMN_OF:
            continue
        if doing.step is None or doing.suits(task):
            found.append((doing, step))
    return found


class MoveDialog(DoingDialog):
    """The dialog of the doing that leads to a column of the board; it is sent to the doing's own door."""

    def prepare(self) -> None:
        task = Task.objects.get_visible(self.request.user, self.kwargs["pk"])
        column = self.kwargs["column"]
        doings = [doing for doing, step in leading(task) if COLUMN_OF[step.target] == column]
        if not doings:
            if column not in COLUMNS:
                raise NotFound
            raise Conflict(_("No step leads there from the present state."), code="no_such_step")
        mine = [doing for doing in doings if doing.may(self.actor, task)]
        self.kwargs["name"] = (mine or doings)[0].name
        super().prepare()
        self.action = reverse("matters:doing", args=[task.pk, self.doing.name])


class PeopleOptions(LoginRequiredMixin, View):
    """Names for the filter bar's person field, fetched when it is first used."""

    def get(self, request: HttpRequest) -> HttpResponse:
        people = (
            Person.objects.visible_to(request.user).active().order_by("name").values_list("username", "name")
        )
        return render(request, "tasks/_people_options.html", {"people": people[:OPTIONS]})
