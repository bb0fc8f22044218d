"""Turns a bare checkout into an environment that can serve or be tested; repeats only what changed."""

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMPS = VENV / "stamps"
REQUIREMENTS = ROOT / "requirements"
FRONTEND = ROOT / "frontend"
BUNDLE = ROOT / "static" / "dist"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 18


class SetupError(Exception):
    """Something the machine lacks, worded for whoever typed the command."""


def run(*command: str | Path, quiet: bool = True) -> str:
    """Run to the end and return the output; a failure carries everything the command said."""
    environment = os.environ | {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "UV_PYTHON_DOWNLOADS": "never",
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )
    if done.returncode:
        raise SetupError(f"failed: {' '.join(str(part) for part in command)}\n{done.stdout or ''}".rstrip())
    return done.stdout or ""


def digest(paths: Iterable[Path], *facts: str) -> str:
    """One hash over file contents and facts: the same inputs give the same stamp."""
    total = hashlib.sha256("\0".join(facts).encode())
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def once(name: str, stamp: Path, inputs: str, work: Callable[[], None]) -> None:
    """Do the work unless its stamp says the same inputs were worked on before."""
    if stamp.is_file() and stamp.read_text() == inputs:
        return
    started = time.monotonic()
    print(f"· {name} …", flush=True)
    work()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(inputs)
    print(f"✓ {name} ({time.monotonic() - started:.0f} s)", flush=True)


def usable_pythons() -> Iterable[str]:
    """Interpreters that can make an environment, the fastest build first."""
    probe = f"import sys, venv, ensurepip; sys.exit(sys.version_info[:2] < {OLDEST_PYTHON})"
    for candidate in (
        "/usr/bin/python3.11",
        shutil.which("python3.11"),
        sys.executable,
        shutil.which("python3"),
    ):
        if not candidate or not Path(candidate).exists():
            continue
        if subprocess.run([candidate, "-c", probe], capture_output=True).returncode == 0:
            yield candidate


def make_environment() -> None:
    """Create .venv unless a working one stands there."""
    python = BIN / "python"
    if python.exists() and subprocess.run([python, "-c", "import pip"], capture_output=True).returncode == 0:
        return
    found = next(iter(usable_pythons()), None)
    if found is None:
        raise SetupError(
            "no Python 3.11 that can make environments (apt-get install python3.11 python3.11-venv)"
        )
    shutil.rmtree(VENV, ignore_errors=True)
    run(found, "-m", "venv", VENV)


def install(lock: Path) -> None:
    """Install one hashed lock, with uv where it can be had and reaches a registry, else with pip."""
    pip = (BIN / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r")
    try:
        uv = shutil.which("uv", path=f"{BIN}{os.pathsep}{os.environ['PATH']}")
        if uv is None:
            run(*pip, REQUIREMENTS / "installer.txt")
            uv = str(BIN / "uv")
        run(uv, "pip", "install", "--quiet", "--python", BIN / "python", "--require-hashes", "-r", lock)
    except SetupError:
        run(*pip, lock)


def python_packages(*, with_tests: bool) -> None:
    """Bring .venv to the lock; what the tests need contains what the product needs."""
    make_environment()
    base, test = REQUIREMENTS / "base.txt", REQUIREMENTS / "test.txt"
    wanted = {lock.stem: digest([lock]) for lock in (base, test)}
    if with_tests:
        once("Python packages, with those for tests", STAMPS / "test", wanted["test"], lambda: install(test))
        (STAMPS / "base").write_text(wanted["base"])
    else:
        once("Python packages", STAMPS / "base", wanted["base"], lambda: install(base))


def node_is_usable() -> bool:
    """Whether npm and a Node young enough are on the path."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if not (node and npm):
        return False
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    return version.startswith("v") and int(version[1:].split(".")[0]) >= OLDEST_NODE


def provide_node() -> None:
    """Put Node into .venv where the machine has none."""
    if not node_is_usable():
        lock = REQUIREMENTS / "node.txt"
        once("Node", STAMPS / "node", digest([lock]), lambda: install(lock))


def bundle_sources() -> list[Path]:
    """Everything the bundle is made of, the packages only by their lock."""
    found = []
    for folder, children, names in os.walk(FRONTEND):
        children[:] = [child for child in children if child != "node_modules"]
        found += [Path(folder, name) for name in names]
    return found


def bundle() -> None:
    """Install the front-end packages and bundle them."""
    manifests = [FRONTEND / "package.json", FRONTEND / "package-lock.json", FRONTEND / ".npmrc"]
    once(
        "front-end packages",
        FRONTEND / "node_modules" / ".stamp",
        digest(manifests),
        lambda: (provide_node(), run("npm", "ci", "--prefix", FRONTEND)),
    )
    once(
        "front-end bundle",
        BUNDLE / ".stamp",
        digest(bundle_sources()),
        lambda: (provide_node(), run("npm", "run", "build", "--prefix", FRONTEND)),
    )


def compile_translations() -> None:
    """Compile each catalogue that is younger than its compiled form."""
    stale = [
        source
        for source in (ROOT / "locale").glob("*/LC_MESSAGES/*.po")
        if not (made := source.with_suffix(".mo")).exists() or made.stat().st_mtime <= source.stat().st_mtime
    ]
    for domain in sorted({source.stem for source in stale}):
        run(
            BIN / "python",
            "-m",
            "babel.messages.frontend",
            "compile",
            "-f",
            "-d",
            ROOT / "locale",
            "-D",
            domain,
        )
        print(f"✓ translations ({domain})", flush=True)


def prepare(*, with_tests: bool) -> None:
    """Python and the front end side by side, then what needs both."""
    with ThreadPoolExecutor(2) as pool:
        if node_is_usable():
            parts = [pool.submit(python_packages, with_tests=with_tests), pool.submit(bundle)]
            for part in parts:
                part.result()
        else:
            python_packages(with_tests=with_tests)
            bundle()
    compile_translations()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--with-tests", action="store_true", help="also install what the tests need")
    options = parser.parse_args()
    with (ROOT / "Makefile").open() as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        try:
            prepare(with_tests=options.with_tests)
        except SetupError as error:
            print(f"Set-up stopped. {error}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
