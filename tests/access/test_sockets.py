"""Websockets: one door, and behind it no topic of what a person may not see."""

import pytest

from collab.live.application import LiveApplication
from collab.live.selectors import open_topics

from .expectations import EVERYONE

pytestmark = pytest.mark.django_db
DOORS = {"/ws/live/"}


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


async def test_there_is_one_door_and_it_is_known():
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "websocket.connect"}

    async def send(message: dict) -> None:
        sent.append(message)

    application = LiveApplication(http=None)
    application.hub = object()
    for path in ("/ws/", "/ws/live", "/ws/minutes/1/", "/ws/live/../admin/"):
        assert path not in DOORS
        await application({"type": "websocket", "path": path}, receive, send)
    assert {message["type"] for message in sent} == {"websocket.close"}
