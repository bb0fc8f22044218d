"""Opening a matter and changing its words, labels and audience."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require

from .. import policies, search
from ..events import LABELLED, MATTER_CHANGED, VISIBILITY_CHANGED
from ..models import Counter, Label, Matter, Party, Visibility
from .parties import hand_down_audience

MAX_TITLE = 300
MAX_BODY = 100_000


def next_serial(kind: str, count: int = 1) -> int:
    """The last of `count` new numbers of this kind, in one statement."""
    table = connection.ops.quote_name(Counter._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (kind, value) VALUES (%s, %s) "
            f"ON CONFLICT (kind) DO UPDATE SET value = {table}.value + %s RETURNING value",
            [kind, count, count],
        )
        return cursor.fetchone()[0]


def clean_words(title: str, body: str = "") -> tuple[str, str]:
    """Title and description as they may be stored, or Invalid naming the field."""
    title = " ".join((title or "").split())
    if not title:
        raise Invalid.field("title", _("Give it a title."), "required")
    if len(title) > MAX_TITLE:
        raise Invalid.field(
            "title", _("Keep the title under 300 characters; details go in the description."), "max_length"
        )
    for field, text in (("title", title), ("body", body or "")):
        if "\x00" in text:
            raise Invalid.field(field, _("Null characters cannot be stored."), "null_characters_not_allowed")
    if len(body or "") > MAX_BODY:
        raise Invalid.field(
            "body",
            _("Keep the description under 100,000 characters; longer texts go in a file."),
            "max_length",
        )
    return title, body or ""


def open_matter(
    model: type[Matter], *, actor: Actor, kind: str, parties: Iterable[Party] = (), **fields: Any
) -> Any:
    """Store a new matter of any kind with its number, parties and search entry. Call it inside the kind's own action."""
    fields["title"], fields["body"] = clean_words(fields.get("title", ""), fields.get("body", ""))
    now = clock.now()
    matter = model(
        kind=kind,
        serial=next_serial(kind),
        created_by=actor.person,
        created_at=now,
        updated_at=now,
        **fields,
    )
    matter.original_due_at = matter.due_at
    matter.is_open = model.machine.is_open(matter.status)
    matter.save(force_insert=True)
    rows = list(parties)
    for party in rows:
        party.matter = matter
    matter._parties, matter._watchers, matter.is_new = Party.objects.bulk_create(rows), [], True
    search.index(matter)
    matter.remember()
    return matter


@transaction.atomic
def edit_matter(*, matter: Matter, actor: Actor, version: int, **changes: Any) -> Matter:
    """Change title, description or priority; the former words stay in the history."""
    matter = type(matter).objects.lock(matter.pk, version=version)
    require(policies.can_edit(actor, matter))
    if unknown := changes.keys() - {"title", "body", "priority"}:
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited here."))
    if {"title", "body"} & changes.keys():
        _require_own_words(matter)
        words = clean_words(changes.get("title", matter.title), changes.get("body", matter.body))
        changes = changes | dict(zip(("title", "body"), words, strict=True))
    before = {name: getattr(matter, name) for name in changes if getattr(matter, name) != changes[name]}
    if not before:
        return matter
    for name in before:
        setattr(matter, name, changes[name])
    matter.save_changes()
    search.index(matter)
    record(
        MATTER_CHANGED,
        matter=matter,
        actor=actor,
        before=before,
        changes={name: changes[name] for name in before},
    )
    return matter


def _require_own_words(matter: Matter) -> None:
    if matter.has_agreed_words:
        raise Conflict(matter.words_stand, code="agreed_words")


@transaction.atomic
def label_matter(*, matter: Matter, actor: Actor, version: int, labels: Iterable[Label]) -> Matter:
    """Put exactly these labels on the matter."""
    matter = type(matter).objects.lock(matter.pk, version=version)
    require(policies.can_edit(actor, matter))
    chosen = sorted(labels, key=lambda label: label.name)
    matter.labels.set(chosen)
    matter.save_changes()
    record(LABELLED, matter=matter, actor=actor, labels=[label.name for label in chosen])
    return matter


@transaction.atomic
def add_labels(*, matter: Matter, actor: Actor, version: int, labels: Iterable[Label]) -> Matter:
    """Put these labels on the matter beside those it has."""
    return label_matter(matter=matter, actor=actor, version=version, labels={*matter.labels.all(), *labels})


@transaction.atomic
def change_visibility(*, matter: Matter, actor: Actor, version: int, visibility: str) -> Matter:
    """Change who may read the matter."""
    matter = type(matter).objects.lock(matter.pk, version=version)
    require(policies.can_change_audience(actor, matter))
    if visibility not in Visibility.values:
        raise Invalid.field("visibility", _("Choose one of the offered audiences."))
    matter.visibility = visibility
    matter.save_changes()
    hand_down_audience(matter)
    record(VISIBILITY_CHANGED, matter=matter, actor=actor, visibility=visibility)
    return matter
