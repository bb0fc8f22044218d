"""What may stand in the address of the map, and which goals it lets through."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.matters.filters import ANY, ListFilter
from collab.org.standing import standing_of

from ..models import Commitment, Cycle, Goal, Health

MOST_OPENED = 400
NARROWING = ("q", "department", "health", "commitment", "mine")


class IdsField(forms.CharField):
    """Ids with commas between them; None where nothing was said."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> frozenset[int] | None:
        text = super().clean(value)
        if not text:
            return None
        parts = [part for part in text.split(",") if part]
        if len(parts) > MOST_OPENED or not all(part.isascii() and part.isdecimal() for part in parts):
            raise forms.ValidationError(_("Send ids with commas between them."))
        return frozenset(int(part) for part in parts if len(part) < 19)


class MapFilter(ListFilter):
    """A cycle and what narrows it; `open` names the goals that are unfolded, `toggle` one to fold or unfold."""

    cycle = forms.ModelChoiceField(
        Cycle.objects.none(), label=gettext_lazy("Cycle"), required=False, empty_label=None
    )
    health = forms.ChoiceField(label=gettext_lazy("Health"), required=False, choices=[ANY, *Health.choices])
    commitment = forms.ChoiceField(
        label=gettext_lazy("Commitment"), required=False, choices=[ANY, *Commitment.choices]
    )
    mine = forms.BooleanField(label=gettext_lazy("Only mine"), required=False)
    open = IdsField(required=False, max_length=8000)
    toggle = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data, reader):
        super().__init__(data, reader)
        fields: dict[str, Any] = self.fields
        fields["cycle"].queryset = Cycle.objects.visible_to(reader)

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the cycle narrows the map."""
        return any(self.cleaned_data.get(name) for name in NARROWING)

    def narrow(self, rows: QuerySet[Goal]) -> QuerySet[Goal]:
        """Those of `rows` that pass."""
        chosen = self.cleaned_data
        exact = {name: chosen[name] for name in ("health", "commitment") if chosen.get(name)}
        rows = super().narrow(rows.filter(**exact))
        if not chosen.get("mine"):
            return rows
        people = standing_of(self.reader).person_ids
        held = Goal.objects.filter(parties__person__in=people).values("pk")
        return rows.filter(Q(owner__in=people) | Q(pk__in=held))

    def query(self, **more: str) -> str:
        """The query string of these filters, changed by `more`; what was toggled is in `more` by then."""
        kept = {name: self.data[name] for name in self.fields if name != "toggle" and self.data.get(name)}
        return urlencode(kept | more)
