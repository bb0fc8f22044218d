"""The ledger as a file: a small one at once, a large one written by a job and found in a list of one's own."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.common.errors import Invalid, NotFound
from collab.common.partials import DialogView, page_actor, wants_part

from .. import actions
from ..export import AT_ONCE, chosen_ids, exported, kept
from ..filters import TaskFilter
from ..jobs import wake_for_exports
from ..models import LedgerExport, Task


class TaskExport(LoginRequiredMixin, View):
    """The whole filtered set as a file, in the reader's language and time zone; large ones are written by a job."""

    def get(self, request: HttpRequest) -> HttpResponse | FileResponse:
        rows, format = self.asked_for()
        few = rows.order_by().values_list("pk", flat=True)[: AT_ONCE + 1]
        if len(few) <= AT_ONCE:
            return exported(rows, format)
        context = {"count": len(chosen_ids(rows)), "format": format, "action": request.get_full_path()}
        return render(request, "tasks/export.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        rows, format = self.asked_for()
        actions.request_export(actor=page_actor(request), ids=chosen_ids(rows), format=format)
        transaction.on_commit(wake_for_exports)
        return redirect("tasks:exports")

    def asked_for(self) -> tuple[QuerySet, str]:
        """The rows in order and the format; Invalid for a filter that cannot be read."""
        params = self.request.GET.copy()
        format = params.pop("format", ["csv"])[-1]
        chosen = TaskFilter(params, self.request.user)
        if not chosen.is_valid():
            raise Invalid(message=" ".join(chosen.problems()))
        rows = chosen.placed(chosen.narrow(Task.objects.visible_to(self.request.user)))
        return chosen.sorting.sort(rows), format


class TaskExports(LoginRequiredMixin, View):
    """One's own files and how far they are."""

    def get(self, request: HttpRequest) -> HttpResponse:
        files = list(LedgerExport.objects.visible_to(request.user).defer("ids"))
        context = {"files": files, "unfinished": any(not one.is_over for one in files)}
        template = "tasks/_exports.html" if wants_part(request) else "tasks/exports.html"
        return render(request, template, context)


def own_export(request: HttpRequest, pk: int) -> LedgerExport:
    """The reader's own file, or NotFound."""
    found = LedgerExport.objects.visible_to(request.user).defer("ids").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


class ExportFile(LoginRequiredMixin, View):
    """Take a file away; Conflict while it is not ready."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        return kept(own_export(request, pk))


class DiscardExport(DialogView):
    """Drop a file before its day is over."""

    title, danger = _("Remove this file"), True

    def prepare(self) -> None:
        self.export = own_export(self.request, self.kwargs["pk"])
        self.text = self.export.name

    def carry_out(self, form) -> None:
        actions.discard_export(export=self.export, actor=page_actor(self.request))

    def topics(self) -> list[str]:
        return ["exports"]

    def home(self) -> str:
        return reverse("tasks:exports")
