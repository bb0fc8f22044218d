"""What may stand in the address of the lists of feedback, and what it selects."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from collab.common.keyset import Order
from collab.matters.filters import ANY, ListFilter

from .models import Retrospective, Survey


class StatusFilter(ListFilter):
    """Also by status."""

    sorting = Order("created_at", descending=True)

    def narrow(self, rows: QuerySet) -> QuerySet:
        if self.cleaned_data.get("status"):
            rows = rows.filter(status=self.cleaned_data["status"])
        return super().narrow(rows)


class RetrospectiveFilter(StatusFilter):
    """Retrospectives."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *Retrospective.machine.choices()]
    )


class SurveyFilter(StatusFilter):
    """Surveys and rounds of pulses."""

    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Survey.machine.choices()])
