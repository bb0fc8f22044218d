"""Dialogs of a plan: its period, and a shift that shows what moves before it moves."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from collab.common.errors import Refusal
from collab.common.partials import show_refusal
from collab.matters.views.common import MatterDialog
from collab.matters.views.parts import VersionedDialog

from ..actions import edit_plan, shift_task
from ..models import Plan, Task
from ..plans.forms import PeriodForm, ShiftForm
from ..plans.selectors import tasks_of
from ..plans.shifting import Preview, preview_shift


class PlanDialog(MatterDialog):
    """A dialog about one plan."""

    def prepare(self) -> None:
        rows = Plan.objects.select_related("department", "owner")
        self.matter = rows.get_visible(self.request.user, self.kwargs["pk"])
        self.number = self.matter.number


class EditPeriod(PlanDialog, VersionedDialog):
    """Change its period or owner; a stale form shows both."""

    title, form_class = _("Period and owner"), PeriodForm

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.matter, name) for name in ("starts_on", "ends_on", "owner")}

    def form(self, data=None) -> forms.Form:
        initial = self.initial() | {"version": self.matter.version}
        return PeriodForm(data, initial=initial, auto_id="dialog_%s").offer_to(self.request.user)

    def carry_out(self, form: forms.Form) -> None:
        edit_plan(plan=self.matter, actor=self.actor, **form.cleaned_data)


class ShiftDialog(PlanDialog):
    """Sent once it shows what would move; sent again with that preview's stamp it moves."""

    template = "tasks/_shift_dialog.html"
    title, submit_label = _("Shift a task"), _("Show what moves")
    preview: Preview | None = None

    def form(self, data=None) -> ShiftForm:
        form = ShiftForm(data, initial={"version": self.matter.version}, auto_id="dialog_%s")
        ids = [task.pk for task in tasks_of([self.matter.pk]) if task.is_open]
        seen = Task.objects.visible_to(self.request.user).in_bulk(ids)
        fields: dict[str, Any] = form.fields
        fields["task"].choices = [(str(pk), str(seen[pk])) for pk in ids if pk in seen]
        return form

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.prepare()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        given = form.cleaned_data
        try:
            self.preview = self.foreseen(given)
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(form, status=refusal.status)
        if given["stamp"] and given["stamp"] == self.preview.stamp:
            return super().post(request, **kwargs)
        fresh = request.POST.copy()
        fresh["stamp"], fresh["version"] = self.preview.stamp, str(self.matter.version)
        self.submit_label = _("Shift")
        return self.show(self.form(fresh))

    def foreseen(self, given: dict[str, Any]) -> Preview:
        task = Task.objects.get_visible(self.request.user, int(given["task"]))
        return preview_shift(self.matter, task, given["days"], self.actor)

    def carry_out(self, form: forms.Form) -> None:
        given = form.cleaned_data
        task = Task.objects.get_visible(self.request.user, int(given["task"]))
        done = shift_task(plan=self.matter, actor=self.actor, **given | {"task": task})
        count = {how: sum(1 for move in done.moves if move.how == how) for how in ("move", "ask", "left")}
        self.said = _("%(move)d moved, %(ask)d extensions asked for, %(left)d left where they are.") % count

    def topics(self):
        moved = self.preview.moves if self.preview else []
        return [*super().topics(), *(f"matter.{move.task.pk}" for move in moved)]

    def more(self) -> dict[str, Any]:
        if self.preview is None:
            return {}
        moves = [move for move in self.preview.moves if move.task.pk in self.preview.seen]
        return {"moves": moves, "hidden": len(self.preview.moves) - len(moves)}
