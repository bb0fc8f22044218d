"""Runs every check and every test there is, on both databases and in a browser, and counts them honestly."""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from scripts import servers

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
NOTHING_COLLECTED = 5
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHECKS: dict[str, list[str]] = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "templates": ["djlint", "templates", "--lint", "--quiet"],
    "types": ["mypy"],
    "import contracts": ["lint-imports", "--no-logo"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "catalogues": ["python", "-m", "scripts.check_catalogue"],
    "catalogues against the source": ["python", "-m", "scripts.check_catalogue", "--against-source"],
    "compose file": ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
    "Dockerfile": ["hadolint", "Dockerfile"],
}

NEEDED = {"catalogues against the source": ("xgettext", "GNU gettext (apt-get install gettext)")}


@dataclass
class Tally:
    """What came out of one step."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    notes: list[str] = field(default_factory=list)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.notes + other.notes,
        )


def lacking(step: str, what: str) -> Tally:
    """A step this machine cannot take: one line, and an error where nothing may be missing."""
    note = f"{'FAILED' if IN_CI else 'SKIPPED'} {step}: this machine has no {what}"
    print(note, flush=True)
    return Tally(failed=1, notes=[note]) if IN_CI else Tally(skipped=1, notes=[note])


def environment(**extra: str) -> dict[str, str]:
    """Ours, without any server somebody else may have pointed us at."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return kept | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "SECRET_KEY": "only-for-tests"} | extra


def check(data_dir: str) -> Tally:
    """Lint, types, contracts, migrations, catalogues, container files: two at a time."""

    def one(name: str) -> Tally:
        program, what = NEEDED.get(name, ("sh", ""))
        if not shutil.which(program):
            return lacking(name, what)
        done = subprocess.run(
            CHECKS[name], cwd=ROOT, env=environment(DATA_DIR=data_dir), capture_output=True, text=True
        )
        if done.returncode == 0:
            print(f"✓ {name}", flush=True)
            return Tally(passed=1)
        print(f"✗ {name}\n{done.stdout}{done.stderr}".rstrip(), flush=True)
        return Tally(failed=1, notes=[f"FAILED check: {name}"])

    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(one, sorted(CHECKS, key=lambda name: name != "types")), Tally())


def pytest(step: str, selection: str, data_dir: str, *, workers: int = 0, **extra: str) -> Tally:
    """One pytest call, its output shown as it comes, its counts read from its report."""
    report = Path(data_dir) / f"{step}.xml"
    dearest = ["--durations=20", "--durations-min=5"]
    command = ["python", "-m", "pytest", "-q", "-m", selection, *dearest, f"--junitxml={report}"]
    if workers:
        command += ["-n", str(workers)]
    code = subprocess.run(command, cwd=ROOT, env=environment(DATA_DIR=data_dir, **extra)).returncode
    if code == NOTHING_COLLECTED:
        return Tally(failed=1, notes=[f"FAILED {step}: no test was collected"])
    tally = read_report(report)
    if code and not tally.failed:
        tally.failed = 1
    if tally.failed:
        tally.notes.append(f"FAILED {step}: {tally.failed} tests")
    return tally


def read_report(report: Path) -> Tally:
    """The counts of one JUnit file; none where pytest did not get as far as writing it."""
    total = Tally()
    if report.is_file():
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            ran, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
            failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            total += Tally(ran - failed - skipped, failed, skipped)
    return total


def workers() -> int:
    return min(os.cpu_count() or 1, 8)


def sqlite(data_dir: str) -> Tally:
    """Unit and integration tests as the embedded mode runs them."""
    return pytest("sqlite", "not browser and not postgres and not full", data_dir, workers=workers())


def postgres(data_dir: str) -> Tally:
    """The same and more on PostgreSQL and Redis of our own."""
    with contextlib.ExitStack() as stack:
        try:
            urls = {
                "DATABASE_URL": stack.enter_context(servers.postgres(servers.OFTEN_VACUUMED)),
                "REDIS_URL": stack.enter_context(servers.redis()),
            }
        except servers.Missing as missing:
            return lacking("postgres", str(missing))
        return pytest("postgres", "not browser", data_dir, workers=workers(), **urls)


def browser(data_dir: str) -> Tally:
    """A real Chromium and server per worker; a call of its own, as Playwright leaves a loop running."""
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if not chromium or not Path(chromium).exists():
        return lacking("browser", "Chromium (apt-get install chromium fonts-noto-cjk, or set CHROMIUM)")
    return pytest("browser", "browser", data_dir, workers=workers(), CHROMIUM=chromium)


STEPS: dict[str, Callable[[str], Tally]] = {
    "check": check,
    "sqlite": sqlite,
    "postgres": postgres,
    "browser": browser,
}


@contextlib.contextmanager
def heading(step: str) -> Iterator[None]:
    started = time.monotonic()
    print(f"\n── {step} " + "─" * (74 - len(step)), flush=True)
    yield
    print(f"── {step}: {time.monotonic() - started:.0f} s", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", metavar="STEP", help=f"just these of {', '.join(STEPS)}")
    chosen = parser.parse_args().only or list(STEPS)
    if unknown := set(chosen) - set(STEPS):
        parser.error(f"no step {', '.join(sorted(unknown))}; there are {', '.join(STEPS)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    total = Tally()
    for step in chosen:
        with heading(step), tempfile.TemporaryDirectory(prefix="collab-test-") as data_dir:
            total += STEPS[step](data_dir)
    print("\n" + "\n".join([*total.notes, ""]), end="")
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped", flush=True)
    return 1 if total.failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
