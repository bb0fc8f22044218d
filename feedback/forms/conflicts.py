"""Shape of a conflict as it is raised."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.matters.forms import MatterField
from collab.org.models import Department
from collab.org.standing import standing_of

BODY = 20_000


class ConflictForm(forms.Form):
    """What it is about and with whom; positions are written afterwards, each in its own box."""

    title = forms.CharField(
        label=_("What you disagree about"),
        max_length=300,
        help_text=_("In words the other side could agree with: a question, no accusation."),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Your department"), empty_label=None
    )
    others = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("With"), widget=forms.CheckboxSelectMultiple
    )
    body = forms.CharField(
        label=_("What happened"),
        required=False,
        max_length=BODY,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Facts that all sides may read. Your position goes into your own box on the next page."),
    )

    def __init__(self, data=None, *, person, **options):
        super().__init__(data, **options)
        fields: dict[str, Any] = self.fields
        rows = Department.objects.visible_to(person).active()
        own = standing_of(person).officer_of
        fields["department"].queryset = rows.filter(pk__in=own)
        fields["others"].queryset = rows.exclude(pk__in=own) if len(own) == 1 else rows
        fields["about"] = MatterField(
            person,
            label=_("About"),
            required=False,
            help_text=_("The number of the task, goal or decision it is about, such as T-12."),
        )
