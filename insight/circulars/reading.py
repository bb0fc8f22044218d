"""A circular as one reader may see it: figures in words, titles only of what they may read."""

from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from collab.matters.models import Matter
from collab.matters.rows import url_of
from tasks.models import Task

from ..models import Circular
from .counting import FIGURES, RANKED_FROM
from .periods import zone

LABELS = {
    "due": gettext_lazy("Due in the period"),
    "done": gettext_lazy("Completed"),
    "on_time": gettext_lazy("Completed on time"),
    "overdue": gettext_lazy("Overdue"),
    "unsigned": gettext_lazy("Not signed for"),
    "returned": gettext_lazy("Returns asked for"),
    "extended": gettext_lazy("Extended"),
    "reworked": gettext_lazy("Sent back for rework"),
    "named": gettext_lazy("Named by the ladder"),
}
RATES = {
    "done_rate": ("done", gettext_lazy("Completion rate")),
    "on_time_rate": ("on_time", gettext_lazy("On-time rate")),
}
COUNTS = ("overdue", "unsigned", "returned", "extended", "reworked", "named")


@dataclass(frozen=True)
class Sheet:
    """What pages and files show: headings, one line per department, their sum, and the overdue items."""

    circular: Circular
    title: str
    facts: list[tuple[str, str]]
    headings: list[str]
    lines: list[dict[str, Any]]
    total: dict[str, Any]
    items: list[dict[str, Any]]
    notes: list[str]


def sheet_of(circular: Circular, reader) -> Sheet:
    """The circular in the reader's language."""
    lines = [_line(line) for line in circular.figures["departments"]]
    return Sheet(
        circular=circular,
        title=_("Circular on supervised work"),
        facts=_facts(circular),
        headings=[str(words) for _of, words in RATES.values()] + [str(LABELS[name]) for name in COUNTS],
        lines=lines,
        total=_line(_sum(circular)),
        items=_items(circular, reader),
        notes=_notes(circular, lines),
    )


def _facts(circular: Circular) -> list[tuple[str, str]]:
    scope = circular.scope.display_name if circular.scope else _("Whole organisation")
    days = f"{_day(circular.first_day)} – {_day(circular.last_day)}"
    found = [
        (_("Period"), f"{circular.get_period_display()} · {days}"),
        (_("Scope"), scope),
        (_("As of"), _instant(circular.taken_at)),
    ]
    if circular.issued_at:
        found.append((pgettext("circular", "Issued"), _instant(circular.issued_at)))
    return found


def _notes(circular: Circular, lines: list[dict[str, Any]]) -> list[str]:
    found = [
        _("On-time is measured against the date agreed first; extensions do not change it."),
    ]
    if any(line["is_small"] for line in lines):
        small = _("Fewer than %(count)s items due: marked *, without a rank.")
        found.append(small % {"count": RANKED_FROM})
    if circular.corrects:
        found.append(_("This circular corrects %(number)s.") % {"number": circular.corrects.number})
    return found


def _day(day) -> str:
    return date_format(day, "Y-m-d")


def _instant(at) -> str:
    return f"{at.astimezone(zone()):%Y-%m-%d %H:%M}"


def _line(line: dict[str, Any]) -> dict[str, Any]:
    figures = {name: len(line["figures"][name]) for name in FIGURES}
    rates = [_rate(key, figures[of], figures["due"]) for key, (of, _words) in RATES.items()]
    small = 0 < figures["due"] < RANKED_FROM
    return {
        "id": line["id"],
        "name": in_language(line["name"], line["name_zh"]),
        "rank": line["rank"],
        "is_small": small,
        "figures": figures,
        "cells": rates
        + [{"figure": name, "words": str(figures[name]), "count": figures[name]} for name in COUNTS],
    }


def _rate(key: str, part: int, whole: int) -> dict[str, Any]:
    """A rate always shows what it was taken of; with nothing due there is none."""
    per_cent = f"{part / whole:.0%} ({part}/{whole})" if whole else "— (0/0)"
    return {"figure": RATES[key][0], "of": "due", "words": per_cent, "count": whole}


def _sum(circular: Circular) -> dict[str, Any]:
    lines = circular.figures["departments"]
    joined = {name: sorted({pk for line in lines for pk in line["figures"][name]}) for name in FIGURES}
    return {"id": 0, "name": _("Together"), "name_zh": "", "rank": None, "figures": joined}


def in_language(name: str, name_zh: str) -> str:
    """A frozen department name in the reader's language."""
    return name_zh if name_zh and (get_language() or "").startswith("zh") else name


def _items(circular: Circular, reader) -> list[dict[str, Any]]:
    items = circular.figures["items"]
    shown = {row.pk: row for row in _readable(reader, [item["id"] for item in items])}
    found = []
    for item in items:
        matter = shown.get(item["id"])
        found.append(
            {
                "number": item["number"] if matter else "—",
                "title": item["title"] if matter else _("Not shared with you"),
                "url": url_of(matter) if matter else "",
                "department": in_language(item["department_name"], item["department_name_zh"]),
                "owner": item["owner"] if matter else "—",
                "due": _instant(parse_datetime(item["due"])),
                "original_due": _instant(parse_datetime(item["original_due"] or item["due"])),
                "days_late": item["days_late"],
            }
        )
    return found


def _readable(reader, ids: list[int]):
    return Matter.objects.visible_to(reader).filter(pk__in=ids)


def records(circular: Circular, reader, department_id: int, figure: str) -> tuple[list[Task], int]:
    """The records one figure was counted from that this reader may open, and how many others there are."""
    lines = circular.figures["departments"]
    wanted = {
        pk for line in lines if department_id in (0, line["id"]) for pk in line["figures"].get(figure, [])
    }
    rows = list(Task.objects.visible_to(reader).with_card().filter(pk__in=wanted).order_by("due_at", "pk"))
    return rows, len(wanted) - len(rows)
