"""Shape of a proposed decision as typed on its page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.matters.forms import DayField
from collab.matters.models import Visibility
from collab.org.fields import PersonField
from collab.org.models import Department, Person

from ..models import Meeting, Method, Threshold
from .meeting import TEXT, hosts

OPEN_FOR_PROPOSALS = ("preparing", "announced", "running")


def _text(label, rows: int = 2, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=TEXT, widget=widget, **options)


class DecisionForm(forms.Form):
    """What is proposed, how it is decided, from when it would hold."""

    title = forms.CharField(label=_("What is to be decided"), max_length=300)
    department = forms.ModelChoiceField(Department.objects.none(), label=_("Department"), empty_label=None)
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label=_("Meeting"), required=False, empty_label=_("None: outside a meeting")
    )
    question = _text(_("Question"))
    evidence = _text(_("Evidence"), help_text=_("What the decision rests on; files can be added afterwards."))
    method = forms.ChoiceField(label=_("Method"), choices=Method.choices, initial=Method.VOTE)
    secret = forms.BooleanField(label=_("Secret ballot"), required=False)
    threshold = forms.ChoiceField(label=_("Threshold"), choices=Threshold.choices)
    quorum = forms.IntegerField(
        label=_("Quorum in per cent of those entitled"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Empty: as the meeting’s own rule says, or half of them."),
    )
    options = _text(
        _("Options"),
        help_text=_("One per line, where a vote chooses among several; empty for a plain yes or no."),
    )
    silence_agrees = forms.BooleanField(
        label=_("In countersigning, silence counts as no objection"), required=False
    )
    mandate_holder = PersonField(Person.objects.none(), label=_("Mandate held by"), required=False)
    effective_on = DayField(label=_("Effective from"), required=False)
    review_on = DayField(label=_("Review on"), required=False)
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, initial=Visibility.DEPARTMENTS
    )

    def __init__(self, data=None, *, actor: Actor, **options):
        super().__init__(data, **options)
        fields: dict[str, Any] = self.fields
        open_ones = Meeting.objects.visible_to(actor.person).filter(status__in=OPEN_FOR_PROPOSALS)
        fields["meeting"].queryset = open_ones.order_by("starts_at", "pk")
        fields["department"].queryset = hosts(actor)
        fields["mandate_holder"].queryset = Person.objects.visible_to(actor.person).active()
