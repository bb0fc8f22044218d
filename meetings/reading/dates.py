"""Finds dates, times of day, zones and due dates in short pieces of English and Chinese text."""

import re
import warnings
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_ISO = re.compile(r"(?<![\d.])((?:19|20)\d\d)\s?([-./])-?\s?(\d{1,2})\s?\2-?\s?(\d{1,2})(?!\d)")
_HAN = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_HAN_DIGITS = re.compile(
    r"([二][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_HAN_SHORT = re.compile(r"(?<![\d年])(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d){_DAY}\s*(?:of\s+)?[-/ ]?\s*{_MONTH}\s*,?[-/ ]?\s*((?:19|20)\d\d)(?!\d)", re.I
)
_MONTH_FIRST = re.compile(rf"(?<![a-z]){_MONTH}\s*{_DAY}\s*,?\s*((?:19|20)\d\d)(?!\d)", re.I)
_MONTH_DAY = re.compile(rf"(?<![a-z]){_MONTH}\s+{_DAY}(?!\d)", re.I)
_DAY_MONTH = re.compile(rf"(?<!\d){_DAY}\s+(?:of\s+)?{_MONTH}(?![a-z])", re.I)
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_CLOCK = re.compile(
    r"(上午|下午|晚上|晚|中午|早上)?\s*(?<![\d:：])(\d{1,2})\s*(?:(?:[:：]\s*|\.(?=\d\d\s?[ap]\.?m))([0-5]\d)|[点时]\s*(半|"
    r"[0-5]?\d)?分?)(?:[:：]\d\d)?\s*(am|pm|a\.m\.|p\.m\.)?",
    re.I,
)
_HOUR = re.compile(r"(?<![\d:.-])(\d{1,2})(?:\s*(?:-|–|to)\s*(\d{1,2}))?\s*(am|pm|a\.m\.|p\.m\.)", re.I)
_ZONE = re.compile(
    r"(?:UTC|GMT)(?:/GMT)?\s?(?:[+-]\s?\d{1,2}(?::?\d\d)?)?(?![A-Za-z])|北京时间"
    r"|\b(?:[A-Z][a-z]+/[A-Z][A-Za-z_]+|CES?T|BST|[ECMP][SD]?T|JST|IST|AES?T|Eastern|Pacific|Central|"
    r"Mountain)\b"
)
_SPELLED = re.compile(
    r"(?<!\d)\d{1,2}(?:\.|er|º)?\s+(?:de\s+)?[^\W\d_]{3,12}\s+(?:de\s+)?(?:19|20)\d\d(?!\d)"
)
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY = re.compile(
    rf"(?:(next|this|coming)\s+)?({'|'.join(_WEEKDAYS)}|mon|tues?|wed|thu(?:rs)?|fri)(?![a-z])", re.I
)
_HAN_WEEKDAY = re.compile(r"(本|这|下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])")
_NUMERALS = {"两": 2, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}
_WITHIN = re.compile(r"(?:in|within)\s+(\d{1,3}|a|an|one|two|three|four|six)\s+(day|week|month)s?", re.I)
_HAN_WITHIN = re.compile(r"(\d{1,3}|[一两二三四五六七八九十])\s*(?:个)?(天|日|周|星期|月)(?:之)?(?:内|后)")
_HAN_MONTH_END = re.compile(r"(?:(\d{1,2})月|(本月|月))(底|末|中旬|初)")
_DUE = re.compile(
    r"(?:^|[\s(（\[,，;；.。])(?:by|due(?: date)?(?: by| on)?|before|no later than|until|deadline|eta|"
    r"target(?: date)?)\s*[:：]?\s+"
    r"(?:the\s+)?([^\s,;()（）\[\].][^,;()（）\[\]]{1,39})",
    re.I,
)
_DUE_LABEL = re.compile(
    r"(?:截止|完成|办结|到期)(?:时间|日期|时限|期限)?\s*[:：]\s*([^\s，,。；;（）()]{2,20})"
)
_LAST_PART = re.compile(r"\s[-–—]\s+([^-–—]{3,24})$")
_HAN_DUE = re.compile(
    r"((?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|底|末|中旬|初)?(?:之)?前?|(?:本|这|下)(?:个)?(?:周|星期|"
    r"月)[一二三四五六日天末底内]?(?:之)?前?|(?:周|星期)[一二三四五六日天](?:之)?前"
    r"|月底前?|年底前?|(?:\d{1,3}|[一两二三四五六])(?:个)?(?:天|周|月|星期)(?:之)?(?:内|后)|"
    r"下(?:一)?次(?:TC)?\s?(?:会议|例会)"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:之)?前?|\d{1,2}[/.]\d{1,2}(?:之)?前|明天|后天)"
)
_HAN_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"〇": 0, "○": 0, "两": 2}


