"""Which ASGI scope goes where; the hub lives from the server's start to its stop."""

from collections.abc import Awaitable, Callable
from typing import Any

from collab.common.garbage import settle

from .consumers import LiveDoor
from .hub import Hub
from .minutes.door import MINUTES_PATH, MinutesDoor

LIVE_PATH = "/ws/live/"
App = Callable[..., Awaitable[None]]


class LiveApplication:
    """HTTP goes to `http`, websockets to the live door or that of minutes; one per process."""

    def __init__(self, http: App):
        self.http = http
        self.hub: Hub | None = None
        self.minutes: MinutesDoor | None = None

    async def __call__(self, scope: dict[str, Any], receive, send) -> None:
        if scope["type"] == "http":
            await self.http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self.hub is not None and scope["path"] == LIVE_PATH:
            await LiveDoor(self.hub)(scope, receive, send)
        elif self.minutes is not None and MINUTES_PATH.fullmatch(scope["path"]):
            await self.minutes(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1000})

    async def _live(self, receive, send) -> None:
        await receive()
        self.hub = Hub()
        await self.hub.start()
        self.minutes = MinutesDoor(self.hub)
        settle()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.minutes.close()
        await self.hub.stop()
        self.hub = self.minutes = None
        await send({"type": "lifespan.shutdown.complete"})
