"""The terms of a goal: everything its contributors agree on, as plain values that can be frozen and compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.org.models import Department, Person

from .models import Commitment, Contribution, Cycle, Goal

Text = str | Promise
Terms = dict[str, Any]
FIGURES = ("baseline", "target")
REFERENCES = ("cycle", "parent", "owner", "sponsor")
LABELS: dict[str, Text] = {
    "title": gettext_lazy("Title"),
    "cycle": gettext_lazy("Cycle"),
    "owner": gettext_lazy("Owner"),
    "sponsor": gettext_lazy("Sponsor"),
    "commitment": gettext_lazy("Commitment"),
    "specific": gettext_lazy("What exactly is to be reached"),
    "metric": gettext_lazy("Metric"),
    "unit": gettext_lazy("Unit"),
    "baseline": gettext_lazy("Baseline"),
    "target": gettext_lazy("Target"),
    "feasibility": gettext_lazy("Why it can be reached"),
    "resources": gettext_lazy("What it takes"),
    "parent": gettext_lazy("Parent goal"),
    "is_reporting": gettext_lazy("Counts towards the parent goal"),
    "relevance": gettext_lazy("Why it matters"),
    "due_on": gettext_lazy("To be reached by"),
    "weight": gettext_lazy("Weight"),
    "body": gettext_lazy("Description"),
    "contributions": gettext_lazy("Contributions"),
}
OWN = tuple(name for name in LABELS if name != "contributions")


def terms_of(goal: Goal) -> Terms:
    """What is in force, or drafted, as plain values; references are ids."""
    found: Terms = {name: getattr(goal, f"{name}_id" if name in REFERENCES else name) for name in OWN}
    rows = Contribution.objects.filter(goal_id=goal.pk).select_related("party").order_by("pk")
    found["contributions"] = [_entry(row) for row in rows]
    return found


def _entry(row: Contribution) -> dict[str, Any]:
    return {
        "department": row.party.department_id,
        "person": row.party.person_id,
        "role": row.role,
        "text": row.party.part,
    }


def frozen(terms: Mapping[str, Any]) -> Terms:
    """The terms as JSON keeps them."""
    return {name: _kept(name, value) for name, value in terms.items()}


def _kept(name: str, value: Any) -> Any:
    if name in FIGURES and value is not None:
        return figure_text(value)
    return value.isoformat() if isinstance(value, date) else value


def figure_text(value: Decimal) -> str:
    """A figure with no more places than it needs: the same figure always reads the same."""
    return f"{Decimal(value).normalize():f}"


def thawed(kept: Mapping[str, Any]) -> Terms:
    """The terms as they were before they were frozen."""
    terms = dict(kept)
    for name in FIGURES:
        terms[name] = None if kept.get(name) is None else Decimal(kept[name])
    terms["due_on"] = date.fromisoformat(kept["due_on"]) if kept.get("due_on") else None
    return terms


def who_of(entry: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Department and person of a contribution; one of them is None."""
    return entry["department"], entry["person"]


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Names of the frozen terms that differ, in the order they are shown."""
    return [name for name in LABELS if before.get(name) != after.get(name)]


def concerned(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> dict[int, list[str]]:
    """Contributing department → what of a change concerns it; without a `before` everything concerns everyone.

    A department is asked about the goal's own terms and about its own contribution, never about another's.
    """
    new = {entry["department"]: entry for entry in after["contributions"] if entry["department"]}
    if before is None:
        return {pk: list(LABELS) for pk in new}
    old = {entry["department"]: entry for entry in before["contributions"] if entry["department"]}
    own = [name for name in changed_fields(before, after) if name != "contributions"]
    found = {pk: own + (["contributions"] if entry != old.get(pk) else []) for pk, entry in new.items()}
    return {pk: names for pk, names in found.items() if names}


@dataclass(frozen=True)
class Difference:
    """One field before and after, in words."""

    field: str
    label: Text
    before: str
    after: str


def differences(
    before: Mapping[str, Any] | None, after: Mapping[str, Any], names: Iterable[str], reader
) -> list[Difference]:
    """The named fields before and after, in words; what the reader may not see has none."""
    words = Words([before or {}, after], reader)
    found: list[Difference] = []
    for name in names:
        if name == "contributions":
            found += words.contributions(before, after)
        else:
            was = words.of(name, (before or {}).get(name))
            found.append(Difference(name, LABELS[name], was, words.of(name, after.get(name))))
    return found


class Words:
    """Says frozen terms in words; every name in any of them is read at once."""

    def __init__(self, sets: Sequence[Mapping[str, Any]], reader):
        def ids(*names: str) -> set[int]:
            return {kept[name] for kept in sets for name in names if kept.get(name)}

        entries = [entry for kept in sets for entry in kept.get("contributions", [])]
        people = ids("owner", "sponsor") | {entry["person"] for entry in entries if entry["person"]}
        places = {entry["department"] for entry in entries if entry["department"]}
        self.people = {row.pk: str(row) for row in Person.objects.filter(pk__in=people)}
        self.departments = {row.pk: row.display_name for row in Department.objects.filter(pk__in=places)}
        self.cycles = {row.pk: row.name for row in Cycle.objects.filter(pk__in=ids("cycle"))}
        seen = Goal.objects.visible_to(reader).filter(pk__in=ids("parent"))
        self.goals = {row.pk: str(row) for row in seen}

    def of(self, name: str, value: Any) -> str:
        """One value in words; "" for none."""
        if value is None or value == "":
            return ""
        if name in ("owner", "sponsor"):
            return self.people.get(value, "")
        if name == "parent":
            return self.goals.get(value, _("A goal that is not shared with you"))
        if name == "cycle":
            return self.cycles.get(value, "")
        if name == "commitment":
            return str(Commitment(value).label)
        if name == "is_reporting":
            return _("Yes") if value else _("No")
        if name in FIGURES:
            return number_format(Decimal(value))
        return date_format(date.fromisoformat(value)) if name == "due_on" else str(value)

    def who(self, entry: Mapping[str, Any]) -> str:
        """The name of a contributor."""
        place, person = who_of(entry)
        return self.departments.get(place, "") if place else self.people.get(person or 0, "")

    def contributions(self, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[Difference]:
        """Contributors whose role or contribution differs, one line for each."""
        was = {who_of(entry): entry for entry in (before or {}).get("contributions", [])}
        now = {who_of(entry): entry for entry in after["contributions"]}
        return [
            Difference(
                "contributions",
                _("Contribution of %(who)s") % {"who": self.who(now.get(key) or was[key])},
                self.said(was.get(key)),
                self.said(now.get(key)),
            )
            for key in {**was, **now}
            if was.get(key) != now.get(key)
        ]

    def said(self, entry: Mapping[str, Any] | None) -> str:
        """Role and contribution on one line."""
        if entry is None:
            return ""
        return " — ".join(text for text in (entry["role"], entry["text"]) if text) or _("Takes part")
