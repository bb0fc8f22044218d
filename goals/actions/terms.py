"""Changing the terms of a goal: checked, compared, and written into the goal; each is part of an action that holds it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid
from collab.common.instants import last_moment
from collab.deadlines import actions as deadlines
from collab.matters import search
from collab.matters.actions import set_parties
from collab.matters.actions.parties import hand_down_audience
from collab.matters.actions.spine import clean_words
from collab.matters.models import Counter, Kind, Party, PartyRole
from collab.matters.policies import forget_parties
from collab.org.models import Department
from collab.org.selectors import calendar_of

from ..models import Commitment, Contribution, Goal
from ..terms import OWN, REFERENCES, Terms, thawed, who_of
from .contributions import ContributionBrief

MOST_WEIGHT = 1000
TEXTS = ("specific", "feasibility", "resources", "relevance")
LONGEST = {"metric": 200, "unit": 40} | dict.fromkeys(TEXTS, 20_000)
DEEPEST = 30


def changed_terms(goal: Goal, before: Terms, changes: Mapping[str, Any]) -> Terms:
    """The terms with these changes, or Invalid naming the field that cannot be taken.

    References come as rows, contributions as briefs; a parent below the goal itself is refused.
    """
    changes = dict(changes)
    briefs = changes.pop("contributions", None)
    if unknown := changes.keys() - set(OWN):
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited here."))
    if {"title", "body"} & changes.keys():
        said: Terms = before | changes
        words = clean_words(said["title"], said["body"])
        changes |= dict(zip(("title", "body"), words, strict=True))
    check_terms(changes)
    if changes.get("parent") is not None:
        refuse_circle(goal, changes["parent"])
    terms = before | {
        name: (value.pk if value is not None else None) if name in REFERENCES else _plain(name, value)
        for name, value in changes.items()
    }
    if briefs is not None:
        terms["contributions"] = entries_of(briefs, goal.department)
    return terms


def _plain(name: str, value: Any) -> Any:
    return value.strip() if name in LONGEST else value


def check_terms(given: Mapping[str, Any]) -> None:
    """Invalid names the first term that may not be stored, whatever it says."""
    if given.get("commitment", Commitment.COMMITTED) not in Commitment.values:
        raise Invalid.field("commitment", _("Choose one of the offered commitments."))
    if not 1 <= given.get("weight", 1) <= MOST_WEIGHT:
        raise Invalid.field("weight", _("Give it a weight between 1 and 1000."), "out_of_range")
    for name, longest in LONGEST.items():
        text = given.get(name, "")
        if len(text) > longest or "\x00" in text:
            raise Invalid.field(
                name, _("Keep this under %(n)d characters of plain text.") % {"n": longest}, "max_length"
            )
    due = given.get("due_on")
    if due is not None and not 1990 <= due.year <= 2200:
        raise Invalid.field("due_on", _("Choose a day between 1990 and 2200."), "out_of_range")
    cycle = given.get("cycle")
    if cycle is not None and cycle.state not in ("planned", "open"):
        raise Conflict(_("This cycle takes no more goals. Choose another one."), code="cycle_over")


def refuse_circle(goal: Goal, parent: Goal) -> None:
    """Conflict where the parent lies below the goal, or too deep; one at a time, so that two make no circle."""
    Counter.objects.select_for_update().filter(kind=Kind.GOAL).first()
    above: int | None = parent.pk
    for _level in range(DEEPEST):
        if above is None:
            return
        if above == goal.pk:
            text = _("%(parent)s lies below this goal already. A goal cannot serve itself.")
            raise Conflict(text % {"parent": parent.number}, code="parent_circle")
        above = Goal.objects.filter(pk=above).values_list("parent_id", flat=True).first()
    raise Conflict(_("Goals lie at most 30 levels deep."), code="too_deep")


def entries_of(briefs: Sequence[ContributionBrief], lead: Department) -> list[dict[str, Any]]:
    """Contributions as terms, or Invalid where one is named twice or leads already."""
    entries: dict[tuple, dict[str, Any]] = {}
    for brief in briefs:
        if brief.who == lead:
            text = _("The lead department is not also a contributing one.")
            raise Invalid.field("contributions", text, "lead")
        entry = brief.entry()
        if who_of(entry) in entries:
            text = _("%(who)s is named twice. Give each contributor one contribution.")
            raise Invalid.field("contributions", text % {"who": brief.who}, "twice")
        entries[who_of(entry)] = entry
    return list(entries.values())


def write_terms(goal: Goal, kept: Mapping[str, Any], before: Terms, actor: Actor) -> None:
    """Put frozen terms in force; the caller saves the goal and records it.

    The parent is looked at again: others may have been put below this goal since the terms were proposed.
    """
    terms = thawed(kept)
    if terms["parent"] is not None and terms["parent"] != before["parent"]:
        refuse_circle(goal, Goal.objects.get(pk=terms["parent"]))
    for name in OWN:
        setattr(goal, f"{name}_id" if name in REFERENCES else name, terms[name])
    zone = calendar_of(goal.department).zone
    goal.due_at = last_moment(terms["due_on"], zone) if terms["due_on"] else None
    for name, role in (("owner", PartyRole.ACCOUNTABLE), ("sponsor", PartyRole.SPONSOR)):
        if terms[name] != before[name]:
            set_parties(goal, role, people=[person] if (person := getattr(goal, name)) else [])
    write_contributions(goal, terms["contributions"], actor)
    search.index(goal)
    hand_down_audience(goal)


def write_contributions(goal: Goal, entries: Sequence[Mapping[str, Any]], actor: Actor) -> None:
    """Make exactly these the goal's contributions; what reads differently has to be acknowledged anew."""
    wanted = {who_of(entry): entry for entry in entries}
    parties = Party.objects.filter(matter_id=goal.pk, role__in=[PartyRole.CO, PartyRole.RESPONSIBLE])
    held = {(party.department_id, party.person_id): party for party in parties}
    rows = {row.party_id: row for row in Contribution.objects.filter(goal_id=goal.pk)}
    for key in held.keys() - wanted.keys():
        deadlines.cancel(goal, actor=actor, party=held[key])
        held[key].delete()
    for key, entry in wanted.items():
        party = held.get(key) or contributor(goal, *key)
        row = rows.get(party.pk) or Contribution(goal=goal, party=party)
        if row.pk and (row.role, party.part) == (entry["role"], entry["text"]):
            continue
        party.part = entry["text"]
        party.save(update_fields=["part"])
        row.role, row.acknowledged_at, row.acknowledged_by = entry["role"], None, None
        row.version += 1 if row.pk else 0
        row.save()
    forget_parties(goal)


def contributor(goal: Goal, department: int | None, person: int | None) -> Party:
    """A new party that contributes; it sees the goal from now on."""
    role = PartyRole.CO if department else PartyRole.RESPONSIBLE
    return Party.objects.create(matter_id=goal.pk, role=role, department_id=department, person_id=person)
