"""Discussing a matter."""

import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, StaleVersion, require
from collab.org.selectors import people_by_handle

from .. import policies, search
from ..events import COMMENT_ADDED, COMMENT_EDITED, COMMENT_WITHDRAWN
from ..models import Comment, Matter

MAX_COMMENT = 20_000
MENTION = re.compile(r"(?<![\w@/])@([\w.+-]{1,150})")


def _clean(body: str) -> str:
    body = (body or "").strip()
    if not body:
        raise Invalid.field("body", _("Write something first."), "required")
    if len(body) > MAX_COMMENT:
        raise Invalid.field(
            "body", _("Keep a comment under 20,000 characters; longer texts go in a file."), "max_length"
        )
    if "\x00" in body:
        raise Invalid.field("body", _("Null characters cannot be stored."), "null_characters_not_allowed")
    return body


def _mentioned(matter: Matter, body: str) -> list:
    """People mentioned who may see the matter; nobody learns of a matter by being mentioned."""
    handles = {handle.rstrip(".") for handle in MENTION.findall(body)}
    people = people_by_handle(handles).values() if handles else []
    return [person for person in people if Matter.objects.visible_to(person).filter(pk=matter.pk).exists()]


@transaction.atomic
def add_comment(*, matter: Matter, actor: Actor, body: str) -> Comment:
    """Say something about a matter; @handle mentions colleagues who may see it."""
    matter = Matter.objects.lock(matter.pk)
    require(policies.can_comment(actor, matter))
    body = _clean(body)
    people = _mentioned(matter, body)
    comment = Comment.objects.create(matter=matter, author=actor.person, body=body, created_at=clock.now())
    comment.mentions.set(people)
    matter.touch()
    search.index(matter)
    record(
        COMMENT_ADDED,
        matter=matter,
        actor=actor,
        comment=comment.pk,
        text=body[:500],
        mentions=[person.pk for person in people],
    )
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, actor: Actor, version: int, body: str) -> Comment:
    """Change one's own comment; the former text stays in the history."""
    comment, matter = _own(comment, actor, version)
    before, comment.body = comment.body, _clean(body)
    comment.edited_at = clock.now()
    comment.version += 1
    comment.save(update_fields=["body", "edited_at", "version"])
    comment.mentions.set(_mentioned(matter, comment.body))
    matter.touch()
    search.index(matter)
    record(COMMENT_EDITED, matter=matter, actor=actor, comment=comment.pk, before=before[:500])
    return comment


@transaction.atomic
def withdraw_comment(*, comment: Comment, actor: Actor, version: int) -> Comment:
    """Take back one's own comment: its place stays, its text goes."""
    comment, matter = _own(comment, actor, version)
    comment.body, comment.withdrawn_at = "", clock.now()
    comment.version += 1
    comment.save(update_fields=["body", "withdrawn_at", "version"])
    matter.touch()
    search.index(matter)
    record(COMMENT_WITHDRAWN, matter=matter, actor=actor, comment=comment.pk)
    return comment


def _own(comment: Comment, actor: Actor, version: int) -> tuple[Comment, Matter]:
    matter = Matter.objects.lock(comment.matter_id)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    require(comment.author_id == actor.person_id, _("Only its author can change a comment."))
    if comment.version != version:
        raise StaleVersion(version=comment.version)
    if comment.withdrawn_at:
        raise Conflict(_("This comment was withdrawn."), code="withdrawn")
    return comment, matter
