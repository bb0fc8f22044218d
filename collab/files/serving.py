"""Files as answers: attachments that no browser guesses about."""

from typing import IO

from django.http import FileResponse
from django.utils.translation import gettext as _

from collab.common.errors import Conflict
from collab.common.sheets import TYPES

from .models import MadeFile


def kept(made: MadeFile) -> FileResponse:
    """The file a job has written, or Conflict where there is none (yet, or any more)."""
    if not made.is_done:
        raise Conflict(_("The file is not ready."), code="not_ready", state=made.state)
    try:
        file = made.place.open("rb")
    except FileNotFoundError:
        raise Conflict(_("The file is no longer kept. Ask for it again."), code="not_kept") from None
    return handed_out(file, made.name, made.format)


def handed_out(file: IO[bytes], name: str, format: str) -> FileResponse:
    """A file as an attachment that is saved and never run."""
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[format])
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
