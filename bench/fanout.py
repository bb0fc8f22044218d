"""Live: how long until the last of thousands of sockets has heard, beside a bare uvicorn, and what a socket costs."""

import time
from dataclasses import dataclass
from pathlib import Path

from collab.activity.topics import announce

from .listeners import Listeners
from .people import Caller
from .processes import resident_mib, sockets

TOPIC = "list.task"
PAUSE = 0.12


@dataclass(frozen=True)
class FanOut:
    """Milliseconds until the last socket heard, and KiB per socket."""

    sockets: int
    p50: float
    p99: float
    bare_p50: float
    bare_p99: float
    kib_per_socket: float


def measure_fan_out(count: int, rounds: int, people: list[Caller], env: dict[str, str], log: Path) -> FanOut:
    """Alternate between the product's socket server and the bare one."""
    headers = [f"Authorization: Bearer {caller.token}" for caller in people]
    hello = f'{{"subscribe": ["{TOPIC}", "me"]}}'
    said = '{"topic":"list.task","seq":1764000000000}'
    with (
        sockets("collab.asgi:application", env, log) as (port, pid),
        sockets("bench.reference.sockets:application", {}, log) as (bare_port, _),
    ):
        time.sleep(1)
        before = resident_mib(pid)
        with (
            Listeners(port, count, headers=headers, hello=hello) as ours,
            Listeners(bare_port, count, speak=said) as bare,
        ):
            after = resident_mib(pid)
            figures, bare_figures = _rounds(ours, bare, rounds)
    return FanOut(count, *_percentiles(figures), *_percentiles(bare_figures), (after - before) * 1024 / count)


def _rounds(ours: Listeners, bare: Listeners, rounds: int) -> tuple[list[float], list[float]]:
    """Ping one and the other in turn, so that whatever else the machine does meets both; the first three warm up."""
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 3):
        time.sleep(PAUSE)
        one = ours.round(lambda: announce({TOPIC}))
        time.sleep(PAUSE)
        other = bare.round()
        if number >= 3:
            found[0].append(one)
            found[1].append(other)
    return sorted(found[0]), sorted(found[1])


def _percentiles(found: list[float]) -> tuple[float, float]:
    return found[len(found) // 2], found[min(int(len(found) * 0.99), len(found) - 1)]
