"""Files that come in without a name are held in memory: nothing of them lies on a disk before they are cleaned."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from .cleaning import LARGEST, MOST


class HeldInMemory(FileUploadHandler):
    """Holds as many files as may come, and of each as much as it may have; what is beyond is counted, not held.

    Django otherwise writes larger ones to a temporary file as they came, which stays behind where a process dies.
    """

    def __init__(self, *given: Any):
        super().__init__(*given)
        self.count = 0
        self.held = io.BytesIO()

    def new_file(self, *given: Any, **more: Any) -> None:
        """Another file begins."""
        super().new_file(*given, **more)
        self.count += 1
        self.held = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Hold a piece, as long as the file may still be taken."""
        if start <= LARGEST and self.count <= MOST:
            self.held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, with the size it had."""
        self.held.seek(0)
        name, kind, charset = self.file_name, self.content_type, self.charset
        return InMemoryUploadedFile(self.held, self.field_name, name, kind, file_size, charset)
