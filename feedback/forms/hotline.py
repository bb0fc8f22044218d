"""Shape of a call that is taken down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.hotline import Call
from ..actions.intake import Words
from .intake import WriteForm


class CallForm(WriteForm):
    """What is asked on the telephone, and what the caller says of themselves, if anything."""

    name = forms.CharField(label=_("Caller’s name"), max_length=200, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The caller gets a link there; the answers follow once it was opened."),
    )
    field_order = ["type", "title", "body", "about_department", "severity", "name", "phone", "email"]

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for name in ("website", "file", "may_show"):
            del self.fields[name]
        self.fields["type"].widget = forms.Select(choices=self.fields["type"].choices)  # type: ignore[attr-defined]

    def words(self) -> Words:
        """What was said, as the action takes it."""
        names = ("title", "body", "type", "severity", "about_department")
        return Words(**{name: self.cleaned_data[name] for name in names})

    def call(self) -> Call:
        """What the caller said of themselves."""
        return Call(**{name: self.cleaned_data[name] for name in ("name", "phone", "email")})
