"""Thousands of open websockets in a process of its own; tells when the last of them heard each ping."""

import asyncio
import base64
import json
import os
import resource
import subprocess
import sys
import time

AT_ONCE = 50
SETTLE = 60.0
MASK = bytes(4)


def frame(opcode: int, payload: bytes) -> bytes:
    """One masked client frame; the mask is zero, which servers accept."""
    size = len(payload)
    head = (
        bytes([0x80 | opcode, 0x80 | size])
        if size < 126
        else bytes([0x80 | opcode, 0xFE]) + size.to_bytes(2, "big")
    )
    return head + MASK + payload


class Crowd:
    """Counts the sockets that have heard something in this round and notes when it was all of them."""

    def __init__(self, size: int):
        self.size, self.heard, self.round = size, 0, 0
        self.complete = asyncio.Event()
        self.at = 0.0

    def expect(self) -> None:
        self.heard, self.round = 0, self.round + 1
        self.complete.clear()

    def hear(self) -> None:
        self.heard += 1
        if self.heard == self.size:
            self.at = time.perf_counter()
            self.complete.set()


class Listener(asyncio.Protocol):
    """One websocket, parsed just far enough."""

    def __init__(self, crowd: Crowd, header: str, hello: str):
        self.crowd, self.header, self.hello = crowd, header, hello
        self.opened = asyncio.get_running_loop().create_future()
        self.data = bytearray()
        self.is_open, self.heard_in = False, 0

    def connection_made(self, transport) -> None:
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            "GET /ws/live/ HTTP/1.1", "Host: 127.0.0.1", "Upgrade: websocket", "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13",
        ]  # fmt: skip
        transport.write("\r\n".join([*lines, *([self.header] if self.header else []), "", ""]).encode())

    def data_received(self, data: bytes) -> None:
        self.data += data
        if not self.is_open:
            end = self.data.find(b"\r\n\r\n")
            if end < 0:
                return
            if b" 101 " not in self.data[:20]:
                raise RuntimeError(bytes(self.data[:200]))
            del self.data[: end + 4]
            self.is_open = True
            if self.hello:
                self.transport.write(frame(1, self.hello.encode()))
            self.opened.set_result(None)
        while len(self.data) >= 2:
            size, start = self.data[1], 2
            if size == 126:
                size, start = int.from_bytes(self.data[2:4], "big"), 4
            if len(self.data) < start + size:
                return
            opcode = self.data[0] & 0x0F
            if opcode == 1 and self.heard_in != self.crowd.round:
                self.heard_in = self.crowd.round
                self.crowd.hear()
            elif opcode == 9:
                self.transport.write(frame(10, bytes(self.data[start : start + size])))
            del self.data[: start + size]

    def connection_lost(self, error) -> None:
        if not self.opened.done():
            self.opened.set_exception(error or RuntimeError("closed while opening"))


async def listen(plan: dict) -> None:
    """Open all sockets, say so, then for each line on standard input tell when the last one had heard."""
    loop = asyncio.get_running_loop()
    crowd = Crowd(plan["count"])
    headers, hello, listeners = plan["headers"], plan["hello"], []
    crowd.expect()
    for first in range(0, plan["count"], AT_ONCE):
        made = [
            loop.create_connection(
                lambda i=index: Listener(crowd, headers[i % len(headers)] if headers else "", hello),
                "127.0.0.1",
                plan["port"],
            )
            for index in range(first, min(first + AT_ONCE, plan["count"]))
        ]
        fresh = [protocol for _, protocol in await asyncio.gather(*made)]
        await asyncio.wait_for(asyncio.gather(*(one.opened for one in fresh)), SETTLE)
        listeners += fresh
    if hello:
        await asyncio.wait_for(crowd.complete.wait(), SETTLE)
    crowd.expect()
    print("open", flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        began = time.perf_counter()
        if plan["speak"]:
            listeners[0].transport.write(frame(1, plan["speak"].encode()))
        await asyncio.wait_for(crowd.complete.wait(), SETTLE)
        at = crowd.at
        crowd.expect()
        print(json.dumps([began, at]), flush=True)


class Listeners:
    """The crowd seen from the process that pings."""

    def __init__(self, port: int, count: int, *, headers: list[str] = (), hello: str = "", speak: str = ""):
        self.plan = {"port": port, "count": count, "headers": list(headers), "hello": hello, "speak": speak}

    def __enter__(self) -> "Listeners":
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.listeners", json.dumps(self.plan)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        if self.process.stdout.readline().strip() != "open":
            raise RuntimeError("not all sockets opened")
        return self

    def round(self, ping=None) -> float:
        """Milliseconds from the ping until the last socket heard it."""
        self.process.stdin.write("go\n")
        if ping is not None:
            began = time.perf_counter()
            ping()
        self.process.stdin.flush()
        spoke, at = json.loads(self.process.stdout.readline())
        return (at - (spoke if ping is None else began)) * 1000

    def __exit__(self, *error) -> None:
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait()


def raise_limit() -> None:
    """As many open files as the system lets us have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    raise_limit()
    asyncio.run(listen(json.loads(sys.argv[1])))