@dataclass(frozen=True, slots=True)
class FoundDate:
    value: date
    start: int
    end: int
    doubtful: bool = False


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _small(digits: str) -> int:
    if "十" not in digits:
        return _HAN_NUMERALS[digits[-1]]
    tens, _, units = digits.partition("十")
    return _HAN_NUMERALS.get(tens, 1) * 10 + _HAN_NUMERALS.get(units, 0)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _slashed(m: re.Match) -> date | None:
    first, second, year = int(m[1]), int(m[3]), int(m[4])
    if first > 12 or (m[2] != "/" and second <= 12):
        return _make(year, second, first)
    return _make(year, first, second)


_FULL = (
    (_HAN, lambda m: _make(int(m[1]), int(m[2]), int(m[3]))),
    (_ISO, lambda m: _make(int(m[1]), int(m[3]), int(m[4]))),
    (_MONTH_FIRST, lambda m: _make(int(m[3]), _month(m[1]), int(m[2]))),
    (_DAY_FIRST, lambda m: _make(int(m[3]), _month(m[2]), int(m[1]))),
    (
        _HAN_DIGITS,
        lambda m: _make(int("".join(str(_HAN_NUMERALS[c]) for c in m[1])), _small(m[2]), _small(m[3])),
    ),
    (_COMPACT, lambda m: _make(int(m[1]), int(m[2]), int(m[3]))),
    (_SLASHED, _slashed),
)
_SHORT = (
    (_HAN_SHORT, lambda m, y: _make(y, int(m[1]), int(m[2]))),
    (_MONTH_DAY, lambda m, y: _make(y, _month(m[1]), int(m[2]))),
    (_DAY_MONTH, lambda m, y: _make(y, _month(m[2]), int(m[1]))),
)


def find_date(text: str, year: int | None = None) -> FoundDate | None:
    """The first date in a text; one without a year counts only if `year` says which."""
    text = text[:400]
    best: FoundDate | None = None
    for pattern, build in _FULL:
        found = pattern.search(text)
        if found and (value := build(found)) and (best is None or found.start() < best.start):
            doubtful = (
                pattern is _SLASHED and int(found[1]) <= 12 and int(found[3]) <= 12 and found[1] != found[3]
            )
            best = FoundDate(value, found.start(), found.end(), doubtful)
    if best or year is None:
        return best
    for pattern, with_year in _SHORT:
        found = pattern.search(text)
        if found and (value := with_year(found, year)):
            return FoundDate(value, found.start(), found.end(), True)
    return None


