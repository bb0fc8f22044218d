"""python -m bench: starts private servers, measures each size, writes the report."""

import argparse
import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import django

from scripts.servers import Missing, postgres, redis

ROOT = Path(__file__).resolve().parents[1]
SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000, "1m": 1_000_000}
SERVER = {"shared_buffers": "1GB", "work_mem": "16MB", "max_wal_size": "8GB", "effective_cache_size": "4GB"}
NAMES = {number: name for name, number in SIZES.items()}


def main() -> int:
    """Measure what the command line asks for."""
    options = _options()
    sizes = [SIZES[name] for name in options.sizes.split(",")]
    out = ROOT / "var" / "bench"
    out.mkdir(parents=True, exist_ok=True)
    began = time.time()
    try:
        with postgres(SERVER, database="start") as server, redis() as redis_url:
            stages = [_stage(size, server, redis_url, out, options) for size in sizes]
    except Missing as missing:
        print(f"bench needs {missing}")
        return 2
    run = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _git("rev-parse", "--short", "HEAD"),
        "seconds": round(time.time() - began),
        "python": sys.version.split()[0],
        "cores": os.cpu_count(),
        "stages": stages,
    }
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab.settings")
    django.setup()
    from .embedded import measure_embedded
    from .report import publish

    if not options.only:
        run["embedded_mib"] = measure_embedded(out / "embedded.log")
    publish(run, out, keep=options.keep)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", default="10k,100k", help="comma-separated: " + ", ".join(SIZES))
    parser.add_argument("--seconds", type=float, default=2.5, help="of each load")
    parser.add_argument("--rounds", type=int, default=3, help="the median counts")
    parser.add_argument("--only", nargs="*", default=[], help="operations, sweep, live")
    parser.add_argument("--sockets", type=int, default=2000)
    parser.add_argument("--profiles", action="store_true", help="profile every operation")
    parser.add_argument("--keep", action="store_true", help="append the figures to docs/bench")
    return parser.parse_args()


def _stage(size: int, server: str, redis_url: str, out: Path, options: argparse.Namespace) -> dict:
    """One size in a process and databases of its own; the live fan-out only beside the size of the targets."""
    print(f"{NAMES[size]}:", flush=True)
    base, file = server.rsplit("/", 1)[0], out / f"stage-{NAMES[size]}.json"
    for name in (f"product_{size}", f"reference_{size}"):
        subprocess.run([sys.executable, "-m", "bench.databases", server, name], check=True, cwd=ROOT)
    env = os.environ | {
        "DATABASE_URL": f"{base}/product_{size}",
        "REFERENCE_URL": f"{base}/reference_{size}",
        "REDIS_URL": redis_url,
        "SECRET_KEY": "bench-" * 10,
        "ALLOWED_HOSTS": "127.0.0.1",
        "API_RATE": "60000000/min",
        "DATA_DIR": str(out / "data"),
        "DJANGO_SETTINGS_MODULE": "collab.settings",
    }
    command = [
        sys.executable, "-m", "bench.stage", "--size", str(size), "--out", str(file),
        "--seconds", str(options.seconds), "--rounds", str(options.rounds),
        "--sockets", str(options.sockets if size in (100_000, 1_000) else 0),
        *(["--profiles"] if options.profiles or size == 100_000 else []),
        *(["--only", *options.only] if options.only else []),
    ]  # fmt: skip
    subprocess.run(command, check=True, cwd=ROOT, env=env)
    return json.loads(file.read_text())


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
