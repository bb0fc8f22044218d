"""What matters and what hangs on them look like in JSON."""

from typing import Any

from collab.activity.models import Activity
from collab.activity.sentences import detail_of, sentence_of
from collab.common.api.rendering import instant

from ..models import Attachment, Comment, Link, Matter, Party
from ..models.matter import PREFIXES

COLUMNS = (
    "id",
    "kind",
    "serial",
    "title",
    "department",
    "department__code",
    "department__name",
    "owner",
    "owner__name",
    "owner__username",
    "status",
    "is_open",
    "is_blocked",
    "due_at",
    "original_due_at",
    "closed_at",
    "done_late",
    "priority",
    "light",
    "visibility",
    "version",
    "created_at",
    "updated_at",
)
PRIORITIES = {0: "normal", 1: "high", 2: "urgent"}


def item(row: dict[str, Any]) -> dict[str, Any]:
    """A list row from column values; the names people read are beside the ids."""
    return {
        "id": row["id"],
        "kind": row["kind"],
        "number": f"{PREFIXES[row['kind']]}-{row['serial']}",
        "title": row["title"],
        "department": {
            "id": row["department"],
            "code": row["department__code"],
            "name": row["department__name"],
        },
        "owner": row["owner"]
        and {"id": row["owner"], "username": row["owner__username"], "name": row["owner__name"]},
        "status": row["status"],
        "is_open": row["is_open"],
        "is_blocked": row["is_blocked"],
        "due_at": row["due_at"],
        "original_due_at": row["original_due_at"],
        "closed_at": row["closed_at"],
        "done_late": row["done_late"],
        "priority": PRIORITIES[row["priority"]],
        "light": row["light"],
        "visibility": row["visibility"],
        "version": row["version"],
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
    }


def spine(matter: Matter) -> dict[str, Any]:
    """A matter's own facts, whatever its kind; department and owner are loaded."""
    row = {name: _value(matter, name) for name in COLUMNS}
    return item(row) | {"body": matter.body}


def _value(matter: Matter, name: str) -> Any:
    if name in ("department", "owner"):
        return getattr(matter, f"{name}_id")
    value: Any = matter
    for part in name.split("__"):
        value = getattr(value, part) if value is not None else None
    return value


def person(row) -> dict[str, Any] | None:
    return {"id": row.pk, "username": row.username, "name": row.name} if row else None


def department(row) -> dict[str, Any] | None:
    return {"id": row.pk, "code": row.code, "name": row.name} if row else None


def party(row: Party) -> dict[str, Any]:
    return {
        "id": row.pk,
        "role": row.role,
        "person": person(row.person),
        "department": department(row.department),
        "part": row.part,
        "due_at": instant(row.due_at),
        "read_at": instant(row.read_at),
        "signed_at": instant(row.signed_at),
    }


def comment(row: Comment) -> dict[str, Any]:
    return {
        "id": row.pk,
        "matter": row.matter_id,
        "author": person(row.author),
        "body": row.body,
        "created_at": instant(row.created_at),
        "edited_at": instant(row.edited_at),
        "withdrawn_at": instant(row.withdrawn_at),
        "version": row.version,
    }


def attachment(row: Attachment) -> dict[str, Any]:
    return {
        "id": row.pk,
        "matter": row.matter_id,
        "name": row.name,
        "size": row.size,
        "sha256": row.sha256,
        "uploaded_by": person(row.uploaded_by),
        "uploaded_at": instant(row.uploaded_at),
        "content": f"/api/v1/attachments/{row.pk}/content/",
    }


def stub(matter: Matter | None) -> dict[str, Any]:
    """Another matter in a link: a neutral placeholder where the reader may not look."""
    if matter is None:
        return {"id": None, "number": None, "title": None, "hidden": True}
    return {
        "id": matter.pk,
        "kind": matter.kind,
        "number": matter.number,
        "title": matter.title,
        "status": matter.status,
        "light": matter.light,
        "hidden": False,
    }


def link(row: Link, visible: dict[int, Matter]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "source": stub(visible.get(row.source_id)),
        "target": stub(visible.get(row.target_id)),
        "created_at": instant(row.created_at),
    }


def activity(row: Activity) -> dict[str, Any]:
    return {
        "id": row.pk,
        "event": row.event,
        "matter": row.matter_id,
        "actor": person(row.actor),
        "on_behalf_of": person(row.on_behalf_of),
        "via": row.via,
        "at": instant(row.at),
        "facts": row.facts,
        "sentence": sentence_of(row),
        "detail": detail_of(row),
    }
