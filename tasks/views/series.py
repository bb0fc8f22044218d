"""Series of recurring tasks: the list, and the dialogs that change, pause, resume and end one."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.common.actor import Actor
from collab.common.errors import NotFound
from collab.common.partials import DialogView, page_actor
from collab.org.recurrence import rule_words

from .. import actions
from ..models import SeriesState, TaskSeries
from ..recurrence import policies
from ..recurrence.forms import PartiesDialogForm, ReasonForm, SeriesForm, VersionForm

PAGE = 50
TONES = {SeriesState.ACTIVE: "active", SeriesState.PAUSED: "warn", SeriesState.ENDED: ""}


class SeriesList(LoginRequiredMixin, View):
    """Everything that is handed out again and again, as far as the reader may see it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = TaskSeries.objects.visible_to(request.user).select_related(
            "department", "responsible", "pattern", "last_task"
        )
        page = Paginator(rows.order_by("-pk"), PAGE).get_page(request.GET.get("page"))
        actor = page_actor(request)
        context = {
            "rows": [row_of(series, actor) for series in page],
            "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
            "next": f"?page={page.next_page_number()}" if page.has_next() else "",
        }
        template = "tasks/_series.html" if request.htmx else "tasks/series.html"  # type: ignore[attr-defined]
        return render(request, template, context)


def row_of(series: TaskSeries, actor: Actor) -> dict[str, Any]:
    """What the list shows of one series."""
    return {
        "row": series,
        "every": rule_words(series.rrule),
        "tone": TONES[SeriesState(series.state)],
        "may_manage": series.state != SeriesState.ENDED and policies.can_manage(actor, series),
    }


class SeriesDialog(DialogView):
    """A dialog about one series."""

    series: TaskSeries
    form_class: type[forms.Form] = VersionForm

    def prepare(self) -> None:
        rows = TaskSeries.objects.visible_to(self.request.user)
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotFound
        self.series, self.text = found, found.title

    def form(self, data=None) -> forms.Form:
        return self.form_class(data, initial=self.initial(), auto_id="dialog_%s")

    def initial(self) -> dict[str, Any]:
        return {"version": self.series.version}

    def given(self, form: forms.Form) -> dict[str, Any]:
        """What the action takes."""
        return {"series": self.series, "actor": page_actor(self.request), **form.cleaned_data}

    def topics(self):
        return [f"matter.{self.series.pattern_id}", "me"]

    def home(self) -> str:
        return reverse("tasks:series")


class EditSeries(SeriesDialog):
    """Change rule and title."""

    title, submit_label, form_class = _("Change this series"), _("Save"), SeriesForm

    def initial(self) -> dict[str, Any]:
        return SeriesForm.words(self.series)

    def carry_out(self, form: forms.Form) -> None:
        actions.edit_series(**self.given(form))


class SeriesParties(SeriesDialog):
    """Change who takes part in the tasks to come."""

    title, submit_label = _("Who takes part"), _("Save")

    def form(self, data=None) -> forms.Form:
        initial = self.initial() | PartiesDialogForm.words(self.series)
        return PartiesDialogForm(data, person=self.request.user, initial=initial, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        actions.set_series_parties(**self.given(form))


class PauseSeries(SeriesDialog):
    """Make nothing for a while."""

    title, submit_label, form_class = _("Pause this series"), _("Pause"), ReasonForm

    def carry_out(self, form: forms.Form) -> None:
        actions.pause_series(**self.given(form))


class ResumeSeries(SeriesDialog):
    """Go on."""

    title = submit_label = _("Resume this series")

    def carry_out(self, form: forms.Form) -> None:
        actions.resume_series(**self.given(form))


class EndSeries(SeriesDialog):
    """Make no further task."""

    title, submit_label, form_class = _("End this series"), _("End"), ReasonForm
    danger = True

    def carry_out(self, form: forms.Form) -> None:
        actions.end_series(**self.given(form))
