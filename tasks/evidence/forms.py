"""Shape of what is typed about a checklist, deliverables and time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common import clock
from collab.matters.models import Attachment

from ..forms import HoursField
from ..models import Deliverable, EvidenceKind


class ItemForm(forms.Form):
    """One step of the checklist."""

    text = forms.CharField(label=_("Step"), max_length=300)


class DeliverableForm(forms.Form):
    """What is to be delivered and how it will be shown."""

    name = forms.CharField(label=_("What is delivered"), max_length=300)
    requires = forms.ChoiceField(
        label=_("Evidence asked for"), choices=EvidenceKind.choices, initial=EvidenceKind.FILE
    )
    is_required = forms.BooleanField(
        label=_("Required"),
        required=False,
        initial=True,
        help_text=_("Without its evidence the task cannot be submitted."),
    )


class EvidenceForm(forms.Form):
    """What shows that it was delivered."""

    attachment = forms.ModelChoiceField(
        Attachment.objects.none(),
        label=_("File of this task"),
        required=False,
        empty_label=_("No file"),
        help_text=_("Attach the file to the task first."),
    )
    url = forms.CharField(label=_("Link"), required=False, max_length=500)
    text = forms.CharField(
        label=_("Description"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data=None, *, deliverable: Deliverable, **options):
        super().__init__(data, **options)
        files: Any = self.fields["attachment"]
        files.queryset = Attachment.objects.filter(matter=deliverable.task_id, removed_at=None)
        asked = {EvidenceKind.FILE: "attachment", EvidenceKind.LINK: "url", EvidenceKind.TEXT: "text"}
        if (first := asked.get(EvidenceKind(deliverable.requires))) is not None:
            self.fields[first].required = True
            self.order_fields([first])


class TimeForm(forms.Form):
    """How long on which day; typed in hours."""

    day = forms.DateField(
        label=pgettext_lazy("date", "Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    minutes = HoursField(label=_("Hours"))
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, data=None, *, reader, **options):
        today = clock.now().astimezone(reader.zone).date()
        super().__init__(data, initial={"day": today} | options.pop("initial", {}), **options)
        self.fields["minutes"].widget.attrs |= {"min": "0.1", "max": "24", "step": "any"}
        self.fields["day"].widget.attrs["max"] = today.isoformat()
