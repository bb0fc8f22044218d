"""Tasks as a list and as a board, behind one filter bar that lives in the address."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views import View

from collab.common import clock
from collab.common.errors import Conflict, NotFound
from collab.common.keyset import BadCursor, Page
from collab.common.memo import Remembered
from collab.common.partials import wants_part
from collab.matters.doings import Doing, doings_of
from collab.matters.models import Kind
from collab.matters.rows import Calendars, live_triggers, row_of, rows_of
from collab.matters.views.doing import DoingDialog
from collab.org.models import Person
from collab.org.selectors import structure_stamp

from ..filters import TaskFilter
from ..models import Task

PAGE, CARDS, OPTIONS = 50, 100, 2000
CODED = {"department", "part", "status", "light", "due", "source", "state", "order"}
departments_stamp = Remembered(structure_stamp)
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


class FilteredView(LoginRequiredMixin, View):
    """Reads the filter bar; an unknown filter or value is answered by 400 and a sentence that names it."""

    template: str
    part: str
    layout: str

    def found(self, chosen: TaskFilter) -> dict[str, Any]:
        raise NotImplementedError

    def nothing(self) -> dict[str, Any]:
        """What is shown where the filter cannot be read."""
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = TaskFilter(request.GET, request.user)
        problems = [] if chosen.is_valid() else chosen.problems()
        context: dict[str, Any] = {}
        if not problems:
            try:
                context = self.found(chosen)
            except BadCursor:
                problems = [_("This place in the list is not there any more. Begin at the first page.")]
        if problems:
            context = self.nothing()
        context |= {
            "form": chosen,
            "problems": problems,
            "address": request.get_full_path(),
            "layout": self.layout,
        }
        if not wants_part(request):
            context |= self.around(chosen, bool(problems))
        template = self.part if wants_part(request) else self.template
        answer = render(request, template, context, status=400 if problems else 200)
        patch_vary_headers(answer, ["HX-Request"])
        return answer

    def around(self, chosen: TaskFilter, broken: bool) -> dict[str, Any]:
        """Chips, ready-made views and the other layout's address."""
        query = "" if broken else chosen.query()
        return {
            "chips": [] if broken else chosen.chips(),
            "views": _views(self.request),
            "list_url": f"{reverse('tasks:list')}?{query}",
            "board_url": f"{reverse('tasks:board')}?{query}",
            "timeline_url": f"{reverse('tasks:timeline')}?{query}",
            "bar_stamp": None if broken else self.bar_stamp(),
        }

    def bar_stamp(self) -> tuple | None:
        """What the filter bar shows follows from this; None where it names people or what they typed."""
        params = self.request.GET
        if params.keys() - CODED or any(len(value) > 24 for value in params.values()):
            return None
        return (self.request.path, *sorted(params.items()), departments_stamp())


def _views(request: HttpRequest) -> list[dict[str, Any]]:
    """The questions people ask most."""
    ready = [
        ("", _("All open")),
        ("person=me", _("Mine")),
        ("person=me&part=supervisor", _("I supervise")),
        ("light=red", _("Overdue")),
        ("due=week", _("Due within 7 days")),
        ("state=closed&order=updated", _("Finished")),
    ]
    here = request.META.get("QUERY_STRING", "")
    return [
        {"label": label, "url": f"{request.path}?{query}", "active": here == query} for query, label in ready
    ]


class TaskList(FilteredView):
    """Rows, fifty at a time."""

    template, part, layout = "tasks/list.html", "tasks/_list.html", "list"

    def found(self, chosen: TaskFilter) -> dict[str, Any]:
        tasks = chosen.narrow(Task.objects.visible_to(self.request.user).with_card())
        page = chosen.sorting.page(tasks, self.request.GET.get("cursor", ""), PAGE)
        topics = ["me", *(f"matter.{task.pk}" for task in page.rows)]
        return {"rows": rows_of(page.rows), "triggers": live_triggers(topics)} | _beside(page, chosen)

    def nothing(self) -> dict[str, Any]:
        return {"rows": [], "triggers": live_triggers(["me"])}


def _beside(page: Page, chosen: TaskFilter) -> dict[str, str]:
    return {
        "previous": "?" + chosen.query(cursor=page.previous) if page.previous else "",
        "next": "?" + chosen.query(cursor=page.next) if page.next else "",
    }


class TaskBoard(FilteredView):
    """Cards by status; a card moves by the doing that leads to the column."""

    template, part, layout = "tasks/board.html", "tasks/_board.html", "board"

    def found(self, chosen: TaskFilter) -> dict[str, Any]:
        tasks = Task.objects.visible_to(self.request.user).with_card().filter(status__in=COLUMN_OF)
        found = chosen.sorting.page(chosen.narrow(tasks, every_state=True), "", CARDS).rows
        topics = ["me", *(f"matter.{task.pk}" for task in found)]
        full = len(found) == CARDS
        return {"columns": columns_of(found), "triggers": live_triggers(topics), "full": full, "cards": CARDS}

    def nothing(self) -> dict[str, Any]:
        return {"columns": columns_of([]), "triggers": live_triggers(["me"])}


def columns_of(tasks: list[Task]) -> list[dict[str, Any]]:
    """The board's columns with their cards."""
    now, calendars = clock.now(), Calendars()
    cards: dict[str, list[dict[str, Any]]] = {column: [] for column in COLUMNS}
    for task in tasks:
        column = COLUMN_OF[task.status]
        moves = {COLUMN_OF[step.target] for _doing, step in leading(task)} - {column}
        cards[column].append(row_of(task, calendars, now) | {"moves": " ".join(sorted(moves))})
    return [
        {
            "code": column,
            "label": Task.machine.label(column),
            "cards": held,
            "drop_url": f"/tasks/{{id}}/to/{column}/",
        }
        for column, held in cards.items()
    ]


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
