"""The SMART gate: which of the five answers a goal still lacks, as typed. Knows no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise

ANSWERS = (
    ("specific", pgettext_lazy("smart", "Specific"), _("What exactly is to be reached?")),
    ("measurable", pgettext_lazy("smart", "Measurable"), _("By what figure will everyone tell?")),
    ("achievable", pgettext_lazy("smart", "Achievable"), _("Why can it be reached, and what does it take?")),
    ("relevant", pgettext_lazy("smart", "Relevant"), _("Which goal does it serve, or why does it matter?")),
    ("time_bound", pgettext_lazy("smart", "Time-bound"), _("By when?")),
)


@dataclass(frozen=True)
class Gap:
    """What one answer lacks, the field it is about, and what to do."""

    answer: str
    field: str
    code: str
    text: Text


@dataclass(frozen=True)
class Span:
    """The days of the cycle, both included, and today."""

    starts_on: date
    ends_on: date
    today: date


def gaps(terms: Mapping[str, Any], span: Span | None) -> list[Gap]:
    """Everything that the five answers lack; `span` None where no cycle is chosen yet."""
    return [
        *_specific(terms),
        *_measurable(terms),
        *_achievable(terms),
        *_relevant(terms),
        *_time_bound(terms, span),
    ]


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _specific(terms: Mapping[str, Any]) -> list[Gap]:
    if _blank(terms.get("specific")):
        return [Gap("specific", "specific", "required", _("Say what exactly is to be reached."))]
    return []


def _measurable(terms: Mapping[str, Any]) -> list[Gap]:
    wanted = (
        ("metric", _("Name the metric: what is counted or measured.")),
        ("unit", _("The metric has no unit. Say whether it counts people, hours, per cent …")),
        ("baseline", _("Say where the metric stands today (the baseline).")),
        ("target", _("Say which figure is to be reached (the target).")),
    )
    found = [Gap("measurable", name, "required", text) for name, text in wanted if _blank(terms.get(name))]
    baseline, target = terms.get("baseline"), terms.get("target")
    if baseline is not None and target is not None and baseline == target:
        text = _("The target equals the baseline: nothing would change. Set another target.")
        found.append(Gap("measurable", "target", "equals_baseline", text))
    return found


def _achievable(terms: Mapping[str, Any]) -> list[Gap]:
    wanted = (
        ("feasibility", _("Say why it can be reached.")),
        ("resources", _("Say what it takes: people, money, things.")),
    )
    return [Gap("achievable", name, "required", text) for name, text in wanted if _blank(terms.get(name))]


def _relevant(terms: Mapping[str, Any]) -> list[Gap]:
    if terms.get("parent") is None and _blank(terms.get("relevance")):
        text = _("It serves no parent goal and gives no reason. Choose a parent goal, or say why it matters.")
        return [Gap("relevant", "relevance", "no_parent_no_reason", text)]
    return []


def _time_bound(terms: Mapping[str, Any], span: Span | None) -> list[Gap]:
    due = terms.get("due_on")
    if due is None:
        return [Gap("time_bound", "due_on", "required", _("Say by which day."))]
    if span is None:
        return []
    if not span.starts_on <= due <= span.ends_on:
        text = _("The day lies outside the cycle (%(from)s to %(to)s). Choose one inside it.")
        days = {"from": span.starts_on.isoformat(), "to": span.ends_on.isoformat()}
        return [Gap("time_bound", "due_on", "outside_cycle", text % days)]
    if due < span.today:
        return [Gap("time_bound", "due_on", "in_the_past", _("The day has passed. Choose one ahead."))]
    return []
