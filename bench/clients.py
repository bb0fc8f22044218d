"""The load: a process of its own with a few clients, each with one kept-alive connection, one request at a time."""

import base64
import json
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from itertools import cycle
from statistics import quantiles

WARM_UP = 0.15


@dataclass
class Outcome:
    """What came of one load; latencies in milliseconds."""

    rate: float
    p50: float
    p99: float
    statuses: dict[str, int]
    length: int


def encode(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """One HTTP/1.1 request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body or method != "GET":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def load(port: int, clients: list[list[bytes]], seconds: float, *, once: bool = False) -> Outcome:
    """Have each client send its requests in turn for so long; with `once`, none of them twice."""
    plan = {
        "port": port,
        "seconds": seconds,
        "once": once,
        "clients": [[base64.b64encode(request).decode() for request in requests] for requests in clients],
    }
    process = subprocess.run(
        [sys.executable, "-m", "bench.clients"],
        input=json.dumps(plan).encode(),
        capture_output=True,
        check=False,
    )
    if process.returncode:
        raise RuntimeError(process.stderr.decode()[-2000:])
    return Outcome(**json.loads(process.stdout))


class Client(threading.Thread):
    """One connection."""

    def __init__(self, port: int, requests: list[bytes], until: float, once: bool):
        super().__init__()
        self.port, self.until = port, until
        self.requests = iter(requests) if once else cycle(requests)
        self.samples: list[tuple[float, float]] = []
        self.statuses: dict[str, int] = {}
        self.length = 0
        self.wire: socket.socket | None = None
        self.buffer = bytearray(1 << 20)

    def run(self) -> None:
        for request in self.requests:
            began = time.perf_counter()
            if began > self.until:
                break
            status, self.length = self.exchange(request)
            ended = time.perf_counter()
            self.samples.append((ended, ended - began))
            self.statuses[status] = self.statuses.get(status, 0) + 1

    def exchange(self, request: bytes) -> tuple[str, int]:
        """Send one request, read one whole answer: its status and length."""
        if self.wire is None:
            self.wire = socket.create_connection(("127.0.0.1", self.port), 60)
            self.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.wire.sendall(request)
        view, have, need = memoryview(self.buffer), 0, None
        head = b""
        while need is None or have < need:
            got = self.wire.recv_into(view[have:])
            if not got:
                break
            have += got
            if need is None and (end := self.buffer.find(b"\r\n\r\n", 0, have)) >= 0:
                head = bytes(self.buffer[:end])
                need = end + 4 + self._length(head)
                if need > len(self.buffer):
                    raise RuntimeError(f"an answer of {need} bytes")
        if b"connection: close" in head.lower() or not head:
            self.wire.close()
            self.wire = None
        return head[9:12].decode() or "cut", have

    @staticmethod
    def _length(head: bytes) -> int:
        for line in head.split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                return int(value)
        if head[9:12] in (b"204", b"304"):
            return 0
        raise RuntimeError(f"no length: {head!r}")


def main() -> None:
    """Carry out the plan on standard input; the figures go to standard output."""
    plan = json.load(sys.stdin)
    began = time.perf_counter()
    until = began + plan["seconds"]
    clients = [
        Client(plan["port"], [base64.b64decode(request) for request in requests], until, plan["once"])
        for requests in plan["clients"]
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    counted_from = began + plan["seconds"] * WARM_UP
    samples = [(ended, took) for client in clients for ended, took in client.samples if ended >= counted_from]
    samples = samples or [(time.perf_counter(), 0.0)]
    took = sorted(took * 1000 for _, took in samples)
    cuts = quantiles(took, n=100) if len(took) > 1 else took * 99
    statuses: dict[str, int] = {}
    for client in clients:
        for status, count in client.statuses.items():
            statuses[status] = statuses.get(status, 0) + count
    span = max(ended for ended, _ in samples) - counted_from
    figures = {"rate": len(samples) / max(span, 1e-6), "p50": cuts[49], "p99": cuts[98]}
    print(json.dumps(figures | {"statuses": statuses, "length": clients[0].length}))


if __name__ == "__main__":
    main()
