"""The shape of a saved view as people and programs send it; its filters are read by the filter bar itself."""

from typing import Any
from urllib.parse import parse_qsl

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from collab.org.models import Department
from collab.org.standing import standing_of

from .filters import TaskFilter
from .models import SavedView


class SavedViewForm(forms.Form):
    """A name, what is kept under it, and whom it is shared with."""

    name = forms.CharField(label=_("Name"), max_length=100)
    scope = forms.ChoiceField(
        label=_("Shared with"), choices=SavedView.Scope.choices, required=False, initial=SavedView.Scope.OWN
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Department"),
        required=False,
        help_text=_("Where it is shared with a department."),
    )
    layout = forms.ChoiceField(choices=SavedView.Layout.choices, widget=forms.HiddenInput)
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, reader, initial=None):
        super().__init__(data, initial=initial)
        self.reader, standing = reader, standing_of(reader)
        mine = Department.objects.visible_to(reader).active()
        fields: dict[str, Any] = self.fields
        fields["department"].queryset = (
            mine if standing.is_coordinator else mine.filter(pk__in=standing.department_ids)
        )
        if not standing.is_coordinator:
            kept = [choice for choice in SavedView.Scope.choices if choice[0] != SavedView.Scope.EVERYONE]
            fields["scope"].widget.choices = kept

    def clean_scope(self) -> str:
        return self.cleaned_data["scope"] or SavedView.Scope.OWN

    def clean_query(self) -> str:
        """The filters in the bar's own order, without a place in the list."""
        sent = QueryDict(mutable=True)
        for name, value in parse_qsl(self.cleaned_data["query"].lstrip("?")):
            sent[name] = value
        chosen = TaskFilter(sent, self.reader)
        if not chosen.is_valid():
            raise forms.ValidationError(" ".join(chosen.problems()))
        return chosen.query()
