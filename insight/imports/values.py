"""Reads single cells: lists, placeholders, people, dates, states; what cannot be read is noted on the record."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from difflib import get_close_matches

from django.utils import timezone

from collab.common import clock

from .headers import Record

PLACEHOLDERS = frozenset(
    (
        "n/a",
        "na",
        "none",
        "nil",
        "null",
        "tbd",
        "tba",
        "todo",
        "unknown",
        "-",
        "--",
        "—",
        "?",
        "xxx",
        "yyyy-mm-dd",
        "无",
        "暂无",
        "待定",
        "不详",
        "未知",
        "待补充",
    )
)
_SEPARATORS = re.compile(r"[;；、|\n]")
_COMMAS = re.compile(r"[,，]")
_HANDLE = re.compile(r"[\w.+-]+(?:@[\w.-]+)?\Z")
_MENTION = re.compile(r"@([\w.+-]*\w)")
_WRAPPING = " \t\"'“”‘’`@<>()[]"
_DATES = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\Z"),
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?\Z"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})\Z"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})\Z"),
)
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})\Z")
DAY_ENDS = time(18, 0)


def is_placeholder(text: str) -> bool:
    """Whether the cell only says that there is nothing to say."""
    return text.strip().casefold() in PLACEHOLDERS


def meaningful(record: Record, field: str) -> str:
    """The cell, or "" with a note where it is a placeholder."""
    text = record.get(field)
    if text and is_placeholder(text):
        record.note("placeholder", value=text, field=field)
        return ""
    return text


def items(record: Record, field: str) -> list[str]:
    """The cell's parts, placeholders noted and left out, each once."""
    text = record.get(field)
    parts = _SEPARATORS.split(text) if _SEPARATORS.search(text) else _COMMAS.split(text)
    found: list[str] = []
    for part in (part.strip() for part in parts):
        if part and is_placeholder(part):
            record.note("placeholder", value=part, field=field)
        elif part and part not in found:
            found.append(part)
    return found


def handles(record: Record, field: str) -> list[str]:
    """Handles of people in the cell, decoration removed; what had to be guessed is noted."""
    found: list[str] = []
    for part in items(record, field):
        bare = part.strip(_WRAPPING)
        if is_placeholder(bare):
            record.note("placeholder", value=part, field=field)
            continue
        if _HANDLE.match(bare):
            read = [bare]
        else:
            head = re.split(r"\s[-–—(]", bare)[0].strip(_WRAPPING)
            read = _MENTION.findall(part) or ([head] if _HANDLE.match(head) else [])
            if read:
                record.note("person_read_as", value=part, field=field, read=", ".join(read))
            else:
                record.note("unknown_person", value=part, field=field)
        found += [one for one in read if one not in found]
    return found


def known_people(
    record: Record, field: str, by_handle: Mapping[str, int], *, missing: str = "unknown_person"
) -> list[int]:
    """Ids of the people named in the cell; unknown ones are noted."""
    found: list[int] = []
    for handle in handles(record, field):
        person_id = by_handle.get(handle.casefold())
        if person_id is None:
            record.note(missing, value=handle, field=field)
        elif person_id not in found:
            found.append(person_id)
    return found


def known_departments(record: Record, field: str, by_word: Mapping[str, int]) -> list[int]:
    """Ids of the departments named in the cell by code or name; unknown ones are noted."""
    found: list[int] = []
    for word in items(record, field):
        department_id = by_word.get(word.casefold())
        if department_id is None:
            record.note("unknown_department", value=word, field=field)
        elif department_id not in found:
            found.append(department_id)
    return found


def day(record: Record, field: str) -> date | None:
    """The date in the cell, or None with a note."""
    text = meaningful(record, field)
    if not text:
        return None
    head = re.split(r"[T ]", text.strip(), maxsplit=1)[0]
    if (slashed := _SLASHED.match(head)) is not None:
        return _slashed(record, field, *(int(part) for part in slashed.groups()))
    for pattern in _DATES:
        if match := pattern.match(head):
            if found := _date(int(match["y"]), int(match["m"]), int(match["d"])):
                return found
            break
    record.note("bad_date", value=text, field=field)
    return None


def _slashed(record: Record, field: str, first: int, second: int, year: int) -> date | None:
    readings = {found for found in (_date(year, first, second), _date(year, second, first)) if found}
    if len(readings) == 1:
        return readings.pop()
    record.note("ambiguous_date" if readings else "bad_date", value=record.get(field), field=field)
    return None


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number) if 1900 <= year <= 2200 else None
    except ValueError:
        return None


def instant(on: date | None, at: time = time()) -> datetime | None:
    """That day, at a time of the site's zone."""
    return timezone.make_aware(datetime.combine(on, at)) if on else None


def past_instant(record: Record, field: str) -> datetime | None:
    """When something happened; a day that lies ahead is noted and left out."""
    at = instant(day(record, field))
    if at is not None and at > clock.now():
        record.note("future_date", value=at.date().isoformat(), field=field)
        return None
    return at


def state_for(record: Record, field: str, vocabulary: Mapping[str, str], default: str) -> str:
    """The state a word stands for; typing errors and remarks in brackets are read through, and noted."""
    text = record.get(field)
    if not text or is_placeholder(text):
        if field in record.values:
            record.note("no_status")
        return default
    word = text.casefold().strip()
    if word in vocabulary:
        return vocabulary[word]
    bare = re.sub(r"[（(].*?[)）]", "", word).strip()
    near = [bare] if bare in vocabulary else get_close_matches(bare, vocabulary, n=1, cutoff=0.85)
    if not near:
        record.note("unknown_status", value=text)
        return default
    record.note("status_read_as", value=text, read=near[0])
    return vocabulary[near[0]]


def pairs(given: Iterable[str]) -> dict[str, str]:
    """["column=field", …] as a dictionary."""
    return {
        left.strip(): right.strip()
        for left, _, right in (one.rpartition("=") for one in given)
        if left.strip()
    }
