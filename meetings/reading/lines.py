"""Turns text into numbered lines and decides which marker (heading, bullet, number, table) each carries."""

import re
from dataclasses import dataclass

MAX_LINES = 20_000
MAX_WIDTH = 2_000

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffc]"
)
_CJK = "\u3400-\u9fff\uf900-\ufaff"
HAN = re.compile(f"[{_CJK}]")
_CHINESE_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九十")}
_HEADING = re.compile(rf"(#{{1,6}})(?:\s+|(?=[{_CJK}]))(.*)")
_RULE = re.compile(r"[=\-_*~—]{3,}(?:\s*[=\-_*~—]{3,})*")
_CHECKBOX = re.compile(r"\[([ xX✓])\]\s*")
_BULLET = re.compile(
    rf"(?:\*{{2,4}}(?=\s)|[*•·●○▪◦‣+–]|//|-{{1,3}}|—)(?:\s+|(?=[{_CJK}A-Za-z@\[<\"“(（《【]))"
)
_TOPIC = re.compile(
    r"(?:申报|新增|临时|会议)?议题\s{0,3}([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?!\s*(?:结论|讨论|"
    r"纪要))\s*[:：、.．，\-—)]*\s*"
    r"|(?:agenda\s+)?(?:item|topic|(?-i:TOP))\s+#?([0-9]{1,2})\s*[:.)\-–—]+\s*",
    re.I,
)
_CHINESE = re.compile(
    r"(?:第?([一二三四五六七八九十]{1,3})(?:[、.．，:：]|项[、:：]?)|"
    r"[（(]([一二三四五六七八九十]{1,3})[)）]、?)\s*"
)
_NUMBER = re.compile(r"([0-9]{1,3})\s*(?:[.．，,](?!\d)|、|[)）](?![、，]))\s*(?![:：])")
_DEEP = re.compile(r"([1-9][0-9]?(?:\.[1-9][0-9]?){1,3})[.)、]?(?:\s+|(?=[" + _CJK + "]))")
_PAREN = re.compile(r"[（(]\s*([0-9]{1,3})\s*[)）]、?\s*")
_LETTER = re.compile(r"([a-h])[.)]\s+")
_ROMAN = re.compile(r"(?=[IVX])(X{0,2}(?:IX|IV|V?I{0,3}))[.)]\s+(?=\S)")
_INITIALS = ("roman", "capital")
_CAPITAL = re.compile(r"([A-H])[.)]\s+(?=\S)")
# Minutes numbered through the year: 88/25, C12/25, 2025/88.
_REFERENCE = re.compile(
    r"[A-Z]{0,3}\s?(?:(\d{1,4})/(?:20)?\d\d|20\d\d/(\d{1,4}))(?![\d/])[.:)]?\s+(?=[A-Z\u3400-\u9fff])"
)
_CIRCLED = re.compile(r"[①-⑳]\s*")
_BOLD_LINE = re.compile(r"\*\*[^*]+\*\*[ :：]*")
_EMPHASIS = re.compile(r"(\*\*|__|`{1,3}|~~)")
_STARRED = re.compile(r"(?<![\w*])[*_](?=\S)([^*_]{1,200})(?<=\S)[*_](?![\w*])")
_SHORTENED = "".join(rf"(?<!\b{title}\.)" for title in ("Mr", "Ms", "Mrs", "Dr", "Prof", "St", "No"))
SENTENCE = re.compile(rf"(?<=[.!?;。；]){_SHORTENED}\s+|(?<=[。；])")
_ESCAPE = re.compile(r"\\([\[\]()*_#<>{}!`\\.-])")


@dataclass(slots=True)
class Line:
    """`mark`: "" prose, h heading, b bullet, n number, t table row, r rule, e empty."""

    no: int
    raw: str
    text: str
    indent: int = 0
    mark: str = ""
    style: str = ""
    level: int = 0
    number: str = ""
    checked: str = ""
    gap: bool = False

    @property
    def ordinal(self) -> int | None:
        return int(self.number) if self.number.isdigit() else None