def parse_loose_date(text: str, today: date) -> date | None:
    """Whatever dateparser makes of a short label value in another language or order."""
    text = text.strip()[:60]
    if not any(c.isdigit() for c in text):
        return None
    import dateparser

    settings = {
        "RELATIVE_BASE": datetime.combine(today, time()),
        "REQUIRE_PARTS": ["day", "month"],
        "PREFER_DATES_FROM": "past",
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = dateparser.parse(text, languages=["en", "zh", "fr", "de", "es"], settings=settings)
        except (ValueError, OverflowError, RecursionError):
            return None
    return found.date() if found and 1970 <= found.year <= 2100 else None


def find_foreign_date(text: str, today: date) -> date | None:
    """A full date with the month spelled in another language: 5 juin 2024."""
    found = _SPELLED.search(text[:200])
    return parse_loose_date(found[0], today) if found else None


def _clock(hour: int, minute: int, half: str) -> time | None:
    half = half.lower().replace(".", "")
    if half in ("pm", "下午", "晚上", "晚") and hour < 12:
        hour += 12
    if half == "中午" and hour < 3:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def find_times(text: str) -> tuple[time | None, time | None]:
    """The first two times of day in a text: start and end."""
    times: list[time] = []
    half = ""
    matches = list(_CLOCK.finditer(text[:300]))[:4]
    for n, found in enumerate(matches):
        minute = 30 if found[4] == "半" else int(found[3] or found[4] or 0)
        later = next((m[5] for m in matches[n:] if m[5]), "")
        half = found[1] or found[5] or half or later
        if value := _clock(int(found[2]), minute, half or ""):
            times.append(value)
    if not times and (hours := _HOUR.search(text[:300])):
        for group in (hours[1], hours[2]):
            if group and (value := _clock(int(group), 0, hours[3])):
                times.append(value)
    return times[0] if times else None, times[1] if len(times) > 1 else None


def find_zone(text: str) -> str | None:
    found = _ZONE.search(text[:300])
    return found[0].replace(" ", "") if found else None


def _relative(text: str, base: date) -> date | None:
    if found := _WEEKDAY.search(text):
        weekday = next(n for n, name in enumerate(_WEEKDAYS) if name.startswith(found[2].lower()[:3]))
        ahead = (weekday - base.weekday() - 1) % 7 + 1
        return base + timedelta(days=ahead + 7 * ((found[1] or "").lower() == "next" and ahead < 4))
    if found := _HAN_WEEKDAY.search(text):
        weekday = "一二三四五六日".find(found[2].replace("天", "日"))
        monday = base - timedelta(days=base.weekday())
        return monday + timedelta(days=weekday + 7 * (found[1] == "下"))
    if found := _WITHIN.search(text):
        count = int(found[1]) if found[1].isdigit() else _NUMERALS[found[1].lower()]
        return base + timedelta(days=count * {"d": 1, "w": 7, "m": 30}[found[2][0].lower()])
    if found := _HAN_WITHIN.search(text):
        count = int(found[1]) if found[1].isdigit() else _small(found[1].replace("两", "二"))
        return base + timedelta(days=count * {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30}[found[2]])
    if found := _HAN_MONTH_END.search(text):
        return _part_of_month(found, base)
    plain = {"tomorrow": 1, "明天": 1, "后天": 2, "今天": 0, "today": 0, "end of week": 4 - base.weekday()}
    return next((base + timedelta(days=n) for word, n in plain.items() if word in text.lower()), None)


def _part_of_month(found: re.Match, base: date) -> date | None:
    month = int(found[1]) if found[1] else base.month
    if not 1 <= month <= 12:
        return None
    year = base.year + (month < base.month)
    if found[3] == "初":
        return date(year, month, 10)
    if found[3] == "中旬":
        return date(year, month, 20)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def due_date(text: str, base: date | None) -> date | None:
    """The day a due phrase means, counted from the meeting's day."""
    if found := find_date(text):
        return found.value
    if base is None:
        return None
    if found := find_date(text, base.year):
        late = found.value < base - timedelta(days=60)
        return _make(base.year + 1, found.value.month, found.value.day) if late else found.value
    return _relative(text, base)


def find_due(text: str, base: date | None) -> tuple[date | None, str]:
    """(due date, the words that say so) inside an action's text."""
    text = text[:600]
    for pattern in (_DUE_LABEL, _DUE, _LAST_PART, _HAN_DUE):
        for found in pattern.finditer(text):
            phrase = found[1].strip(" .。")
            value = due_date(phrase, base)
            if (
                value
                or pattern in (_HAN_DUE, _DUE_LABEL)
                or re.match(r"(?:next|end of|close of|eo[dwm])", phrase, re.I)
            ):
                return value, phrase
    return None, ""
