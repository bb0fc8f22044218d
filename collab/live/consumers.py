"""Websocket doors: people are let in by session or token; the door /ws/live/ takes their subscriptions."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from django.http.request import split_domain_port, validate_host

from . import selectors
from .hub import Hub
from .pace import Pace
from .selectors import Grant
from .socket import SIGNED_OUT, TOO_MUCH, Socket

MAX_FRAME = 64 * 1024
MAX_TOPICS = 500
MAX_NAME = 64
BEARER = "bearer."
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Door(ABC):
    """An ASGI application for websockets: who is signed in, and comes from our own pages, is let in.

    `most_frames` is how many frames one connection may send in ten seconds.
    """

    most_frames = 120

    def __init__(self, hub: Hub):
        self.hub = hub

    @abstractmethod
    def socket(self, scope: dict[str, Any], send: Send, grant: Grant) -> Socket:
        """The socket of somebody who was let in."""

    @abstractmethod
    async def converse(self, socket: Any, receive: Receive) -> None:
        """Hear what comes until it is closed."""

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if (await receive())["type"] != "websocket.connect":
            return
        headers = {name.decode("latin1"): value.decode("latin1") for name, value in scope["headers"]}
        if not _is_ours(headers):
            await send({"type": "websocket.close", "code": 1008})
            return
        offered = scope.get("subprotocols", [])
        await send({"type": "websocket.accept", "subprotocol": _spoken(offered)})
        grant = await self._grant(headers, offered)
        if grant is None:
            await send({"type": "websocket.close", "code": SIGNED_OUT})
            return
        socket = self.socket(scope, send, grant)
        self.hub.add(socket)
        try:
            await self.converse(socket, receive)
        finally:
            self.hub.remove(socket)

    async def heard(self, socket: Socket, receive: Receive) -> AsyncIterator[dict[str, Any]]:
        """The frames of a connection until it ends; of one that is being closed nothing more is heard."""
        pace = Pace(self.most_frames)
        while (message := await receive())["type"] != "websocket.disconnect":
            if socket.is_closing:
                continue
            if pace.is_kept():
                yield message
            else:
                socket.close(TOO_MUCH)

    async def _grant(self, headers: dict[str, str], offered: Iterable[str]) -> Grant | None:
        scheme, _, secret = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            secret = next((name[len(BEARER) :] for name in offered if name.startswith(BEARER)), "")
        if secret:
            return await self.hub.ask(selectors.grant_of_token, secret.strip())
        if key := _session_key(headers.get("cookie", "")):
            return await self.hub.ask(selectors.grant_of_session, key)
        return None


class LiveDoor(Door):
    """Takes subscriptions to topics, and pings them."""

    def socket(self, scope: dict[str, Any], send: Send, grant: Grant) -> Socket:
        return Socket(send, grant)

    async def converse(self, socket: Socket, receive: Receive) -> None:
        async for message in self.heard(socket, receive):
            text = message.get("text") or ""
            if len(text) > MAX_FRAME or not await self._heed(socket, text):
                socket.close(TOO_MUCH)

    async def _heed(self, socket: Socket, text: str) -> bool:
        """Do what a frame asks for; False where that is more than one socket may hear."""
        try:
            asked = orjson.loads(text)
            wanted, dropped = _names(asked, "subscribe"), _names(asked, "unsubscribe")
        except (ValueError, TypeError):
            socket.say({"error": 'expected {"subscribe": [topic, …]} or {"unsubscribe": [topic, …]}'})
            return True
        self.hub.forget(socket, [topic for topic, name in list(socket.topics.items()) if name in dropped])
        if len(wanted | set(socket.topics.values())) > MAX_TOPICS:
            return False
        if wanted:
            found, stamp = await self.hub.ask(selectors.open_topics, socket.grant.person_id, wanted)
            self.hub.follow(socket, found, stamp)
            answer = {"subscribed": sorted(found)}
            if refused := sorted(wanted - found.keys()):
                answer["refused"] = refused
            socket.say(answer)
        return True


def _names(asked: Any, key: str) -> set[str]:
    names = asked.get(key, []) if isinstance(asked, dict) else None
    if not isinstance(names, list) or not all(
        isinstance(name, str) and len(name) <= MAX_NAME for name in names
    ):
        raise TypeError(key)
    return set(names)


def _is_ours(headers: dict[str, str]) -> bool:
    """A browser on another site carries our cookies but names itself as the origin."""
    origin = headers.get("origin")
    if origin is None or origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    host = headers.get("host", "")
    domain, _ = split_domain_port(host)
    allowed = settings.ALLOWED_HOSTS or [".localhost", "127.0.0.1", "[::1]"]
    return bool(domain) and validate_host(domain, allowed) and urlsplit(origin).netloc == host


def _session_key(cookie: str) -> str:
    try:
        found = SimpleCookie(cookie).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return found.value if found else ""


def _spoken(offered: Iterable[str]) -> str | None:
    """A browser that offers subprotocols wants one of them back; rather not the one that carries a secret."""
    offered = list(offered)
    return next((name for name in offered if not name.startswith(BEARER)), offered[0] if offered else None)
