"""A bare socket server: every open socket gets what any socket sends. No access rules, no Redis, no framework."""

sockets: set = set()


async def application(scope, receive, send) -> None:
    """One connection; a text frame from anyone goes to all, in the order of their arrival."""
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    sockets.add(send)
    try:
        while (message := await receive())["type"] != "websocket.disconnect":
            if text := message.get("text"):
                for other in list(sockets):
                    await other({"type": "websocket.send", "text": text})
    finally:
        sockets.discard(send)
