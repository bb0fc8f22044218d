"""Which ASGI scope goes where; the hub lives from the server's start to its stop."""

from collections.abc import Awaitable, Callable
from typing import Any

from .consumers import LiveDoor
from .hub import Hub

LIVE_PATH = "/ws/live/"
App = Callable[..., Awaitable[None]]


class LiveApplication:
    """HTTP goes to `http`, websockets to the live door; one per process."""

    def __init__(self, http: App):
        self.http = http
        self.hub: Hub | None = None

    async def __call__(self, scope: dict[str, Any], receive, send) -> None:
        if scope["type"] == "http":
            await self.http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self.hub is not None and scope["path"] == LIVE_PATH:
            await LiveDoor(self.hub)(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1000})

    async def _live(self, receive, send) -> None:
        await receive()
        self.hub = Hub()
        await self.hub.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.hub.stop()
        self.hub = None
        await send({"type": "lifespan.shutdown.complete"})
