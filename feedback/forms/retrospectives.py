"""Forms of feedback: a card, and what is looked back on by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.matters.forms import MAX_TEXT, MatterField

from ..models import Session
from ..sessions.states import LONGEST_CARD


class CardForm(forms.Form):
    """One card for one of the session’s columns; written `at_once` after another, the text is ready to be typed."""

    column = forms.ChoiceField(label=_("Column"))
    text = forms.CharField(label=_("Card"), max_length=LONGEST_CARD, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data=None, *, session: Session, column: str = "", at_once: bool = False):
        super().__init__(data, initial={"column": column})
        fields: dict[str, Any] = self.fields
        fields["column"].choices = [(one.code, one.label) for one in session.columns]
        if at_once:
            fields["text"].widget.attrs["autofocus"] = True


class LookBackForm(forms.Form):
    """What is looked back on, and what was expected of it."""

    expected = forms.CharField(
        label=_("What was expected"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("It is frozen as you write it now; nobody can change it later."),
    )

    def __init__(self, data=None, *, person, initial=None):
        super().__init__(data, initial=initial)
        field = MatterField(
            person, label=_("What is finished"), help_text=_("Its number, such as T-12 or M-4.")
        )
        self.fields = {"ended": field} | self.fields  # type: ignore[assignment]
