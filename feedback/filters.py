"""What may stand in the address of the lists of feedback, and what it selects."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from collab.common.keyset import Order
from collab.matters.filters import ANY, SHOWN, ListFilter

from .models import ConflictCase, Retrospective


class _StatusFilter(ListFilter):
    """Also by status."""

    def narrow(self, rows: QuerySet) -> QuerySet:
        if self.cleaned_data.get("status"):
            rows = rows.filter(status=self.cleaned_data["status"])
        return super().narrow(rows)


class RetrospectiveFilter(_StatusFilter):
    """By status; the latest first."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *Retrospective.machine.choices()]
    )
    sorting = Order("created_at", descending=True)


class ConflictFilter(_StatusFilter):
    """By status, open ones unless asked otherwise; the latest first."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *ConflictCase.machine.choices()]
    )
    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWN)
    sorting = Order("created_at", descending=True)

    def narrow(self, rows: QuerySet) -> QuerySet:
        shown = self.cleaned_data.get("show")
        if shown != "all" and not self.cleaned_data.get("status"):
            rows = rows.filter(is_open=shown != "closed")
        return super().narrow(rows)
