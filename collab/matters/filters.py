"""What may stand in the address of a list of matters, and what it selects: the base of each kind's filter bar."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.org.models import Department

from . import search

ANY = ("", gettext_lazy("Any"))
SHOWN = [("", gettext_lazy("Open")), ("closed", gettext_lazy("Finished")), ("all", gettext_lazy("All"))]


class ListFilter(forms.Form):
    """Text and department; what is unknown is named, never guessed. Each kind of list has its `sorting`."""

    sorting: Any

    q = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "data-page-search": True}),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Department"), required=False, empty_label=ANY[1]
    )

    def __init__(self, data, reader):
        super().__init__(data)
        self.reader = reader
        self.fields["department"].queryset = Department.objects.visible_to(reader).active()

    def clean(self) -> dict[str, Any]:
        if unknown := sorted(set(self.data) - set(self.fields) - {"cursor"}):
            raise forms.ValidationError(
                _("There is no filter called “%(name)s”.") % {"name": unknown[0][:60]}
            )
        return self.cleaned_data

    def narrow(self, rows: QuerySet) -> QuerySet:
        """Those of `rows` that pass."""
        chosen = self.cleaned_data
        if chosen.get("department"):
            rows = rows.filter(department=chosen["department"])
        return search.matching(rows, chosen["q"]) if chosen.get("q") else rows

    def problems(self) -> list[str]:
        """What cannot be taken, each naming its filter."""
        return [
            f"{self.fields[name].label}: {error}" if name in self.fields else str(error)
            for name, errors in self.errors.items()
            for error in errors
        ]

    def query(self, **more: str) -> str:
        """The query string of these filters, changed by `more`, with no place in the list."""
        return urlencode({name: self.data[name] for name in self.fields if self.data.get(name)} | more)
