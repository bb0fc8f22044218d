"""Takes the translatable messages out of the source into the catalogues."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("zh_Hans",)
IGNORED = ("node_modules", "static/*", "var/*", "tests/*", ".venv/*", "bench/*", "scripts/*", "staticfiles/*")
EXTENSIONS = {"django": "html,txt,py,jinja", "djangojs": "js"}


def extract(folder: Path) -> None:
    """Bring the catalogues under `folder` up to the source there; texts gone from it are dropped."""
    (folder / "locale").mkdir(exist_ok=True)
    for domain, extensions in EXTENSIONS.items():
        command = [
            sys.executable,
            "-m",
            "django",
            "makemessages",
            "--domain",
            domain,
            "--extension",
            extensions,
        ]
        command += ["--no-wrap", "--no-obsolete", "--add-location", "file"]
        command += [part for locale in LOCALES for part in ("--locale", locale)]
        command += [part for pattern in IGNORED for part in ("--ignore", pattern)]
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=folder, check=True, env=environment, stdout=subprocess.DEVNULL)
    for path in (folder / "locale").glob("*/LC_MESSAGES/*.po"):
        drop_second_plural(path)


def drop_second_plural(path: Path) -> None:
    """gettext gives new messages two plural forms even where the language has one."""
    text = path.read_text(encoding="utf-8")
    if "nplurals=1" in text:
        path.write_text(re.sub(r'^msgstr\[1\] ""\n', "", text, flags=re.MULTILINE), encoding="utf-8")


def main() -> int:
    if not shutil.which("xgettext"):
        print("Extraction needs GNU gettext (apt-get install gettext).", file=sys.stderr)
        return 1
    extract(ROOT)
    return subprocess.run([sys.executable, "-m", "scripts.check_catalogue"], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
