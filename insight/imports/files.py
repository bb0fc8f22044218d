"""Where the files of imports are kept: under the hash of their content, so that a run finds its own after a restart."""

from pathlib import Path

from django.conf import settings

from ..models import ImportRun
from .reasons import FileRefused, issue


def content_of(run: ImportRun) -> bytes:
    """The stored file; FileRefused where somebody removed it."""
    try:
        return (Path(settings.MEDIA_ROOT) / run.content).read_bytes()
    except OSError:
        raise FileRefused(issue("file_gone")) from None


def keep(content: bytes, digest: str) -> str:
    """Store the file under its hash; a run reads it from there, today or after a restart."""
    name = f"imports/{digest[:2]}/{digest}"
    path = Path(settings.MEDIA_ROOT) / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        draft.write_bytes(content)
        draft.replace(path)
    return name
