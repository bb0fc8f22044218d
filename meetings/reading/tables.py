"""Reads Markdown tables: action registers with owner and due columns, attendance lists, label/value forms."""

import re
from datetime import date

from .dates import due_date, find_date
from .lines import Line, plain
from .models import ReadAction
from .owners import Roster, names_in
from .vocabulary import role_of

_RULE_CELL = re.compile(r":?-{1,}:?")
_TEXT_HEAD = re.compile(
    r"\b(?:items?|actions?|tasks?|description|what|issue|to-?do|subject|follow[- ]?up)\b|任务|事项|"
    r"内容|问题|行动|待办|描述|工作",
    re.I,
)
_DEED_HEAD = re.compile(r"action|task|to-?do|discussion|decision|description|措施|行动|任务|要求|内容", re.I)
_MEETING_HEAD = re.compile(r".*meeting.*|会议(?:时间|日期)|raised|提出(?:时间|日期)|opened|created", re.I)
_CLOSED = re.compile(r"close|done|complet|resolved|完成|闭环|关闭|已办结|✓|✅", re.I)


def cells_of(line: Line) -> list[str]:
    text = line.text.strip().removeprefix("|").removesuffix("|")
    return [plain(cell).strip() for cell in re.split(r"(?<!\\)\|", text, maxsplit=40)[:40]]


def rows_of(lines: list[Line]) -> list[tuple[int, list[str]]]:
    rows = [(line.no, cells_of(line)) for line in lines if line.mark == "t"]
    return [(no, cells) for no, cells in rows if not all(_RULE_CELL.fullmatch(c) or not c for c in cells)]


def columns_of(header: list[str]) -> dict[str, int]:
    """Which column holds what: meeting, text, owner, due, status."""
    found: dict[str, int] = {}
    for n, cell in enumerate(header):
        role = role_of(cell, ("owner", "due", "status"))
        if not role and _MEETING_HEAD.fullmatch(cell):
            role = "meeting"
        if not role and role_of(cell, ("date", "time")):
            role = "due" if "owner" in found else "meeting"
        if not role and _TEXT_HEAD.search(cell):
            role = "text"
        if role and role not in found:
            found[role] = n
    if "text" in found and not _DEED_HEAD.search(header[found["text"]]):
        deeds = (n for n, cell in enumerate(header) if n not in found.values() and _DEED_HEAD.search(cell))
        found["text"] = next(deeds, found["text"])
    if "owner" in found and "text" not in found:
        free = [
            n
            for n in range(len(header))
            if n not in found.values() and not re.fullmatch(r"#|no\.?|id|序号|编号", header[n], re.I)
        ]
        if free:
            found["text"] = free[0]
    return found


def _status(text: str) -> str:
    last = re.split(r"\d{6,8}\s*[:：]", text)[-1] if re.search(r"\d{6,8}\s*[:：]", text) else text
    if not last.strip():
        return ""
    return "closed" if _CLOSED.search(last) else "open"


def _action(
    no: int, cells: list[str], columns: dict[str, int], day: date | None, roster: Roster
) -> ReadAction | None:
    def cell(role: str) -> str:
        n = columns.get(role, -1)
        return cells[n] if 0 <= n < len(cells) else ""

    if not cell("text"):
        return None
    meeting = find_date(cell("meeting"))
    base = meeting.value if meeting else day
    owners = roster.settle(names_in(cell("owner")))
    due = due_date(cell("due"), base) if cell("due") else None
    return ReadAction(
        cell("text"), owners, due, cell("due"), _status(cell("status")), line=no, confidence=0.95,
        meeting_date=meeting.value if meeting else None,
    )  # fmt: skip


def actions_of_table(lines: list[Line], day: date | None, roster: Roster, required: bool) -> list[ReadAction]:
    """The rows of an action table; `required`: only if it names an owner or due column beside the text."""
    rows = rows_of(lines)
    if len(rows) < 2:
        return []
    columns = columns_of(rows[0][1])
    if "text" not in columns or (required and "owner" not in columns):
        return []
    found = (_action(no, cells, columns, day, roster) for no, cells in rows[1:])
    return [action for action in found if action and (action.owners or action.due_text or not required)]


def attendance_of_table(lines: list[Line]) -> list[tuple[str, int]]:
    """(name and affiliation, line) per row of a table of people."""
    rows = rows_of(lines)
    if not rows:
        return []
    header = [cell.casefold() for cell in rows[0][1]]
    column = next(
        (
            n
            for n, c in enumerate(header)
            if re.fullmatch(r".*\bname\b.*|姓\s*名|attendee|participant|member|人员", c)
        ),
        None,
    )
    if column is None:
        return [(cell, no) for no, cells in rows for cell in cells if cell]
    firm = next(
        (
            n
            for n, c in enumerate(header)
            if re.search(r"affil|compan|organi[sz]ation|单位|部门|公司|department", c)
        ),
        None,
    )
    found = []
    for no, cells in rows[1:]:
        absent = any(re.fullmatch(r"no|absent|✗|✘|❌|缺席|请假|未到", c, re.I) for c in cells)
        if column < len(cells) and cells[column] and not absent:
            unit = f" ({cells[firm]})" if firm is not None and firm < len(cells) and cells[firm] else ""
            found.append((cells[column] + unit, no))
    return found
