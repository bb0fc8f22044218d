"""Takes out of a file whatever tells who made it: only pictures and plain text come in without a name.

Office documents and PDFs carry authors, companies, revisions and hidden comments in more places than can be trusted to be
found, so they are refused with a way out. Pictures are drawn anew from their pixels, and names of files are ours.
"""

import io
import os
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from collab.common.errors import Invalid
from collab.common.later import later
from collab.matters.actions.attachments import MAX_PIXELS, safe_name

Image, ImageOps = later("PIL.Image"), later("PIL.ImageOps")
LARGEST = 10 * 1024 * 1024
MOST = 3
LONGEST_SIDE = 4_096
PICTURES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
TEXTS = {".txt"}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class Cleaned:
    """What is left of a file once nothing in it speaks of its maker."""

    name: str
    content: bytes


def clean_files(files: list[Any]) -> list[Cleaned]:
    """Every file without a trace of its maker, or Invalid naming the field and the way out."""
    if len(files) > MOST:
        raise Invalid.field("file", _("Add at most %(most)s files.") % {"most": MOST}, "too_many")
    return [_clean(file, place) for place, file in enumerate(files, start=1)]


def _clean(file: Any, place: int) -> Cleaned:
    suffix = os.path.splitext(safe_name(file.name))[1].lower()
    _check_size(file.size)
    if suffix in PICTURES:
        return Cleaned(f"picture-{place}{suffix}", _redrawn(file, PICTURES[suffix]))
    if suffix in TEXTS:
        return Cleaned(f"text-{place}.txt", _plain(file.read()))
    raise Invalid.field(
        "file",
        _(
            "Documents carry their author’s name. Without a name, send pictures (PNG, JPEG, WebP) or plain text, "
            "or copy the words into the message."
        ),
        "may_name_author",
    )


def _check_size(size: int) -> None:
    most = min(LARGEST, settings.ATTACHMENT_MAX_BYTES)
    if size > most:
        limit = most // (1024 * 1024)
        raise Invalid.field("file", _("Files may have up to %(limit)s MB.") % {"limit": limit}, "size")


def _plain(content: bytes) -> bytes:
    """The letters alone: what calls itself text may be anything, and anything may carry its author."""
    for charset in ("utf-16" if content[:2] in UTF_16 else "utf-8-sig", "gb18030"):
        try:
            words = content.decode(charset)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(words):
            return words.encode()
    raise Invalid.field("file", _("The content does not fit the file's name."), "content")


def _redrawn(file: Any, form: str) -> bytes:
    """The pixels alone, turned the right way up and at most 4,096 to a side; no EXIF, no comments, no profile, no
    thumbnail. A telephone's JPEG may hold more than one picture (MPO); the first is taken.
    """
    try:
        with Image.open(file) as image:
            if image.format != form and (image.format, form) != ("MPO", "JPEG"):
                raise ValueError("another format than its name says")
            if image.width * image.height > MAX_PIXELS:
                raise Invalid.field("file", _("This picture has too many pixels."), "pixels")
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image)
            seen = upright.convert(
                "RGB" if form == "JPEG" or upright.mode not in ("RGBA", "LA", "P") else "RGBA"
            )
        bare = Image.frombytes(seen.mode, seen.size, seen.tobytes())
        held = io.BytesIO()
        bare.save(held, form)
    except (
        Image.DecompressionBombError,
        Image.UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
    ) as error:
        raise Invalid.field("file", _("The content does not fit the file's name."), "content") from error
    _check_size(len(held.getvalue()))
    return held.getvalue()
