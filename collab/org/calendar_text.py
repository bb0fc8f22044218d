"""Reads a pasted list of holidays and make-up workdays 调休, one line per day or span."""

import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST = 400
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
