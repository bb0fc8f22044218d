"""Turns files into text: which encoding, which format, and a clear refusal for what cannot be read."""

import io
import zipfile
from datetime import date
from pathlib import Path

from .models import ReadMeeting, UnreadableMinutes
from .reader import read_minutes

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OTHER_FORMATS = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Word (.doc) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


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


def _paragraph(paragraph) -> str:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    text = paragraph.text.replace("\n", " ").strip()
    if not text:
        return ""
    if style.startswith("Heading") and style[-1:].isdigit():
        return f"{'#' * min(6, int(style[-1]))} {text}"
    if style == "Title":
        return f"# {text}"
    if style.startswith("List"):
        depth = int(style[-1]) - 1 if style[-1:].isdigit() else 0
        return f"{'  ' * depth}- {text}"
    return text


def _table(table) -> list[str]:
    rows = []
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            text = cell.text.replace("\n", " ").replace("|", "/").strip()
            if not cells or cells[-1] != text:
                cells.append(text)
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def docx_text(data: bytes) -> str:
    """A Word document as plain lines: headings marked, lists as bullets, tables as rows."""
    from docx import Document
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
                raise UnreadableMinutes("The Word document unpacks to more than 50 MB.")
        document = Document(io.BytesIO(data))
        lines: list[str] = []
        for part in document.iter_inner_content():
            if isinstance(part, Table):
                lines += ["", *_table(part), ""]
            else:
                lines.append(_paragraph(part))
    except UnreadableMinutes:
        raise
    except Exception as error:
        raise UnreadableMinutes("The Word document is damaged or is not a Word document.") from error
    return "\n".join(lines)


def text_of(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        raise UnreadableMinutes(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
    if name.lower().endswith(".docx") or data.startswith(b"PK\x03\x04"):
        return docx_text(data)
    for magic, kind in _OTHER_FORMATS:
        if data.startswith(magic):
            raise UnreadableMinutes(f"This is {kind}; give Markdown, plain text or a Word (.docx) document.")
    return decode(data)


def read_file(source: str | Path | bytes, name: str = "", *, today: date | None = None) -> list[ReadMeeting]:
    """All meetings of one file, given as a path or as its bytes."""
    if not isinstance(source, bytes):
        path = Path(source)
        name = name or path.name
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableMinutes(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
        source = path.read_bytes()
    return read_minutes(text_of(source, name), name=name, today=today)
