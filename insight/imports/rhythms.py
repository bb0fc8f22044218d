"""Days, times, zones and rhythms of meetings as people write them, in English and Chinese."""

import re
import zoneinfo
from datetime import date, time

from .headers import Record
from .values import meaningful

DAYS = {
    "MO": ("monday", "mon", "周一", "星期一", "礼拜一"),
    "TU": ("tuesday", "tue", "周二", "星期二", "礼拜二"),
    "WE": ("wednesday", "wed", "周三", "星期三", "礼拜三"),
    "TH": ("thursday", "thu", "周四", "星期四", "礼拜四"),
    "FR": ("friday", "fri", "周五", "星期五", "礼拜五"),
    "SA": ("saturday", "sat", "周六", "星期六", "礼拜六"),
    "SU": ("sunday", "sun", "周日", "星期日", "星期天", "周天"),
}
_DAY = re.compile("|".join(f"(?P<{code}>{'|'.join(words)})" for code, words in DAYS.items()), re.IGNORECASE)
ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
}
ORDINALS |= {"第一个": 1, "第二个": 2, "第三个": 3, "第四个": 4, "最后一个": -1}
COUNTS = {"two": 2, "three": 3, "four": 4, "six": 6, "两": 2, "二": 2, "三": 3, "四": 4}
_ORDINAL = re.compile("|".join(ORDINALS), re.IGNORECASE)
_EVERY = re.compile(r"every\s+(\d+|two|three|four|six)\s+weeks|每([两二三四\d]+)周", re.IGNORECASE)
_STARTING = re.compile(
    r"starting\s+(?:\w+day,?\s+)?(?P<m>[a-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})|"
    r"[自从](?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]起",
    re.IGNORECASE,
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(r"(\d{1,2})(?:[:：点时](\d{2})?)?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
ZONES = {
    "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles",
    "et": "America/New_York",
    "est": "America/New_York",
    "edt": "America/New_York",
    "eastern": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "utc": "UTC",
    "gmt": "UTC",
    "cet": "Europe/Paris",
    "cest": "Europe/Paris",
    "poland": "Europe/Warsaw",
    "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo",
    "beijing": "Asia/Shanghai",
    "china": "Asia/Shanghai",
    "北京时间": "Asia/Shanghai",
    "北京": "Asia/Shanghai",
}


def weekday_of(record: Record) -> str | None:
    """The day's two letters; words around it are noted, an unknown day is too."""
    text = meaningful(record, "day")
    match = _DAY.search(text)
    if match is None:
        if text:
            record.note("unknown_weekday", value=text)
        return None
    code = str(match.lastgroup)
    if not _plain(text, match):
        record.note("day_read_as", value=text, read=DAYS[code][0].title())
    return code


def _plain(text: str, match: re.Match) -> bool:
    rest = text[: match.start()] + text[match.end() :]
    return not _ORDINAL.sub("", rest).strip(" s")


def rule_of(record: Record, weekday: str) -> str:
    """The recurrence rule for a rhythm in words; what of it was not understood is noted."""
    text = meaningful(record, "frequency")
    words = text.casefold()
    ordinal = _ORDINAL.search(words if re.search(r"month|每月", words) else "") or _ORDINAL.search(
        record.get("day").casefold()
    )
    every = _EVERY.search(words)
    if every:
        count = every[1] or every[2]
        rule = f"FREQ=WEEKLY;INTERVAL={COUNTS.get(count) or int(count)};BYDAY={weekday}"
    elif ordinal or re.search(r"month|每月", words):
        nth = ORDINALS[ordinal[0].casefold()] if ordinal else 1
        rule = f"FREQ=MONTHLY;BYDAY={nth}{weekday}"
    elif re.search(r"bi-?\s?weekly|fortnight|双周|隔周|两周一次", words):
        rule = f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}"
    else:
        if not re.search(r"week|每周|周", words):
            record.note("unknown_rhythm", value=text)
        return _with_note(record, text, f"FREQ=WEEKLY;BYDAY={weekday}")
    return _with_note(record, text, rule)


def _with_note(record: Record, text: str, rule: str) -> str:
    simple = re.fullmatch(
        r"(bi-?\s?)?weekly|fortnightly|every \w+ weeks|(first|second|third|fourth|last) \w+ of the month|"
        r"每周|双周|隔周|每[两二三四]周",
        text.strip(),
        re.IGNORECASE,
    )
    monthly = text.strip().casefold() in ("monthly", "每月") and _ORDINAL.search(record.get("day").casefold())
    if text and not simple and not monthly:
        record.note("rhythm_read_as", value=text, read=rule)
    return rule


def starting_on(record: Record) -> date | None:
    """The first day that stands among the words for the rhythm or the weekday, as in “starting Oct 28, 2025”.

    It says which weeks a meeting every other week falls into.
    """
    for field in ("frequency", "day"):
        match = _STARTING.search(record.get(field))
        if match is None:
            continue
        named = (match["m"] or "")[:3].casefold()
        month = MONTHS.index(named) + 1 if named in MONTHS else int(match["month"] or 0)
        try:
            found = date(int(match["y"] or match["year"]), month, int(match["d"] or match["day"]))
        except ValueError:
            return None
        record.note("day_read_as", value=match[0], read=found.isoformat())
        return found
    return None


def time_of(record: Record) -> time | None:
    """The time of day, twelve-hour clocks included."""
    text = meaningful(record, "time")
    match = _TIME.match(text.strip())
    if match is None:
        if text:
            record.note("unknown_time", value=text)
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "").casefold()
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        record.note("unknown_time", value=text)
        return None
    return time(hour, minute)


def zone_of(text: str) -> str:
    """The IANA zone a text means, or ""."""
    words = re.findall(r"\w+", text.casefold()) if "/" not in text else []
    known = next((ZONES[word] for word in words if word in ZONES), "")
    return known or (text if text in zoneinfo.available_timezones() else "")
