"""What may stand in the address of the lists of feedback and retrospectives, and what it selects."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.keyset import Order
from collab.matters.filters import ANY, SHOWN, ListFilter

from .models import Channel, Feedback, FeedbackType, Retrospective, Severity


class RetrospectiveFilter(ListFilter):
    """Also by status."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *Retrospective.machine.choices()]
    )
    sorting = Order("created_at", descending=True)

    def narrow(self, rows: QuerySet) -> QuerySet:
        if self.cleaned_data.get("status"):
            rows = rows.filter(status=self.cleaned_data["status"])
        return super().narrow(rows)


class FeedbackFilter(ListFilter):
    """Also by whose it is, what it is, how bad, which way it came in and where it stands."""

    mine = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[
            ANY,
            ("given", _("Given by me")),
            ("handled", _("Handled by me")),
            ("overdue", _("Overdue")),
            ("unowned", _("Without an owner")),
        ],
    )
    type = forms.ChoiceField(label=_("Type"), required=False, choices=[ANY, *FeedbackType.choices])
    severity = forms.ChoiceField(label=_("Severity"), required=False, choices=[ANY, *Severity.choices])
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[ANY, *Channel.choices])
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Feedback.machine.choices()])
    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWN)
    sorting = Order("created_at", descending=True)

    def narrow(self, rows: QuerySet) -> QuerySet:
        chosen = self.cleaned_data
        for name in ("type", "severity", "channel", "status"):
            if chosen.get(name):
                rows = rows.filter(**{name: chosen[name]})
        if chosen.get("show") != "all" and not chosen.get("status"):
            rows = rows.filter(is_open=chosen.get("show") != "closed")
        whose = {
            "given": Q(submitters__person=self.reader),
            "handled": Q(owner=self.reader),
            "overdue": Q(is_open=True, due_at__lt=clock.now()),
            "unowned": Q(is_open=True, owner=None),
        }
        return super().narrow(rows.filter(whose.get(chosen.get("mine", ""), Q())))
