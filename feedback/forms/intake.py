"""Shape of what is typed at the open doors: the short form, the follow-up, and what coordinators allow."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from collab.matters.forms import MAX_TEXT, MAX_WORDS
from collab.org.models import Department

from ..actions.intake import MOST_FILES, Words
from ..intake.codes import new_draft
from ..models import FeedbackType, IntakeSettings, Severity

SCORES = ((5, _("5 – very satisfied")), (4, "4"), (3, "3"), (2, "2"), (1, _("1 – not at all")))


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; how many and of which kind is the action's to say."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        one = super().clean
        return [one(file) for file in (data or []) if file]


class HoneyForm(forms.Form):
    """A form with a field that people do not see; what fills in every field is a machine."""

    website = forms.CharField(
        required=False,
        label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("A field that people do not see was filled in. Empty it and send again.")
            )
        return ""


class WriteForm(HoneyForm):
    """The short form. Machines find one more field in it than people do."""

    type = forms.ChoiceField(label=_("What is it?"), choices=FeedbackType.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("In one sentence"), max_length=MAX_WORDS)
    body = forms.CharField(
        label=_("What happened, where and when?"),
        max_length=MAX_TEXT,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    about_department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Whom does it concern?"),
        required=False,
        empty_label=_("I do not know"),
    )
    severity = forms.ChoiceField(label=_("How much harm does it do?"), choices=Severity.choices)
    file = FilesField(label=_("Pictures or documents"), required=False)
    may_show = forms.BooleanField(
        label=_("My words may be shown under “You said, we did”, without my name"), required=False
    )

    draft = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, **options: Any):
        super().__init__(data, files, **options)
        self.fields["about_department"].queryset = Department.objects.active()  # type: ignore[attr-defined]
        fresh: dict[str, Any] = {
            "type": FeedbackType.PROBLEM,
            "severity": Severity.NORMAL,
            "draft": new_draft(),
        }
        self.initial = fresh | dict(self.initial)
        limits = {"most": MOST_FILES, "size": settings.ATTACHMENT_MAX_BYTES // (1024 * 1024)}
        if "file" in self.fields:
            self.fields["file"].help_text = _("Up to %(most)s files of %(size)s MB.") % limits

    def words(self) -> Words:
        """What was typed, as the actions take it."""
        given = self.cleaned_data
        names = ("title", "body", "type", "severity", "about_department", "may_show", "draft")
        return Words(**{name: given[name] for name in names}, files=given["file"])


class AddressForm(WriteForm):
    """The short form for somebody without an account."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_(
            "We mail a link there; once it was opened, answers go there. Nobody outside the handling office sees it."
        ),
    )
    field_order = ["email"]


class AnonymousForm(WriteForm):
    """The short form without a name."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["file"].label = _("Pictures or plain texts")
        self.fields["file"].help_text = _(
            "Up to 3 pictures or plain texts of 10 MB. Hidden data such as place and camera is removed. "
            "Choose them now: later, by code, only words can be added."
        )


class CodeForm(forms.Form):
    """The private code, as people type it."""

    code = forms.CharField(
        label=_("Follow-up code"),
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class SayForm(forms.Form):
    """One more message by code."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Words only: by code no files can be added."),
    )


class ConfirmForm(forms.Form):
    """It is solved, and how satisfied one is."""

    score = forms.TypedChoiceField(
        label=_("How satisfied are you?"), choices=SCORES, coerce=int, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Anything to add?"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WithdrawForm(forms.Form):
    """It is to be followed no further."""

    text = forms.CharField(
        label=_("Why do you withdraw it?"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )


class ObjectForm(forms.Form):
    """It is not solved."""

    text = forms.CharField(
        label=_("What is not solved?"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )


class DoorsForm(forms.ModelForm):
    """What coordinators allow; the version is the one that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = IntakeSettings
        fields = ("writers", "allows_anonymous", "board_is_public")

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.initial["version"] = self.instance.version
