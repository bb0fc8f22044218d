"""Dialogs in which a request for more time is granted, refused or taken back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.common.errors import NotFound
from collab.matters.rows import day_words
from collab.matters.views.common import MatterDialog

from . import actions
from .models import Extension


class DecisionForm(forms.Form):
    """The version that was looked at."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class NoteForm(DecisionForm):
    """A word to go with it."""

    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(DecisionForm):
    """Why not."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ExtensionDialog(MatterDialog):
    """A dialog about one request for more time."""

    form_class: type[forms.Form] = DecisionForm
    extension: Extension

    def prepare(self) -> None:
        rows = Extension.objects.visible_to(self.request.user).select_related("matter", "party__department")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotFound
        self.extension, self.matter = found, found.matter
        self.number = self.matter.number
        part = f"{found.party.department}: " if found.party else ""
        self.text = part + _("From %(old)s to %(new)s: %(reason)s") % {
            "old": day_words(found.old_due_at),
            "new": day_words(found.new_due_at),
            "reason": found.reason,
        }

    def form(self, data=None) -> forms.Form:
        return self.form_class(data, initial={"version": self.extension.version}, auto_id="dialog_%s")


class Approve(ExtensionDialog):
    """Agree to the later date."""

    title, form_class, said = _("Approve the extension"), NoteForm, _("Agreed.")

    def carry_out(self, form: forms.Form) -> None:
        actions.approve_extension(extension=self.extension, actor=self.actor, **form.cleaned_data)


class Reject(ExtensionDialog):
    """Refuse, with a reason."""

    title, form_class, danger = _("Refuse the extension"), ReasonForm, True

    def carry_out(self, form: forms.Form) -> None:
        actions.reject_extension(extension=self.extension, actor=self.actor, **form.cleaned_data)


class Withdraw(ExtensionDialog):
    """Take one's own request back."""

    title = _("Take the request back")

    def carry_out(self, form: forms.Form) -> None:
        actions.withdraw_extension(extension=self.extension, actor=self.actor, **form.cleaned_data)
