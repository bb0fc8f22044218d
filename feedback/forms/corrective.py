"""Shape of a corrective action as it is opened by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.matters.forms import MatterField
from collab.org.fields import PersonField
from collab.org.models import Department, Person


class CorrectiveForm(forms.Form):
    """What went wrong, who answers for it, what shows it."""

    title = forms.CharField(label=_("What has to be put right"), max_length=300)
    body = forms.CharField(
        label=_("Description"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department that answers for it"), empty_label=_("Choose…")
    )
    owner = PersonField(
        Person.objects.none(),
        label=_("Who contains it"),
        required=False,
        help_text=_("Left empty: the department's liaison officer."),
    )

    def __init__(self, data=None, *, person, **options):
        super().__init__(data, **options)
        fields: dict[str, Any] = self.fields
        fields["department"].queryset = Department.objects.visible_to(person).active()
        fields["owner"].queryset = Person.objects.visible_to(person).active()
        fields["source"] = MatterField(
            person,
            label=_("Came from"),
            required=False,
            help_text=_("The number of what shows it, such as F-12."),
        )
