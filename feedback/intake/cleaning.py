"""Takes out of a file whatever tells who made it: only pictures and plain text come in without a name.

Office documents and PDFs carry authors, companies, revisions and hidden comments in more places than can be trusted to be
found, so they are refused with a way out. Pictures are drawn anew from their pixels, and names of files are ours.
"""

import io
import os
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from collab.common.errors import Invalid
from collab.common.later import later
from collab.matters.actions.attachments import MAX_PIXELS, safe_name

Image, ImageOps = later("PIL.Image"), later("PIL.ImageOps")
LARGEST = 10 * 1024 * 1024
MOST = 3
PICTURES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
TEXTS = {".txt"}


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
    if file.size > LARGEST:
        limit = LARGEST // (1024 * 1024)
        raise Invalid.field("file", _("Files may have up to %(limit)s MB.") % {"limit": limit}, "size")
    if suffix in PICTURES:
        return Cleaned(f"picture-{place}{suffix}", _redrawn(file, PICTURES[suffix]))
    if suffix in TEXTS:
        return Cleaned(f"text-{place}.txt", file.read())
    raise Invalid.field(
        "file",
        _(
            "Documents carry their author’s name. Without a name, send pictures (PNG, JPEG, WebP) or plain text, "
            "or copy the words into the message."
        ),
        "may_name_author",
    )


def _redrawn(file: Any, form: str) -> bytes:
    """The pixels alone, turned the right way up; no EXIF, no comments, no profile, no thumbnail."""
    try:
        with Image.open(file) as image:
            if image.format != form:
                raise ValueError("another format than its name says")
            if image.width * image.height > MAX_PIXELS:
                raise Invalid.field("file", _("This picture has too many pixels."), "pixels")
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
    return held.getvalue()
