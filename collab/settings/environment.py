"""Reads the process environment once; a wrong value ends the start with one line that names the variable."""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

import environ

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()


def refuse(variable: str, why: str) -> None:
    """End the process with one line that names the variable and the reason."""
    sys.exit(f"{variable}: {why}")


def checked_url(variable: str, schemes: tuple[str, ...]) -> str:
    """The URL in `variable`, or "" where unset; any other scheme or a missing host ends the start."""
    url = os.environ.get(variable, "").strip()
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  (a malformed port raises here)
    except ValueError as error:
        refuse(variable, f"is not a URL ({error})")
    if parts.scheme not in schemes:
        refuse(
            variable,
            f"must start with one of {', '.join(s + '://' for s in schemes)}, not {parts.scheme or url!r}",
        )
    if not parts.netloc:
        refuse(variable, "names no host")
    return url


def number(variable: str, default: int) -> int:
    """A whole number from the environment; anything else ends the start."""
    raw = os.environ.get(variable, "")
    if raw and not raw.isdigit():
        refuse(variable, f"must be a whole number, not {raw!r}")
    return int(raw or default)


def font_file(variable: str) -> str:
    """The path of a font that PDF files can embed, or "" where unset; one with PostScript outlines ends the start."""
    path = os.environ.get(variable, "").strip()
    if not path:
        return ""
    try:
        with Path(path).open("rb") as font:
            head = font.read(16)
            if head.startswith(b"ttcf"):
                font.seek(int.from_bytes(head[12:16], "big"))
                head = font.read(4)
    except OSError as error:
        refuse(variable, f"{path} cannot be read ({error.strerror})")
        raise
    if not head.startswith((b"\x00\x01\x00\x00", b"true")):
        refuse(variable, f"{path} is no font with TrueType outlines, which are the ones that can be embedded")
    return path


DATABASE_URL = checked_url("DATABASE_URL", ("postgres", "postgresql"))
REDIS_URL = checked_url("REDIS_URL", ("redis", "rediss"))
EMBEDDED = not DATABASE_URL and not REDIS_URL
DEBUG = env.bool("DEBUG", default=False)
HOST = env.str("HOST", default="127.0.0.1")
PORT = number("PORT", 8000)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()


def prepare_data_dir() -> None:
    """Make the data folder; one that cannot be written ends the start."""
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        if not os.access(DATA_DIR, os.W_OK):
            refuse("DATA_DIR", f"{DATA_DIR} cannot be written")
    except OSError as error:
        refuse("DATA_DIR", f"{DATA_DIR} cannot be made ({error.strerror})")


if EMBEDDED:
    prepare_data_dir()


def secret_key() -> str:
    """SECRET_KEY, or one kept in the data folder so that embedded sessions outlive a restart."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    if not EMBEDDED:
        refuse("SECRET_KEY", "must be set where DATABASE_URL or REDIS_URL is")
    kept = DATA_DIR / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()
