"""What every matter's page shows beside its kind's own: steps, people, talk, files, links, history."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from collab.activity.models import Activity
from collab.activity.sentences import detail_of, sentence_of
from collab.common.actor import Actor
from collab.common.markdown import render

from . import policies
from .actions.parties import KEPT
from .doings import Doing, doings_of, offers
from .models import Attachment, Comment, Link, LinkKind, Matter, Party
from .rows import RowStep, around_id, day_words, rows_of

HISTORY_PAGE = 60
FORWARD = ("primary", "success")
ICONS = {
    "comment": "message",
    "attachment": "paperclip",
    "link": "link",
    "deadline": "clock",
    "extension": "calendar-plus",
    "matter": "pencil",
    "handover": "switch-horizontal",
    "task.issued": "send",
    "task.signed_for": "writing-sign",
    "task.submitted": "checklist",
    "task.completed": "circle-check",
    "task.blocked": "hand-stop",
    "task.urged": "bell-ringing",
    "handover.urged": "bell-ringing",
    "circular.signed": "writing-sign",
    "minutes.issued": "file-check",
    "minutes.signed_for": "writing-sign",
    "matter.read": "eye",
}


def steps_of(
    matter: Any, person, url: Callable[[Any, str], str] | None = None
) -> dict[str, list[dict[str, Any]]]:
    """What the state allows now: what this person may do as buttons, the rest with the reason why not.

    `url` says where the dialogs of something that is no matter are.
    """
    may: list[dict[str, Any]] = []
    may_not: list[dict[str, Any]] = []
    for offer in offers(matter, person):
        step: dict[str, Any] = {
            "label": offer.doing.label,
            "icon": offer.doing.icon,
            "tone": offer.doing.tone,
            "url": (url or doing_url)(matter, offer.doing.name),
            "why_not": offer.why_not,
        }
        (may if offer.allowed else may_not).append(step)
    may.sort(key=lambda step: step["tone"] not in FORWARD)
    for step in may[:1]:
        step["leads"] = step["tone"] in FORWARD
    return {"may": may, "may_not": may_not}


def doing_url(matter: Matter, name: str) -> str:
    """Where the dialog of a doing is."""
    before, after = around_id("matters:doing", name)
    return f"{before}{matter.pk}{after}"


def row_step(doing: Doing, matter: Matter) -> RowStep:
    """A doing as the button of a row."""
    return RowStep(str(doing.label), doing_url(matter, doing.name), doing.icon)


def suiting(matter: Matter, names: Iterable[str]) -> list[RowStep]:
    """Those of these doings that suit the matter's state; whether they are this person's, the dialog answers."""
    known = doings_of(matter.kind)
    return [row_step(known[name], matter) for name in names if name in known and known[name].suits(matter)]


def people_of(matter: Matter, awaited: Collection[int], may_edit: bool) -> list[dict[str, Any]]:
    """Everyone who takes part, with what the receipt says: signed for, read, or nothing yet."""
    kept = KEPT | matter.own_step_roles
    return [
        _person_row(party, party.pk in awaited, may_edit and party.role not in kept)
        for party in policies.parties_of(matter)
    ]


def _person_row(party: Party, awaited: bool, removable: bool) -> dict[str, Any]:
    name = str(party.person) if party.person else party.department.display_name if party.department else ""
    return {
        "role": party.get_role_display(),
        "name": name,
        "initials": party.person.initials if party.person else "",
        "department_id": party.department_id,
        "part": party.part,
        "awaited": awaited,
        "read_at": party.read_at,
        "signed_at": party.signed_at,
        "remove_url": reverse("matters:remove_party", args=[party.pk]) if removable else "",
    }


def comments_of(matter: Matter, person) -> list[dict[str, Any]]:
    """The discussion, rendered safely; one's own remarks can be changed."""
    rows = Comment.objects.filter(matter_id=matter.pk).select_related("author").order_by("pk")
    return [
        {
            "pk": row.pk,
            "author_name": str(row.author),
            "author_initials": row.author.initials,
            "at": row.created_at,
            "html": render(row.body) if row.withdrawn_at is None else "",
            "withdrawn": row.withdrawn_at is not None,
            "edited": row.edited_at is not None,
            "mine": row.author_id == person.pk and row.withdrawn_at is None,
        }
        for row in rows
    ]


