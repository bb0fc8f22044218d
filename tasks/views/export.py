"""The ledger as a file: a small one at once, a large one written by a job."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from collab.common.errors import Invalid
from collab.files.views import made_for

from ..export import AT_ONCE, asked_of_job, chosen_ids, exported
from ..filters import TaskFilter
from ..models import Task


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
        return made_for(request, **asked_of_job(chosen_ids(rows), format))

    def asked_for(self) -> tuple[QuerySet, str]:
        """The rows in order and the format; Invalid for a filter that cannot be read."""
        params = self.request.GET.copy()
        format = params.pop("format", ["csv"])[-1]
        chosen = TaskFilter(params, self.request.user)
        if not chosen.is_valid():
            raise Invalid(message=" ".join(chosen.problems()))
        rows = chosen.placed(chosen.narrow(Task.objects.visible_to(self.request.user)))
        return chosen.sorting.sort(rows), format
