"""What may stand in the address of the list of goals, and what it selects."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy, pgettext_lazy

from collab.common.keyset import Order
from collab.matters.filters import ANY, SHOWN, ListFilter
from collab.matters.listings import register_listing
from collab.matters.models import Party
from collab.org.standing import standing_of

from .models import Commitment, Cycle, Goal, Health
from .policies import CONTRIBUTING

PARTS = [
    ANY,
    ("owner", gettext_lazy("I own")),
    ("sponsor", gettext_lazy("I sponsor")),
    ("contribute", gettext_lazy("I or my departments contribute")),
]
ALIGNMENT = [
    ANY,
    ("aligned", pgettext_lazy("goals", "Below a parent goal")),
    ("none", pgettext_lazy("goals", "Below none")),
]


class GoalFilter(ListFilter):
    """Also by cycle, health, commitment, one's own part and alignment."""

    sorting = Order("updated_at", descending=True)

    cycle = forms.ModelChoiceField(
        Cycle.objects.none(), label=gettext_lazy("Cycle"), required=False, empty_label=ANY[1]
    )
    part = forms.ChoiceField(label=gettext_lazy("My part"), required=False, choices=PARTS)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), required=False, choices=[ANY, *Goal.machine.choices()]
    )
    health = forms.ChoiceField(label=gettext_lazy("Health"), required=False, choices=[ANY, *Health.choices])
    commitment = forms.ChoiceField(
        label=gettext_lazy("Commitment"), required=False, choices=[ANY, *Commitment.choices]
    )
    alignment = forms.ChoiceField(label=gettext_lazy("Alignment"), required=False, choices=ALIGNMENT)
    state = forms.ChoiceField(label=gettext_lazy("Show"), required=False, choices=SHOWN)

    def __init__(self, data, reader):
        super().__init__(data, reader)
        fields: dict[str, Any] = self.fields
        fields["cycle"].queryset = Cycle.objects.visible_to(reader)

    def narrow(self, rows: QuerySet) -> QuerySet:
        chosen = self.cleaned_data
        for name in ("cycle", "health", "commitment", "status"):
            if chosen.get(name):
                rows = rows.filter(**{name: chosen[name]})
        if not chosen.get("status") and chosen.get("state") != "all":
            rows = rows.filter(is_open=chosen.get("state") != "closed")
        if chosen.get("alignment"):
            rows = rows.filter(parent__isnull=chosen["alignment"] == "none")
        if chosen.get("part"):
            rows = rows.filter(self._my_part(chosen["part"]))
        return super().narrow(rows)

    def _my_part(self, part: str) -> Q:
        standing = standing_of(self.reader)
        if part == "owner":
            return Q(owner__in=standing.person_ids)
        if part == "sponsor":
            return Q(sponsor__in=standing.person_ids)
        mine = Q(person__in=standing.person_ids) | Q(department__in=standing.department_ids)
        return Q(pk__in=Party.objects.filter(mine, role__in=CONTRIBUTING).values("matter"))


GOALS = register_listing("goals", gettext_lazy("Goals"), GoalFilter, layouts={"list": "goals:list"})
