"""Working calendars as text: a week's hours, one line per weekday; holidays and make-up workdays 调休, pasted."""

import re
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import override

MOST = 400
_WEEKDAY = re.compile(r"([^\d:：]+?)\s*[:：]?\s*(\d.*)?\Z")
_HOURS = re.compile(r"(\d{1,2})[:：](\d{2})\s*(?:–|—|~|至|到|-|to)\s*(\d{1,2})[:：](\d{2})", re.IGNORECASE)
_DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_LINE = re.compile(rf"{_DAY}(?:\s*(?:–|—|~|至|到|\.\.|-|to)\s*{_DAY})?[\s,;，；:：]*(.*)\Z", re.IGNORECASE)
WORKED = re.compile(r"\bwork(?:day|ed|ing)?\b|班|补班|调休上班", re.IGNORECASE)
FREE = re.compile(r"\boff\b|\bfree\b|\bholiday\b|休息|放假|休|假", re.IGNORECASE)


def read_days(text: str) -> list[tuple[date, bool, str]]:
    """(day, whether it is worked, name) for each day; ValidationError naming every line not understood."""
    days: dict[date, tuple[date, bool, str]] = {}
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            days |= {one[0]: one for one in _read(line.strip())}
        except ValueError:
            wrong.append(
                _("Line %(number)d: “%(line)s” is not understood.") % {"number": number, "line": line[:80]}
            )
    if len(days) > MOST:
        wrong.append(_("At most %(most)d days at once.") % {"most": MOST})
    if wrong:
        raise ValidationError(wrong)
    return [days[day] for day in sorted(days)]


def _read(line: str) -> list[tuple[date, bool, str]]:
    match = _LINE.match(line)
    if match is None:
        raise ValueError(line)
    parts, words = match.groups()[:6], match[7]
    first = date(*(int(part) for part in parts[:3]))
    last = date(*(int(part) for part in parts[3:])) if parts[3] else first
    worked, free = WORKED.search(words), FREE.search(words)
    if not 0 <= (last - first).days < MOST or not (worked or free):
        raise ValueError(line)
    said = worked or free
    name = " ".join(f"{words[: said.start()]} {words[said.end() :]}".split()).strip("()（）,，")  # type: ignore[union-attr]
    count = (last - first).days + 1
    return [(first + timedelta(days=n), bool(worked), name[:100]) for n in range(count)]


def week_as_text(week: list[list[list[int]]]) -> str:
    """Weekly hours, one line for each weekday in the reader's language; days off say nothing after their name."""
    return "\n".join(
        f"{WEEKDAYS[number]}: {', '.join(f'{_clock(start)}–{_clock(end)}' for start, end in spans)}".rstrip()
        for number, spans in enumerate(week)
    )


def read_week(text: str) -> list[list[list[int]]]:
    """Seven lists of [start, end] in minutes of the day from such lines; weekdays not named are off.

    ValidationError names every line that is not understood.
    """
    names, wrong = _weekday_names(), []
    week: list[list[list[int]]] = [[] for _day in range(7)]
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _WEEKDAY.match(line.strip())
        name, hours = (match[1].casefold(), match[2] or "") if match else ("", "")
        if name in names and not _HOURS.sub("", hours).strip(" ,，、;；"):
            spans = [[60 * int(a) + int(b), 60 * int(c) + int(d)] for a, b, c, d in _HOURS.findall(hours)]
            week[names[name]] = spans
        else:
            wrong.append(
                _("Line %(number)d: “%(line)s” is not understood.") % {"number": number, "line": line[:80]}
            )
    if wrong:
        raise ValidationError(wrong)
    return week


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _weekday_names() -> dict[str, int]:
    """Every way to name a weekday in a language of the site, with its number; Monday is 0."""
    names = {f"周{sign}": number for number, sign in enumerate("一二三四五六日")}
    for code, _label in settings.LANGUAGES:
        with override(code):
            for known in (WEEKDAYS, WEEKDAYS_ABBR):
                names |= {str(word).casefold(): number for number, word in known.items()}
    return names
