"""What hangs on matters: comments, files, links, watchers, history; each seen by whoever sees the matter."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser

from collab.activity.models import Activity
from collab.common.api.filters import Filter
from collab.common.api.resources import WholeRows, body_of, check_body
from collab.common.api.versions import if_match
from collab.common.errors import Invalid
from collab.org.standing import standing_of

from ..actions import (
    add_comment,
    attach_file,
    edit_comment,
    link_matters,
    remove_attachment,
    unlink_matters,
    unwatch_matter,
    watch_matter,
    withdraw_comment,
)
from ..actions.attachments import open_file
from ..models import Attachment, Comment, Link, LinkKind, Matter, Watcher
from ..querysets import audience
from . import shapes

ON_MATTER = {"matter": Filter("int", "matter")}


class Hanging(WholeRows):
    """Rows with a `matter`; lists hold whole rows, since these are small."""

    filters: ClassVar = ON_MATTER
    columns: ClassVar[tuple[str, ...]] = ("id",)


class OnMatter(forms.Form):
    """Which matter something is put on; only what the writer may see can be named."""

    def __init__(self, data, person):
        super().__init__(data)
        for name in self.matters:
            self.fields[name] = forms.ModelChoiceField(Matter.objects.visible_to(person))

    matters: ClassVar[tuple[str, ...]] = ("matter",)


class CommentBody(forms.Form):
    body = forms.CharField(max_length=20_000, strip=False)


class NewComment(OnMatter, CommentBody):
    pass


class NewLink(OnMatter):
    matters = ("source", "target")
    kind = forms.ChoiceField(choices=LinkKind.choices)


class CommentResource(Hanging):
    """The discussion on a matter."""

    shape = staticmethod(shapes.comment)
    related = ("author",)
    body_form = NewComment

    def rows(self) -> QuerySet:
        return Comment.objects.visible_to(self.request.user)

    def create(self, request) -> HttpResponse:
        """Say something; @handle mentions colleagues who may see the matter."""
        given = check_body(NewComment(body_of(request), request.user), body_of(request))
        return self.answer(add_comment(matter=given["matter"], actor=self.actor, body=given["body"]), 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Change one's own comment."""
        row, version = self.find(pk), if_match(request)
        given = check_body(CommentBody(body_of(request)), body_of(request))
        return self.answer(edit_comment(comment=row, actor=self.actor, version=version, body=given["body"]))

    def destroy(self, request, pk: str) -> HttpResponse:
        """Withdraw one's own comment; its place stays."""
        withdraw_comment(comment=self.find(pk), actor=self.actor, version=if_match(request))
        return self.gone()


class AttachmentResource(Hanging):
    """Files on a matter; POST takes multipart with `matter` and `file`."""

    parser_classes = [MultiPartParser]
    shape = staticmethod(shapes.attachment)
    related = ("uploaded_by",)
    body_form = OnMatter

    def rows(self) -> QuerySet:
        return Attachment.objects.visible_to(self.request.user).filter(removed_at=None)

    def create(self, request) -> HttpResponse:
        """Attach a file."""
        form = OnMatter(request.data, request.user)
        if not form.is_valid() or "file" not in request.FILES:
            field = "matter" if not form.is_valid() else "file"
            raise Invalid.field(field, _("Send multipart form data with “matter” and “file”."), "required")
        file = request.FILES["file"]
        row = attach_file(matter=form.cleaned_data["matter"], actor=self.actor, file=file, name=file.name)
        return self.answer(row, 201)

    def destroy(self, request, pk: str) -> HttpResponse:
        """Take the file off; a file has no version, so If-Match is not asked for."""
        remove_attachment(attachment=self.find(pk), actor=self.actor)
        return self.gone()

    @action(detail=True, methods=["get"])
    def content(self, request, pk: str) -> HttpResponse:
        """The bytes, always as an attachment."""
        row = self.find(pk)
        return serve(row, open_file(attachment=row, actor=self.actor))  # type: ignore[return-value]


def serve(row: Attachment, place: Path) -> FileResponse:
    """A file as an attachment of no particular type, which browsers save and never run."""
    answer = FileResponse(
        place.open("rb"), as_attachment=True, filename=row.name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


class LinkResource(Hanging):
    """Typed links; `matter` filters by either end. The other end may be a neutral placeholder."""

    filters: ClassVar = {
        "matter": Filter(
            "int", apply=lambda rows, value, person: rows.filter(Q(source=value) | Q(target=value))
        ),
        "kind": Filter("choices", "kind__in", choices=lambda: list(LinkKind.values)),
    }
    body_form = NewLink

    def rows(self) -> QuerySet:
        seen = Matter.objects.visible_to(self.request.user).values("pk")
        return Link.objects.filter(Q(source__in=seen) | Q(target__in=seen))

    def shaped(self, links: Sequence[Link]) -> list[dict[str, Any]]:
        ends = {end for link in links for end in (link.source_id, link.target_id)}
        visible = Matter.objects.visible_to(self.request.user).in_bulk(list(ends))
        return [shapes.link(link, visible) for link in links]

    def create(self, request) -> HttpResponse:
        """Link two matters that both are inside the writer's audience."""
        given = check_body(NewLink(body_of(request), request.user), body_of(request))
        return self.answer(link_matters(actor=self.actor, **given), 201)

    def destroy(self, request, pk: str) -> HttpResponse:
        """Remove the link; the history keeps it."""
        unlink_matters(link=self.find(pk), actor=self.actor)
        return self.gone()


class WatcherResource(Hanging):
    """What the caller watches."""

    body_form = OnMatter

    def rows(self) -> QuerySet:
        return Watcher.objects.visible_to(self.request.user).filter(person=self.request.user.pk)

    def whole(self, row: Watcher) -> dict[str, Any]:
        return {"id": row.pk, "matter": row.matter_id, "person": row.person_id}

    def create(self, request) -> HttpResponse:
        """Watch a matter."""
        matter = check_body(OnMatter(body_of(request), request.user), body_of(request))["matter"]
        watch_matter(matter=matter, actor=self.actor)
        return self.answer(self.rows().get(matter=matter), 201)

    def destroy(self, request, pk: str) -> HttpResponse:
        """Watch it no more."""
        unwatch_matter(matter=self.find(pk).matter, actor=self.actor)
        return self.gone()


class ActivityResource(Hanging):
    """The journal of what the reader may see, as sentences in the reader's language."""

    filters: ClassVar = ON_MATTER | {
        "event": Filter("text", "event"),
        "actor": Filter("int", "actor"),
        "since": Filter("instant", "at__gte"),
    }
    related = ("actor", "on_behalf_of", "matter")
    shape = staticmethod(shapes.activity)

    def rows(self) -> QuerySet:
        return Activity.objects.filter(audience(standing_of(self.request.user), "matter__"))
