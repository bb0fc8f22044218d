"""Doors of the discussion and the files on a matter."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.common.errors import NotFound, Refusal
from collab.common.partials import page_actor, show_refusal, wants_part

from ..actions import add_comment, attach_file, edit_comment, remove_attachment, withdraw_comment
from ..actions.attachments import open_file
from ..actions.comments import MAX_COMMENT
from ..models import Attachment, Comment, Matter
from ..rows import url_of
from .common import MatterDialog


class CommentForm(forms.Form):
    """What one has to say."""

    body = forms.CharField(
        label=_("Your comment"),
        max_length=MAX_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Markdown works. @name tells a colleague."),
    )


class FileForm(forms.Form):
    """One file."""

    file = forms.FileField(label=_("Attach a file"))


class Composer(LoginRequiredMixin, View):
    """A small form in the page: sent by htmx it answers with itself, empty again or with what was typed."""

    form_class: type[forms.Form]
    template: str
    said: Any = ""

    def carry_out(self, matter: Matter, form: forms.Form) -> None:
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        matter = Matter.objects.get_visible(request.user, pk)
        form = self.form_class(request.POST, request.FILES)
        if form.is_valid():
            try:
                self.carry_out(matter, form)
            except NotFound:
                raise
            except Refusal as refusal:
                show_refusal(form, refusal)
        if form.errors:
            return render(
                request,
                self.template,
                {"matter": matter, "form": form, "alone": not wants_part(request)},
                status=422,
            )
        if not wants_part(request):
            return redirect(url_of(matter))
        answer = render(request, self.template, {"matter": matter, "form": self.form_class()})
        answer["HX-Trigger-After-Settle"] = f"matter-{matter.pk}"
        return answer


class AddComment(Composer):
    """POST says something."""

    form_class, template = CommentForm, "matters/_composer.html"

    def carry_out(self, matter: Matter, form: forms.Form) -> None:
        add_comment(matter=matter, actor=page_actor(self.request), body=form.cleaned_data["body"])


class AddFile(Composer):
    """POST attaches a file."""

    form_class, template = FileForm, "matters/_uploader.html"

    def carry_out(self, matter: Matter, form: forms.Form) -> None:
        file = form.cleaned_data["file"]
        attach_file(matter=matter, actor=page_actor(self.request), file=file, name=file.name)


class CommentDialog(MatterDialog):
    """A dialog about one remark."""

    comment: Comment

    def prepare(self) -> None:
        found = (
            Comment.objects.visible_to(self.request.user)
            .filter(pk=self.kwargs["pk"])
            .select_related("matter")
            .first()
        )
        if found is None:
            raise NotFound
        self.comment, self.matter = found, found.matter
        self.number = self.matter.number


class VersionedForm(forms.Form):
    """A form that only says which version it was made on."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class EditForm(CommentForm, VersionedForm):
    """A changed remark."""


class EditComment(CommentDialog):
    """Change one's own remark."""

    title, submit_label = _("Edit comment"), _("Save")

    def form(self, data=None) -> EditForm:
        initial = {"body": self.comment.body, "version": self.comment.version}
        return EditForm(data, initial=initial, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        edit_comment(comment=self.comment, actor=self.actor, **form.cleaned_data)

    def conflict(self, form: forms.Form) -> dict[str, Any]:
        self.comment.refresh_from_db()
        mine = {"label": _("Comment"), "mine": form.cleaned_data["body"], "theirs": self.comment.body}
        return {"fields": [mine]}

    def renewed(self, form: forms.Form) -> EditForm:
        return self.form({"body": form.cleaned_data["body"], "version": self.comment.version})


class WithdrawComment(CommentDialog):
    """Take one's own remark back."""

    title, danger = _("Withdraw comment"), True
    text = _("Its place stays in the discussion, its text goes.")

    def form(self, data=None) -> VersionedForm:
        return VersionedForm(data, initial={"version": self.comment.version}, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        withdraw_comment(comment=self.comment, actor=self.actor, version=form.cleaned_data["version"])


def attachment(person, pk: int) -> Attachment:
    """A file still on a matter the person sees, or NotFound."""
    rows = Attachment.objects.visible_to(person).filter(pk=pk, removed_at=None)
    if (found := rows.select_related("matter").first()) is None:
        raise NotFound
    return found


class RemoveFile(MatterDialog):
    """Take a file off a matter."""

    title, danger = _("Remove file"), True

    def prepare(self) -> None:
        self.file = attachment(self.request.user, self.kwargs["pk"])
        self.matter = self.file.matter
        self.number, self.text = self.matter.number, self.file.name

    def carry_out(self, form: forms.Form) -> None:
        remove_attachment(attachment=self.file, actor=self.actor)


class ServeFile(LoginRequiredMixin, View):
    """A file for downloading: never shown inside the site, never guessed at."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        found = attachment(request.user, pk)
        place = open_file(attachment=found, actor=page_actor(request))
        answer = FileResponse(
            place.open("rb"), as_attachment=True, filename=found.name, content_type="application/octet-stream"
        )
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer["Cache-Control"] = "private, no-store"
        return answer
