"""Taking files in, checked before use, and taking them off a matter."""

import hashlib
import os
import re
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, NotFound, require
from collab.common.later import later

from .. import policies
from ..events import FILE_ATTACHED, FILE_REMOVED
from ..models import Attachment, Matter

Image = later("PIL.Image")
MAX_UNPACKED = 500 * 1024 * 1024
MAX_PIXELS = 80_000_000
IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"}
ARCHIVES = {".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".jar"}
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

Listener = Callable[..., None]
_listeners: dict[str, Listener] = {}


def tell_when_opened(kind: str, listener: Listener) -> None:
    """Have `listener(attachment=…, actor=…)` called when somebody opens a file of a matter of this kind."""
    _listeners[kind] = listener


def open_file(*, attachment: Attachment, actor: Actor) -> Path:
    """Where the content lies, for somebody who opens it; NotFound where it was lost."""
    place = Path(settings.MEDIA_ROOT) / attachment.path
    if not place.is_file():
        raise NotFound
    if listener := _listeners.get(attachment.matter.kind):
        listener(attachment=attachment, actor=actor)
    return place


def safe_name(name: str) -> str:
    """A file name without folders, control or direction marks; Invalid where nothing is left."""
    name = unicodedata.normalize("NFC", _HIDDEN.sub("", name or ""))
    name = re.split(r"[/\\]", name)[-1].strip(" .")
    if not name:
        raise Invalid.field("file", _("The file needs a name."), "name")
    stem, suffix = os.path.splitext(name)
    return stem[: 190 - len(suffix)] + suffix[:20]


def _check_content(file: BinaryIO, suffix: str) -> None:
    try:
        if suffix in IMAGES:
            with Image.open(file) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise Invalid.field("file", _("This picture has too many pixels."), "pixels")
        elif suffix in ARCHIVES:
            with zipfile.ZipFile(file) as archive:
                if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                    raise Invalid.field("file", _("This file unpacks to more than 500 MB."), "unpacked")
    except (
        Image.DecompressionBombError,
        Image.UnidentifiedImageError,
        zipfile.BadZipFile,
        NotImplementedError,  # a version of the format that is not known
        OSError,
        ValueError,
    ) as error:
        raise Invalid.field("file", _("The content does not fit the file's name."), "content") from error
    finally:
        file.seek(0)


def store_content(file: BinaryIO) -> tuple[str, str, int]:
    """Write the content under its hash, fsynced, before any row names it."""
    digest, size = hashlib.sha256(), 0
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    part = root / f".upload-{os.getpid()}-{id(file)}"
    with part.open("wb") as target:
        while block := file.read(1 << 20):
            size += len(block)
            digest.update(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    sha256 = digest.hexdigest()
    place = root / sha256[:2] / sha256
    place.parent.mkdir(exist_ok=True)
    part.replace(place)
    return f"{sha256[:2]}/{sha256}", sha256, size


@transaction.atomic
def attach_file(*, matter: Matter, actor: Actor, file, name: str) -> Attachment:
    """Attach an uploaded file after checking name, size, unpacked size and pixels."""
    matter = Matter.objects.lock(matter.pk)
    require(policies.can_comment(actor, matter))
    return keep_file(matter=matter, actor=actor, file=file, name=name)


@transaction.atomic
def keep_file(*, matter: Matter, actor: Actor, file, name: str) -> Attachment:
    """The same for a file that belongs to what is being opened or taken in, whoever sent it; part of that action."""
    name = safe_name(name)
    if file.size > settings.ATTACHMENT_MAX_BYTES:
        limit = settings.ATTACHMENT_MAX_BYTES // (1024 * 1024)
        raise Invalid.field("file", _("Files may have up to %(limit)s MB.") % {"limit": limit}, "size")
    _check_content(file, os.path.splitext(name)[1].lower())
    path, sha256, size = store_content(file)
    attachment = Attachment.objects.create(
        matter_id=matter.pk,
        name=name,
        path=path,
        sha256=sha256,
        size=size,
        content_type="application/octet-stream",
        uploaded_by=actor.person,
        uploaded_at=clock.now(),
    )
    matter.touch()
    record(FILE_ATTACHED, matter=matter, actor=actor, attachment=attachment.pk, name=name, sha256=sha256)
    return attachment


@transaction.atomic
def remove_attachment(*, attachment: Attachment, actor: Actor) -> None:
    """Take a file off a matter; the content stays for the history's hashes."""
    matter = Matter.objects.lock(attachment.matter_id)
    require(policies.can_remove_attachment(actor, attachment))
    if not Attachment.objects.filter(pk=attachment.pk, removed_at=None).update(removed_at=clock.now()):
        raise Conflict(_("This file was removed already."), code="removed")
    matter.touch()
    record(FILE_REMOVED, matter=matter, actor=actor, attachment=attachment.pk, name=attachment.name)
