"""The files a circular can be taken away as, each written from the same sheet."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .document import write_docx
from .portable import write_pdf
from .reading import Sheet
from .workbook import write_xlsx

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Writing:
    """How one kind of file is made."""

    label: str | Promise
    content_type: str
    write: Callable[[Sheet], bytes]


FILES = {
    "docx": Writing(_("Word"), f"{OFFICE}.wordprocessingml.document", write_docx),
    "pdf": Writing("PDF", "application/pdf", write_pdf),
    "xlsx": Writing(_("Excel"), f"{OFFICE}.spreadsheetml.sheet", write_xlsx),
}