def files_of(matter: Matter, person) -> list[dict[str, Any]]:
    """The files on a matter, newest last."""
    may_edit = policies.can_edit(Actor(person, "page"), matter)
    rows = Attachment.objects.filter(matter_id=matter.pk, removed_at=None).select_related("uploaded_by")
    return [
        {
            "name": row.name,
            "url": reverse("matters:file", args=[row.pk]),
            "size_text": str(filesizeformat(row.size)),
            "by_name": str(row.uploaded_by or ""),
            "at_text": day_words(row.uploaded_at),
            "remove_url": reverse("matters:remove_file", args=[row.pk])
            if may_edit or row.uploaded_by_id == person.pk
            else "",
        }
        for row in rows
    ]


def history_of(matter: Matter, before: int | None = None) -> dict[str, Any]:
    """One page of the journal in sentences, newest first, and where the next page begins."""
    rows = (
        Activity.objects.filter(matter_id=matter.pk).select_related("actor", "on_behalf_of").order_by("-pk")
    )
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: HISTORY_PAGE + 1])
    older = found[HISTORY_PAGE - 1].pk if len(found) > HISTORY_PAGE else None
    return {"entries": entries_of(found[:HISTORY_PAGE], matter), "older": older}


def entries_of(rows: Iterable[Activity], matter: Matter) -> list[dict[str, Any]]:
    """Journal entries of one matter as sentences that do not repeat its title.

    What several of its clocks said in the same words at the same instant is told once.
    """
    found: dict[tuple, dict[str, Any]] = {}
    for row in rows:
        row.matter = matter
        entry = {
            "sentence": sentence_of(row).replace(f"{matter.number} {matter.title}", matter.number),
            "note": detail_of(row),
            "at_iso": row.at.isoformat(),
            "at_text": day_words(row.at),
            "icon": ICONS.get(row.event) or ICONS.get(row.event.split(".")[0], "point"),
        }
        found.setdefault((entry["sentence"], entry["note"], row.at), entry)
    return list(found.values())


def links_of(matter: Matter, person) -> list[dict[str, Any]]:
    """Links other than the chain's, in words of this end; a matter out of sight is a neutral placeholder."""
    kinds = [LinkKind.RELATES, LinkKind.BLOCKS, LinkKind.MERGED_INTO]
    links = list(Link.objects.filter(source_id=matter.pk, kind__in=kinds))
    links += Link.objects.filter(target_id=matter.pk, kind__in=kinds)
    ids = {link.target_id if link.source_id == matter.pk else link.source_id for link in links}
    rows = {
        row["id"]: row for row in rows_of(Matter.objects.visible_to(person).with_card().filter(pk__in=ids))
    }
    words = {
        LinkKind.RELATES: (_("Relates to"), _("Relates to")),
        LinkKind.BLOCKS: (_("Blocks"), _("Blocked by")),
        LinkKind.MERGED_INTO: (_("Merged into"), _("Took in")),
    }
    may_edit = policies.can_edit(Actor(person, "page"), matter)
    return [
        {
            "word": words[LinkKind(link.kind)][0 if link.source_id == matter.pk else 1],
            "row": rows.get(link.target_id if link.source_id == matter.pk else link.source_id),
            "remove_url": reverse("matters:remove_link", args=[link.pk])
            if may_edit and link.kind != LinkKind.MERGED_INTO
            else "",
        }
        for link in links
    ]


def talk_of(matter: Matter, person) -> dict[str, Any]:
    """Context of the discussion partial."""
    return {"comments": comments_of(matter, person), "files": files_of(matter, person)}
