"""Websockets: two doors, and behind them nothing that a person may not see."""

import pytest

from collab.live.application import LiveApplication
from collab.live.minutes.store import may_read
from collab.live.selectors import open_topics

from .expectations import EVERYONE

pytestmark = pytest.mark.django_db
DOORS = {"/ws/live/", "/ws/minutes/<id>/"}


@pytest.mark.parametrize("role", [role for role in EVERYONE if role not in {"anonymous", "admin"}])
def test_no_foreign_topic_opens(role, org, world):
    person = getattr(org, role)
    kept = [f"matter.{world.secret[thing]}" for thing in ("task", "other", "meeting", "item", "decision")]
    shared = [f"matter.{world.shared[thing]}" for thing in ("task", "other", "meeting", "item", "decision")]
    others = [f"me.{world.keeper.pk}", "access", "list.secrets", "matter.", "matter.-1", "matter.1 OR 1=1"]
    wanted = [
        *kept,
        *others,
        *([] if role == "coordinator" else [*shared, f"department.{world.treasury.pk}"]),
    ]
    assert open_topics(person.pk, wanted)[0] == {}


def test_those_inside_hear_their_own(world):
    wanted = [f"matter.{world.secret['task']}", f"department.{world.treasury.pk}"]
    assert set(open_topics(world.keeper.pk, wanted)[0]) == set(wanted)


@pytest.mark.parametrize("role", [role for role in EVERYONE if role not in {"anonymous", "admin"}])
def test_no_foreign_minutes_open(role, org, world):
    person = getattr(org, role)
    assert may_read(world.secret["minutes"], person.pk) is None
    if role != "coordinator":
        assert may_read(world.shared["minutes"], person.pk) is None
    assert may_read(world.secret["task"], person.pk) is None


def test_those_inside_open_their_own_minutes(world):
    assert may_read(world.secret["minutes"], world.keeper.pk) == str(world.keeper)


async def test_there_are_two_doors_and_they_are_known():
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "websocket.connect"}

    async def send(message: dict) -> None:
        sent.append(message)

    application = LiveApplication(http=None)
    application.hub = application.minutes = object()
    others = ("/ws/minutes/", "/ws/minutes/0/", "/ws/minutes/1", "/ws/minutes/x/", "/ws/minutes/1/2/")
    for path in ("/ws/", "/ws/live", "/ws/live/../admin/", *others):
        assert path not in DOORS
        await application({"type": "websocket", "path": path}, receive, send)
    assert {message["type"] for message in sent} == {"websocket.close"}
