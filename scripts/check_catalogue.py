"""Fails where a catalogue is incomplete, fuzzy or breaks a placeholder or, if asked, lags the source."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from scripts.messages import extract

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 40


def load(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=path.parent.parent.name)


def complaints(catalogue: Catalog) -> list[str]:
    """What is wrong inside one catalogue, a line each."""
    found = []
    for message in catalogue:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.fuzzy:
            found.append(f"fuzzy: {message.id!r}")
        elif not all(texts):
            found.append(f"untranslated: {message.id!r}")
        found += [f"{error}: {message.id!r}" for error in message.check(catalogue)]
    return found


def keys(path: Path) -> set:
    return {(message.context, message.id) for message in load(path) if message.id}


def lagging(catalogues: list[Path]) -> list[str]:
    """What the source says and a catalogue does not know, found by extracting into a copy."""
    with tempfile.TemporaryDirectory(prefix="collab-messages-") as folder:
        copy = Path(folder)
        for name in tracked_sources():
            if (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, copy / name)
        extract(copy)
        return [
            f"{path.relative_to(ROOT)}: not in the catalogue: {missing!r}"
            for path in catalogues
            for missing in sorted(keys(copy / path.relative_to(ROOT)) - keys(path), key=str)
        ]


def tracked_sources() -> list[str]:
    """Files git knows or would take up, as far as they may hold messages."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return [
        name
        for name in listed.splitlines()
        if name.endswith((".py", ".html", ".txt", ".jinja", ".js", ".po")) and not name.startswith("tests/")
    ]


def main() -> int:
    catalogues = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    if not catalogues:
        print("no catalogue under locale/")
        return 1
    if "--against-source" in sys.argv:
        found = lagging(catalogues)
    else:
        found = [
            f"{path.relative_to(ROOT)}: {complaint}"
            for path in catalogues
            for complaint in complaints(load(path))
        ]
    for line in found[:SHOWN]:
        print(line)
    if len(found) > SHOWN:
        print(f"… and {len(found) - SHOWN} more")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
