"""The files minutes can be taken away as, each written from the same sheet."""

from django.utils.translation import gettext_lazy as _

from collab.common.documents.files import OFFICE, Writing, writer

HERE = __package__ or ""
FILES = {
    "docx": Writing(
        _("Word"), f"{OFFICE}.wordprocessingml.document", writer(f"{HERE}.document", "write_docx")
    ),
    "pdf": Writing("PDF", "application/pdf", writer(f"{HERE}.portable", "write_pdf")),
}
