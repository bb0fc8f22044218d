"""Measures one size, in a process of its own whose environment names the databases; figures go to a file."""

import argparse
import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

R_PATH = "/items/"
WARM_UP = 1.5


def main() -> None:
    """Load, measure, write down."""
    options = _options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab.settings")
    import django

    django.setup()
    began = time.time()
    figures = Stage(options).run()
    figures["seconds"] = round(time.time() - began)
    options.out.write_text(json.dumps(figures, ensure_ascii=False))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.stage")
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--sockets", type=int, default=0)
    parser.add_argument("--reuse", action="store_true", help="measure what an earlier call loaded")
    parser.add_argument("--profiles", action="store_true")
    return parser.parse_args()


class Stage:
    """One size on one database."""

    def __init__(self, options: argparse.Namespace):
        self.options = options
        self.log = options.out.with_suffix(".log")
        self.env = dict(os.environ)

    def run(self) -> dict[str, Any]:
        """Everything, reads before writes."""
        self.prepare()
        found: dict[str, Any] = {
            "size": self.options.size,
            "load_seconds": self.load_seconds,
            "rows": self.rows,
        }
        wanted = set(self.options.only)
        with ExitStack() as stack:
            found |= self.measure_http(stack, wanted)
        if not wanted or "sweep" in wanted:
            from .sweeping import measure_sweep

            found["sweep"] = asdict(measure_sweep())
            say(f"  sweep {found['sweep']['rate']:.0f} rungs/s")
        if self.options.sockets and (not wanted or "live" in wanted):
            from .fanout import measure_fan_out

            fan = measure_fan_out(self.options.sockets, 60, self.people, self.env, self.log)
            found["live"] = asdict(fan)
            say(
                f"  live p99 {fan.p99:.0f} ms, bare {fan.bare_p99:.0f} ms, {fan.kib_per_socket:.0f} KiB per socket"
            )
        return found

    def prepare(self) -> None:
        """Migrate, load, and give the reference the same rows."""
        from django.core.management import call_command

        from .loading import load_matters, row_counts
        from .organisation import load_organisation
        from .people import callers

        call_command("migrate", verbosity=0)
        self.house = load_organisation(store=not self.options.reuse)
        self.load_seconds = 0.0
        if not self.options.reuse:
            self.load_seconds = round(load_matters(self.options.size, self.house, int(time.time())), 1)
        self.rows = row_counts()
        self.people = callers(self.house)
        prepared = subprocess.run(
            [sys.executable, "-m", "bench.reference.prepare", os.environ["DATABASE_URL"]],
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        self.reference_session = prepared.stdout.split()[-1]
        say(f"  loaded {self.options.size:,} in {self.load_seconds:.0f} s")

    def measure_http(self, stack: ExitStack, wanted: set[str]) -> dict[str, Any]:
        """Rounds of every operation, with the reference measured in each of them."""
        from .processes import children_of, resident_mib, web

        port, pid = stack.enter_context(web("collab.wsgi", self.env, self.log))
        reference_port, _ = stack.enter_context(web("bench.reference.wsgi", self.env, self.log))
        chosen = self.answering(wanted)
        reference = [[self.reference_wire()]] * 8
        rates: dict[str, list[dict[str, Any]]] = {name: [] for name in ("reference", *chosen)}
        for number in range(self.options.rounds + 1):
            seconds = self.options.seconds if number else WARM_UP
            rates["reference"].append(self.load(reference_port, reference, seconds))
            for name, operation in chosen.items():
                calls = operation.build(self.people, self.house)
                rates[name].append(self.load(port, calls, seconds, operation.once))
        memory = max(map(resident_mib, children_of(pid)))
        found = {name: _middle(outcomes[1:]) for name, outcomes in rates.items()}
        for name, figures in found.items():
            ratio, rate = figures["rate"] / found["reference"]["rate"], figures["rate"]
            say(
                f"  {name:14}{rate:8.0f}/s  {ratio:5.2f} R  p50 {figures['p50']:6.1f} ms  {figures['statuses']}"
            )
        return {"operations": found, "web_mib": memory, "statements": self.statements(chosen)}

    def reference_wire(self) -> bytes:
        from .clients import encode

        headers = {"Cookie": f"sessionid={self.reference_session}", "Accept": "application/json"}
        return encode("GET", R_PATH, headers)

    def answering(self, wanted: set[str]) -> dict[str, Any]:
        """The operations whose doors answer."""
        from .operations import operations
        from .statements import send_once

        found = {}
        for operation in operations():
            if wanted and operation.name not in wanted:
                continue
            status = send_once(operation.build(self.people, self.house)[1][0])
            if status >= 400:
                say(f"  {operation.name}: answered {status}, left out")
            else:
                found[operation.name] = operation
        return found

    def statements(self, chosen: dict[str, Any]) -> dict[str, Any]:
        """SQL per operation, and where the time goes."""
        from .statements import profile_of, statements_of

        found = {}
        for name, operation in chosen.items():
            count, listed = statements_of(operation.build(self.people, self.house)[1], once=operation.once)
            found[name] = {"count": count, "statements": listed}
            if self.options.profiles:
                calls = operation.build(self.people, self.house)[1]
                found[name]["profile"] = profile_of(calls, once=operation.once)
        return found

    def load(self, port: int, calls: list, seconds: float, once: bool = False) -> dict[str, Any]:
        from .clients import load

        wires = [[call if isinstance(call, bytes) else call.wire() for call in mine] for mine in calls]
        return asdict(load(port, wires, seconds, once=once))


def _middle(outcomes: list[dict[str, Any]]) -> dict[str, Any]:
    statuses: dict[str, int] = {}
    for outcome in outcomes:
        for status, count in outcome["statuses"].items():
            statuses[status] = statuses.get(status, 0) + count
    figures = {key: round(median(outcome[key] for outcome in outcomes), 2) for key in ("rate", "p50", "p99")}
    return figures | {"statuses": statuses, "length": outcomes[0]["length"]}


def say(text: str) -> None:
    """A line on the terminal, at once."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
