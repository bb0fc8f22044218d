"""The lines of the result table: value, ratio, target, reached or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .operations import operations
from .targets import EMBEDDED_MIB, KIB_PER_SOCKET, LIVE_MOST, SWEEP_LEAST, TARGETS, WEB_MIB


@dataclass(frozen=True)
class Line:
    """One line; `reached` None where it was not measured."""

    what: str
    value: str
    figure: str
    target: str
    reached: bool | None

    @property
    def mark(self) -> str:
        return {True: "yes", False: "no", None: "not measured"}[self.reached]


def lines(run: dict[str, Any]) -> list[Line]:
    """The whole table; ratios at the size the targets are stated for, or the nearest measured."""
    stage = min(run["stages"], key=lambda stage: abs(stage["size"] - 100_000))
    return [
        *_rates(stage),
        *_sweep(stage),
        *_live(stage),
        *_growth(run["stages"]),
        *_memory(run, stage),
        *_sql(stage),
    ]


def _rates(stage: dict[str, Any]) -> Iterator[Line]:
    found = stage["operations"]
    base = found["reference"]["rate"]
    for operation in operations():
        least = f"≥ {TARGETS[operation.name].least:g} R"
        if figures := found.get(operation.name):
            ratio = figures["rate"] / base
            value = f"{figures['rate']:.0f}/s (p50 {figures['p50']:.1f} ms, p99 {figures['p99']:.1f} ms)"
            good = not any(status[0] not in "23" for status in figures["statuses"])
            reached = good and ratio >= TARGETS[operation.name].least
            yield Line(operation.title, value, f"{ratio:.2f} R", least, reached)
        else:
            yield Line(operation.title, "—", "—", least, None)


def _sweep(stage: dict[str, Any]) -> Iterator[Line]:
    if sweep := stage.get("sweep"):
        ratio = sweep["rate"] / sweep["reference"]
        value = f"{sweep['rate']:.0f} rungs/s beside {sweep['reference']:.0f}/s set-based"
        yield Line(
            "sweep with notices and journal", value, f"{ratio:.3f}", f"≥ {SWEEP_LEAST}", ratio >= SWEEP_LEAST
        )


def _live(stage: dict[str, Any]) -> Iterator[Line]:
    if live := stage.get("live"):
        ratio = live["p99"] / live["bare_p99"]
        value = f"{live['p99']:.0f} ms beside {live['bare_p99']:.0f} ms bare"
        title = f"live: p99 of the last of {live['sockets']:,} sockets"
        yield Line(title, value, f"{ratio:.2f}", f"≤ {LIVE_MOST:g}", ratio <= LIVE_MOST)


def _growth(stages: list[dict[str, Any]]) -> Iterator[Line]:
    if len(stages) < 2:
        return
    small, large = stages[0], stages[-1]
    for operation in operations():
        before, after = (stage["operations"].get(operation.name) for stage in (small, large))
        if before and after:
            ratio, most = after["p50"] / before["p50"], TARGETS[operation.name].growth
            value = f"p50 {before['p50']:.1f} → {after['p50']:.1f} ms"
            title = f"growth {small['size']:,} → {large['size']:,}: {operation.title}"
            yield Line(title, value, f"{ratio:.2f}", f"≤ {most:g}", ratio <= most)


def _memory(run: dict[str, Any], stage: dict[str, Any]) -> Iterator[Line]:
    web, embedded = stage.get("web_mib"), run.get("embedded_mib")
    per_socket = (stage.get("live") or {}).get("kib_per_socket")
    for title, value, unit, most in (
        ("memory: web process after the load", web, "MiB", WEB_MIB),
        ("memory: embedded process", embedded, "MiB", EMBEDDED_MIB),
        ("memory: per socket", per_socket, "KiB", KIB_PER_SOCKET),
    ):
        if value is not None:
            yield Line(title, f"{value:.0f} {unit}", "", f"≤ {most} {unit}", value <= most)


def _sql(stage: dict[str, Any]) -> Iterator[Line]:
    for name, counted in stage.get("statements", {}).items():
        most = TARGETS[name].statements
        if most is not None:
            yield Line(
                f"SQL statements: {name}",
                str(counted["count"]),
                "",
                f"≤ {most}",
                0 < counted["count"] <= most,
            )
