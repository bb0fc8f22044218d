"""The form on which somebody who is signed in gives feedback."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.matters.forms import MatterField
from collab.matters.models import Visibility
from collab.org.models import Department

from ..models import FeedbackType, Severity


class FeedbackForm(forms.Form):
    """What it is and, if known, what it is about."""

    type = forms.ChoiceField(label=_("What is it"), choices=FeedbackType.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("In one sentence"), max_length=300, help_text=_("What is wrong, or what would be better?")
    )
    body = forms.CharField(
        label=_("Details"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Where and when, what you have tried, what would help. Files can be added afterwards."),
    )
    severity = forms.ChoiceField(
        label=_("How much harm does it do"), choices=Severity.choices, initial=Severity.NORMAL
    )
    about_department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("About a department"),
        required=False,
        empty_label=_("I do not know; the coordination office decides"),
    )
    visibility = forms.ChoiceField(
        label=_("Who may see it"),
        choices=[
            (Visibility.PARTIES.value, _("You, those who handle it, and coordinators")),
            (Visibility.ORGANISATION.value, _("Everybody in the organisation")),
        ],
        initial=Visibility.PARTIES,
    )

    def __init__(self, data=None, *, person, **options: Any):
        super().__init__(data, **options)
        fields: dict[str, Any] = self.fields
        about = MatterField(
            person, label=_("About a matter"), required=False, help_text=_("Its number, such as T-12.")
        )
        fields["about"] = about
        fields["about_department"].queryset = Department.objects.visible_to(person).active()
        self.order_fields(["type", "title", "body", "severity", "about", "about_department", "visibility"])
