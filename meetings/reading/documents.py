"""Turns files into text: which encoding, which format, and a clear refusal for what cannot be read."""

import io
import zipfile
from datetime import date
from itertools import islice
from pathlib import Path

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .lines import MAX_LINES
from .models import ReadMeeting, UnreadableMinutes
from .reader import read_minutes

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_WRITTEN = 10 * 1024 * 1024
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_PICTURE = _("This is a picture. Give Markdown, plain text or a Word (.docx) document.")
_OTHER_FORMATS = (
    (b"%PDF", _("This is a PDF. Give Markdown, plain text or a Word (.docx) document, or paste its text.")),
    (b"\xd0\xcf\x11\xe0", _("This is an old Word (.doc) file. Save it as .docx first.")),
    (b"{\\rtf", _("This is a rich text (.rtf) file. Save it as .docx first.")),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
)
_TOO_LARGE = format_lazy(_("The file is larger than {size} MB."), size=MAX_BYTES // 1024 // 1024)


def decode(data: bytes) -> str:
    """Text of bytes in UTF-8, UTF-16 or GB 18030, else whatever charset-normalizer finds likely."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    sample = data[:4_000]
    if sample.count(0) > len(sample) // 5:
        even = sample[::2].count(0) > sample[1::2].count(0)
        return data.decode("utf-16-be" if even else "utf-16-le", errors="replace")
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and sum("\u3400" <= c <= "\u9fff" for c in text) * 10 > sum(c > "\x7f" for c in text) * 7:
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    return data.decode(best.encoding if best else "utf-8", errors="replace")


def docx_text(data: bytes) -> str:
    """A Word document as plain lines: headings marked, lists as bullets, tables as rows; no more than are read."""
    from docx import Document

    from .word import lines_of

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _require_plain(package)
        return "\n".join(islice(lines_of(Document(io.BytesIO(data))), MAX_LINES + 1))
    except UnreadableMinutes:
        raise
    except Exception as error:
        raise UnreadableMinutes(_("The Word document is damaged or is not a Word document.")) from error


def _require_plain(package: zipfile.ZipFile) -> None:
    """Refuse what unpacks to more than anybody writes, and what brings programs along."""
    parts = package.infolist()
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableMinutes(_("The Word document unpacks to more than 50 MB."))
    if sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))) > MAX_WRITTEN:
        raise UnreadableMinutes(_("The Word document holds more than 10 MB of text."))
    if any(part.filename.endswith("vbaProject.bin") for part in parts):
        raise UnreadableMinutes(_("The Word document holds macros; save it as a .docx without them."))


def text_of(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        raise UnreadableMinutes(_TOO_LARGE)
    if name.lower().endswith(".docx") or data.startswith(b"PK\x03\x04"):
        return docx_text(data)
    for magic, refusal in _OTHER_FORMATS:
        if data.startswith(magic):
            raise UnreadableMinutes(refusal)
    return decode(data)


def read_file(source: str | Path | bytes, name: str = "", *, today: date | None = None) -> list[ReadMeeting]:
    """All meetings of one file, given as a path or as its bytes."""
    if not isinstance(source, bytes):
        path = Path(source)
        name = name or path.name
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableMinutes(_TOO_LARGE)
        source = path.read_bytes()
    return read_minutes(text_of(source, name), name=name, today=today)
