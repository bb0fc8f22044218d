"""Follows the numbering of agenda items through notes that restart their own numberings inside it."""

import re
from typing import TYPE_CHECKING

from .lines import Line
from .titles import split_title
from .vocabulary import split_label

if TYPE_CHECKING:
    from .items import ItemFinder

_LOOSE = re.compile(r"(\d{1,2})\s{0,2}(?=[^\d\s.:：,，、)）%/~年月日点个天周-])")


def next_text(lines: list[Line], n: int) -> str:
    """The text of the first of the lines just below that says something."""
    return next((line.text for line in lines[n + 1 : n + 6] if line.mark not in ("e", "r")), "")


def presented(text: str) -> bool:
    """Whether a line names who presents it, as titles do and notes do not."""
    return bool(split_title(text)[1])


class Numbered:
    """Follows one top-level numbering and keeps nested numberings that restart at 1 inside it."""

    def __init__(self, finder: "ItemFinder", style: str, indent: int) -> None:
        self.finder, self.style, self.indent = finder, style, indent
        self.last = 0
        self.nested: int | None = None
        self.nested_indent = 0

    def read(self, lines: list[Line]) -> None:
        first = next(line for line in lines if line.mark == "n" and line.style == self.style)
        self.last = (first.ordinal or 0) - 1
        for n, line in enumerate(lines):
            number, text = self._number(line, lines, n)
            if number is None:
                if line.mark != "n" and (parts := split_label(line.text)):
                    self.nested = (
                        1 if re.match(r"1\s?[.、．]", parts[1]) else 0 if not parts[1] else self.nested
                    )
                self.finder.body(line)
                continue
            text = text if split_title(text)[0] else next_text(lines, n)
            self.last, self.nested = number, None
            self.finder.add(line, str(number), text)

    def _number(self, line: Line, lines: list[Line], n: int) -> tuple[int | None, str]:
        """(number, text) if the line continues the top-level numbering."""
        if (
            line.mark == ""
            and self.style == "num"
            and line.indent <= self.indent + 1
            and len(line.text) <= 90
        ):
            found = _LOOSE.match(line.text)
            if found and int(found[1]) == self.last + 1 and self.nested is None and (line.gap or self.last):
                return int(found[1]), line.text[found.end() :]
        number = line.ordinal
        if line.mark != "n" or number is None or line.style != self.style:
            return None, ""
        nested_next = self.nested is not None and number == self.nested + 1
        aside = abs(line.indent - self.indent) > 1 and not (
            line.indent < self.indent and presented(line.text)
        )
        if (number == 1 and self.last >= 1) or (nested_next and (aside or not self._returns(line, number))):
            self.nested, self.nested_indent = number, line.indent
            return None, ""
        if aside:
            return None, ""
        if 0 < number - self.last <= 3:
            return number, line.text
        return (
            (number, line.text) if number <= self.last and line.gap and presented(line.text) else (None, "")
        )

    def _returns(self, line: Line, number: int) -> bool:
        """Whether a number both numberings could go on with belongs to the outer one."""
        if number != self.last + 1:
            return False
        return (
            line.gap
            or presented(line.text)
            or (abs(line.indent - self.nested_indent) > 1 and self.nested != 0)
        )
