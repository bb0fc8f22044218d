"""Dialogs in which a task is made to wait for another, or no longer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.common.errors import NotFound
from collab.common.partials import DialogView, page_actor
from collab.matters.rows import url_of
from collab.matters.views.common import MatterDialog

from ..actions import add_dependency, remove_dependency
from ..models import Dependency, LagUnit, LinkType, Task
from ..plans.selectors import task_numbered


class DependencyForm(forms.Form):
    """What the task waits for, and how."""

    predecessor = forms.CharField(label=_("Waits for (number)"), max_length=20, help_text=_("Such as T-12."))
    kind = forms.ChoiceField(label=_("How"), choices=LinkType.choices, initial=LinkType.FINISH_START)
    lag = forms.IntegerField(
        label=_("Lag"),
        required=False,
        initial=0,
        help_text=_("Working time in between; negative to overlap."),
    )
    lag_unit = forms.ChoiceField(label=_("Unit"), choices=LagUnit.choices, initial=LagUnit.DAYS)


class AddDependency(MatterDialog):
    """Let this task wait for another the reader sees."""

    title, submit_label = _("Waits for another task"), _("Add")

    def prepare(self) -> None:
        self.matter = Task.objects.with_card().get_visible(self.request.user, self.kwargs["pk"])
        self.number, self.text = self.matter.number, self.matter.title

    def form(self, data=None) -> DependencyForm:
        return DependencyForm(data, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        given: dict[str, Any] = form.cleaned_data | {"lag": form.cleaned_data["lag"] or 0}
        given["predecessor"] = task_numbered(self.request.user, given["predecessor"], "predecessor")
        add_dependency(successor=self.matter, actor=self.actor, **given)


class RemoveDependency(DialogView):
    """Let a task wait no longer."""

    title, danger, submit_label = _("Remove dependency"), True, _("Remove")

    def prepare(self) -> None:
        rows = Dependency.objects.visible_to(self.request.user).select_related("successor", "predecessor")
        row = rows.filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise NotFound
        self.dependency = row
        ids = [row.successor_id, row.predecessor_id]
        self.seen = list(Task.objects.visible_to(self.request.user).filter(pk__in=ids))
        self.text = " · ".join(str(task) for task in self.seen)

    def carry_out(self, form: forms.Form) -> None:
        remove_dependency(dependency=self.dependency, actor=page_actor(self.request))

    def topics(self):
        return [f"matter.{self.dependency.successor_id}", f"matter.{self.dependency.predecessor_id}"]

    def home(self) -> str:
        return url_of(self.seen[0])