def clean(text: str) -> str:
    """The same lines without what only confuses a reader: controls, zero-width and direction marks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u3000", "  ")
    return _INVISIBLE.sub("", text)


def chinese_number(digits: str) -> int:
    if len(digits) == 1:
        return _CHINESE_DIGITS[digits]
    tens, _, units = digits.partition("十")
    if not _:
        return _CHINESE_DIGITS[digits[0]]
    return _CHINESE_DIGITS.get(tens, 1) * 10 + _CHINESE_DIGITS.get(units, 0)


def _roman_number(digits: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[digit] for digit in digits]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def plain(text: str) -> str:
    """Text without Markdown emphasis and escapes."""
    text = _EMPHASIS.sub("", _ESCAPE.sub(r"\1", text))
    return _STARRED.sub(r"\1", text).strip()


def _numbered(text: str) -> tuple[str, str, str] | None:
    """(style, number, rest) of a line that opens with a number in one of the usual forms."""
    if found := _TOPIC.match(text):
        digits = found[1] or found[2]
        number = digits if digits.isdigit() else str(chinese_number(digits))
        return "topic", number, text[found.end() :]
    if found := _CHINESE.match(text):
        style = "cn" if found[1] else "cnparen"
        return style, str(chinese_number(found[1] or found[2])), text[found.end() :]
    if (found := _DEEP.match(text)) and "." in found[1] and len(text) > found.end():
        return "deep", found[1], text[found.end() :]
    if found := _NUMBER.match(text):
        style = "paren" if text[found.start() : found.end()].rstrip().endswith((")", "）")) else "num"
        return style, found[1], text[found.end() :]
    if found := _REFERENCE.match(text):
        return "reference", found[1] or found[2], text[found.end() :]
    if found := _ROMAN.match(text):
        return "roman", str(_roman_number(found[1])), text[found.end() :]
    if found := _CAPITAL.match(text):
        return "capital", str(ord(found[1]) - ord("A") + 1), text[found.end() :]
    if found := _LETTER.match(text):
        return "alpha", str(ord(found[1]) - ord("a") + 1), text[found.end() :]
    if found := _PAREN.match(text):
        return "paren", found[1], text[found.end() :]
    if found := _CIRCLED.match(text):
        return "circled", str(ord(text[0]) - ord("①") + 1), text[found.end() :]
    return None


def parse_line(no: int, raw: str) -> Line:
    expanded = raw[:MAX_WIDTH].expandtabs(4)
    body = expanded.strip()
    indent = len(expanded) - len(expanded.lstrip())
    line = Line(no, raw, body, indent)
    if not body:
        line.mark = "e"
        return line
    if body.startswith(">"):
        body = body.lstrip("> ")
    if _RULE.fullmatch(body):
        line.mark, line.text = "r", body
        return line
    if body.startswith("|") and body.count("|") >= 2:
        line.mark, line.text = "t", body
        return line
    if found := _HEADING.match(body):
        line.mark, line.level, body = "h", len(found[1]), found[2].rstrip("# ")
    elif found := _BULLET.match(body):
        line.mark, line.style = "b", found[0].strip()
        line.indent += 2 * max(0, found[0].count("*") - 1)
        body = body[found.end() :]
        if box := _CHECKBOX.match(body):
            line.checked = "open" if box[1] == " " else "closed"
            body = body[box.end() :]
    elif len(body) <= 80 and _BOLD_LINE.fullmatch(body):
        line.mark, line.level = "h", 7
    numbered = _numbered(body)
    if numbered and not (line.mark and numbered[0] in _INITIALS):
        style, line.number, body = numbered
        if not line.mark:
            line.mark, line.style = "n", style
        elif style == "topic":
            line.style = style
    line.text = plain(body)
    return line


def read_lines(text: str) -> list[Line]:
    """All lines with their marks; underlined titles become headings, blank lines are remembered as gaps."""
    lines: list[Line] = []
    gap = True
    for no, raw in enumerate(text.split("\n", MAX_LINES)[:MAX_LINES], 1):
        line = parse_line(no, raw)
        if line.mark == "r" and lines and not gap:
            _underline(lines, line)
        line.gap = gap
        gap = line.mark in ("e", "r")
        lines.append(line)
    _drop_initials(lines)
    return lines


def _drop_initials(lines: list[Line]) -> None:
    """“V. Sharma” is a name and no fifth point, unless the text counts I., II. and so on; A., B. stand below those."""
    counts = {"1", "2"} <= {line.number for line in lines if line.style == "roman"}
    begun = False
    for line in lines:
        begun = begun or (counts and line.style == "roman" and line.number == "1")
        if line.style in _INITIALS and not begun:
            line.mark = line.style = line.number = ""
            line.text = plain(line.raw.strip().lstrip("> "))


def _underline(lines: list[Line], rule: Line) -> None:
    above = lines[-1]
    if above.mark == "" and above.gap and len(above.text) <= 60 and above.indent < 4:
        above.mark, above.level = "h", 1 if rule.text.startswith("=") else 2


def language_of(text: str) -> str:
    """en, zh or mixed, by how many words of either kind the text has."""
    sample = text[:20_000]
    han = len(HAN.findall(sample))
    words = len(re.findall(r"[A-Za-z]{2,}", sample))
    if han * 50 < words or not han:
        return "en"
    return "zh" if words * 2 < han else "mixed"
