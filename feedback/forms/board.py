"""What may stand in the address of the board, and what it selects."""

from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.org.models import Department

from ..models import FeedbackType, Publication

ANY = ("", _("Any"))
PERIODS = ((30, _("The last 30 days")), (90, _("The last 90 days")), (365, _("The last year")))


class BoardForm(forms.Form):
    """Departments that published something, types, and how far back."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), required=False, empty_label=_("Any")
    )
    type = forms.ChoiceField(label=_("Type"), required=False, choices=[ANY, *FeedbackType.choices])
    days = forms.TypedChoiceField(
        label=_("Published"), required=False, coerce=int, empty_value=None, choices=[ANY, *PERIODS]
    )

    def __init__(self, data=None):
        super().__init__(data)
        there = Publication.objects.standing().values("feedback__department")
        self.fields["department"].queryset = Department.objects.filter(pk__in=there)  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet) -> QuerySet:
        """Those cards that were asked for."""
        given = self.cleaned_data
        if given["department"]:
            rows = rows.filter(feedback__department=given["department"])
        if given["type"]:
            rows = rows.filter(feedback__type=given["type"])
        if given["days"]:
            rows = rows.filter(published_at__gte=clock.now() - timedelta(days=given["days"]))
        return rows

    def link(self, cursor: str) -> str:
        """The address of another page of the same cards; "" without a cursor."""
        kept = {name: self.data.get(name, "") for name in self.fields if self.data.get(name)}
        return "?" + urlencode(kept | {"cursor": cursor}) if cursor else ""
