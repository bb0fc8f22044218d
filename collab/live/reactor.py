"""Pings the topics that journal entries touch; what changed is fetched by each page in its own right."""

from collections.abc import Sequence

from collab.activity.models import Activity
from collab.activity.topics import announce
from collab.matters.models import Party

ACCESS = "access"


def ping(rows: Sequence[Activity]) -> None:
    """Announce matters, their departments and lists; a change of the organisation checks all sockets."""
    matters = {row.matter_id: row.matter for row in rows if row.matter is not None}
    topics = {f"matter.{pk}" for pk in matters}
    topics |= {f"list.{matter.kind}" for matter in matters.values()}
    topics |= {f"department.{pk}" for pk in _departments(matters)}
    if any(row.matter_id is None for row in rows):
        topics.add(ACCESS)
    announce(topics)


def _departments(matters: dict) -> set[int]:
    """Home departments and those that are party; parties that another reactor read are not read again."""
    found = {matter.department_id for matter in matters.values()}
    bare = []
    for matter in matters.values():
        known = getattr(matter, "_parties", None)
        if known is None:
            bare.append(matter.pk)
        else:
            found |= {party.department_id for party in known if party.department_id}
    if bare:
        rows = Party.objects.filter(matter__in=bare).exclude(department=None)
        found |= set(rows.values_list("department_id", flat=True))
    return found
