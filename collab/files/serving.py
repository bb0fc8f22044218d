"""Files as answers: attachments that no browser guesses about."""

from typing import IO

from django.http import FileResponse
from django.utils.translation import gettext as _

from collab.common.errors import Conflict
from collab.common.sheets import TYPES

from .models import MadeFile


def kept(made: MadeFile) -> FileResponse:
    """The file a job has written, or Conflict while there is none."""
    if not made.is_done:
        raise Conflict(_("The file is not ready."), code="not_ready", state=made.state)
    return handed_out(made.place.open("rb"), made.name, made.format)


def handed_out(file: IO[bytes], name: str, format: str) -> FileResponse:
    """A file as an attachment that is saved and never run."""
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[format])
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
