"""Prepares a small organisation with tokens, and tasks whose clocks are about to ring, through the real actions."""

from datetime import UTC, datetime, timedelta
from typing import Any

from collab.common import clock

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def organisation() -> dict[str, Any]:
    """A department with its line, one task to talk about, and a token that may write."""
    from collab.common.actor import SYSTEM, Actor
    from collab.org.actions import create_department, create_person, create_token, set_roles
    from collab.org.models import Person, Role

    housing = create_department(actor=SYSTEM, code="housing", name="Housing")
    people = {}
    for handle, role in (("staff", Role.MEMBER), ("liaison", Role.LIAISON), ("head", Role.HEAD)):
        person = create_person(actor=SYSTEM, username=handle, name=handle.title())
        set_roles(person=person, actor=SYSTEM, version=person.version, roles=[(housing, role)])
        people[handle] = Person.objects.get(pk=person.pk)
    _token, secret = create_token(
        actor=Actor(people["staff"], "page"), person=people["staff"], name="faults", may_write=True, days=1
    )
    return {"department": housing, "secret": secret, **people}


def ringing(org: dict[str, Any], count: int) -> list[int]:
    """Tasks whose whole ladder has come due by now."""
    from collab.common.actor import Actor
    from tasks.actions import create_task, sign_for_task

    found = []
    with clock.told(MONDAY):
        for number in range(count):
            task = create_task(
                actor=Actor(org["head"], "api"),
                title=f"Ring {number}",
                department=org["department"],
                responsible=org["staff"],
                due_at=MONDAY + timedelta(days=14),
                issue=True,
            )
            sign_for_task(task=task, actor=Actor(org["staff"], "api"), version=task.version)
            found.append(task.pk)
    return found
