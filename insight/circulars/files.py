"""The files a circular can be taken away as, each written from the same sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .reading import Sheet

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Writing:
    """How one kind of file is made."""

    label: str | Promise
    content_type: str
    write: Callable[[Sheet], bytes]


def _writer(module: str, name: str) -> Callable[[Sheet], bytes]:
    """A writer whose library is loaded with the first file of its kind: no web process holds what it may never use."""
    return lambda sheet: getattr(import_module(module, __package__), name)(sheet)


FILES = {
    "docx": Writing(_("Word"), f"{OFFICE}.wordprocessingml.document", _writer(".document", "write_docx")),
    "pdf": Writing("PDF", "application/pdf", _writer(".portable", "write_pdf")),
    "xlsx": Writing(_("Excel"), f"{OFFICE}.spreadsheetml.sheet", _writer(".workbook", "write_xlsx")),
}
