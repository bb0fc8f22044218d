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
_UNIT_HEAD = re.compile(r"单位|部门|团队|department|unit|team|partner", re.I)
_TOPIC_HEAD = re.compile(r"(?:agenda )?(?:items?|topics?|subject)|议题(?:名称|内容)?|议程|讨论事项", re.I)
_TOLD_HEAD = re.compile(
    r"discuss|outcome|notes|summary|minutes|conclusion|讨论|结论|内容|情况|决议|意见", re.I
)
_HEAD_PARTS = re.compile(r"\s*(?:[/,&+、和与及]|\band\b)\s*")
_CELL_PARTS = re.compile(r"\s*[,，;；/（(]\s*|\s+[-–—]\s+|\s{2,}")
_CLOSED = re.compile(r"close|done|complet|resolved|完成|闭环|关闭|已办结|✓|✅", re.I)


def cells_of(line: Line) -> list[str]:
    text = line.text.strip().removeprefix("|").removesuffix("|")
    return [plain(cell).strip() for cell in re.split(r"(?<!\\)\|", text, maxsplit=40)[:40]]


def rows_of(lines: list[Line]) -> list[tuple[int, list[str]]]:
    rows = [(line.no, cells_of(line)) for line in lines if line.mark == "t"]
    return [(no, cells) for no, cells in rows if not all(_RULE_CELL.fullmatch(c) or not c for c in cells)]


def tables_of(lines: list[Line]) -> list[list[Line]]:
    """The tables among some lines: rows that stand one under the other."""
    found: list[list[Line]] = []
    for line in lines:
        if line.mark == "t":
            if not found or line.no != found[-1][-1].no + 1:
                found.append([])
            found[-1].append(line)
    return found


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
        if (
            role == "owner"
            and role in found
            and _UNIT_HEAD.search(header[found[role]])
            and not _UNIT_HEAD.search(cell)
        ):
            found["unit"] = found.pop(role)
        if not role and {"owner", "due"} <= {
            role_of(part, ("owner", "due")) for part in _HEAD_PARTS.split(cell)
        }:
            found |= {"owner": n, "due": n}
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
            found["text"] = next((n for n in free if _DEED_HEAD.search(header[n])), free[0])
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
    who, when = cell("owner"), cell("due")
    if columns.get("owner") == columns.get("due", -2):
        parts = _CELL_PARTS.split(who)
        who = "、".join(part for part in parts if not any(map(str.isdigit, part)))
        when = next((part.rstrip(")）") for part in parts if any(map(str.isdigit, part))), "")
    owners = roster.settle(names_in(who) or names_in(cell("unit")))
    due = due_date(when, base) if when else None
    return ReadAction(
        cell("text"), owners, due, when, _status(cell("status")), line=no, confidence=0.95,
        meeting_date=meeting.value if meeting else None,
    )  # fmt: skip


def actions_of_tables(
    lines: list[Line], day: date | None, roster: Roster, required: bool
) -> list[ReadAction]:
    """The rows of the action tables; `required`: only of those with an owner column beside the text."""
    return [
        action for table in tables_of(lines) for action in _actions_of_table(table, day, roster, required)
    ]


def _actions_of_table(
    lines: list[Line], day: date | None, roster: Roster, required: bool
) -> list[ReadAction]:
    rows = rows_of(lines)
    if len(rows) < 2:
        return []
    columns = columns_of(rows[0][1])
    if "text" not in columns or (required and "owner" not in columns):
        return []
    found = (_action(no, cells, columns, day, roster) for no, cells in rows[1:])
    return [action for action in found if action and (action.owners or action.due_text or not required)]


def items_of_table(lines: list[Line]) -> list[tuple[int, str, str]]:
    """(line, number, title) per row of a table with a column of topics and one of what was said about them."""
    rows = rows_of(lines)
    if len(rows) < 2:
        return []
    header = rows[0][1]
    column = next((n for n, cell in enumerate(header) if _TOPIC_HEAD.fullmatch(cell)), None)
    if column is None or not any(_TOLD_HEAD.search(cell) for n, cell in enumerate(header) if n != column):
        return []
    titled = [(no, cells) for no, cells in rows[1:] if column < len(cells) and cells[column]]
    return [(no, cells[0].strip(".") if column else "", cells[column]) for no, cells in titled]


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
