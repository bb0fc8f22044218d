"""The form in which minutes are written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.matters.views.discussion import VersionedForm


class MinutesTextForm(VersionedForm):
    """The wording, in Markdown."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_("Headings with ##, lists with a dash or a number, bold between two asterisks."),
    )
