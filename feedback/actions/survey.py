"""Composing a survey, opening, closing, publishing and cancelling it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import FieldError, Invalid, reason_given, require
from collab.deadlines import actions as deadlines
from collab.deadlines.actions.clocks import check_due
from collab.deadlines.models import Clock
from collab.matters import search
from collab.matters.actions import open_matter
from collab.matters.actions.links import led_to
from collab.matters.actions.parties import set_parties
from collab.matters.actions.spine import clean_words
from collab.matters.models import Kind, Light, Matter, Party, PartyRole, Visibility
from collab.matters.policies import acts_for
from collab.matters.words import iso
from collab.org.models import Department, Person, Role
from collab.org.standing import standing_of

from ..models import Asked, NamedAnswer, Survey, SurveyUrn, Told
from ..surveys import events, policies
from ..surveys.audience import parents_of_departments, people_asked, units_kept
from ..surveys.disclosure import THRESHOLD, is_comparable
from ..surveys.questions import checked_questions
from ..surveys.release import GROUPS, ROUNDED, WHOLE, Ground, Slip, groups_told, released

MOST_ASKED = 50_000
SLIPS_PER_URN = 500
EDITABLE = (
    *("title", "body", "anonymous", "questions", "everyone", "departments", "roles", "people", "due_at"),
    "visibility",
)
AUDIENCE = ("departments", "people")


@dataclass(kw_only=True)
class SurveyBrief:
    """What a survey is drafted from; whom it asks may be left open until it opens."""

    title: str
    department: Department
    body: str = ""
    anonymous: bool = True
    questions: list[Mapping[str, Any]] | None = None
    everyone: bool = False
    departments: Iterable[Department] = ()
    roles: Iterable[str] = ()
    people: Iterable[Person] = ()
    due_at: datetime | None = None
    visibility: str = Visibility.DEPARTMENTS
    is_demo: bool = False


@transaction.atomic
def create_survey(*, actor: Actor, came_from: Matter | None = None, **brief: Any) -> Survey:
    """Draft a survey; nobody is asked before it opens."""
    given = SurveyBrief(**brief)
    require(
        actor.is_system or _may_ask(actor, given.department),
        _("Surveys are held by people of the department."),
    )
    check_due(given.due_at)
    survey = open_matter(
        Survey,
        actor=actor,
        kind=Kind.SURVEY,
        parties=_parties(given.department, actor.person),
        status="draft",
        owner=actor.person,
        title=given.title,
        body=given.body,
        department=given.department,
        visibility=given.visibility,
        is_demo=given.is_demo,
        due_at=given.due_at,
        anonymous=given.anonymous,
        questions=checked_questions(given.questions or [], anonymous=given.anonymous),
        everyone=given.everyone,
        roles=_roles(given.roles),
    )
    survey.departments.set(given.departments)
    survey.people.set(given.people)
    if came_from is not None:
        led_to(came_from, survey, actor=actor)
    record(events.SURVEY_DRAFTED, matter=survey, actor=actor)
    return survey


def _may_ask(actor: Actor, department: Department) -> bool:
    standing = standing_of(actor.person)
    return standing.is_coordinator or department.pk in standing.department_ids


def _parties(department: Department, owner: Person | None) -> list[Party]:
    rows = [Party(role=PartyRole.LEAD, department=department)]
    return rows + ([Party(role=PartyRole.RESPONSIBLE, person=owner)] if owner else [])


def _roles(sent: Iterable[str]) -> list[str]:
    roles = sorted(set(sent))
    if set(roles) - set(Role.values):
        raise Invalid.field("roles", _("Choose among the offered roles."))
    return roles


@transaction.atomic
def edit_survey(*, survey: Survey, actor: Actor, version: int, **changes: Any) -> Survey:
    """Change a draft; once it is open, people answer what they were asked."""
    survey = _locked(survey, actor, version)
    survey.move("edit")
    if unknown := changes.keys() - set(EDITABLE):
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited here."))
    before = _words(survey)
    for name, value in changes.items():
        if name in AUDIENCE:
            getattr(survey, name).set(value)
        else:
            setattr(survey, name, _roles(value) if name == "roles" else value)
    survey.title, survey.body = clean_words(survey.title, survey.body)
    if survey.visibility not in Visibility.values:
        raise Invalid.field("visibility", _("Choose one of the offered audiences."))
    if "due_at" in changes:
        check_due(survey.due_at)
        survey.original_due_at = survey.due_at
    survey.questions = checked_questions(survey.questions, anonymous=survey.anonymous)
    after = _words(survey)
    changed = {name: after[name] for name in after if after[name] != before[name]}
    if changed:
        survey.save_changes()
        search.index(survey)
        old = {name: before[name] for name in changed}
        record(events.SURVEY_COMPOSED, matter=survey, actor=actor, before=old, changes=changed)
    return survey


def _words(survey: Survey) -> dict[str, Any]:
    """What of a draft the history keeps."""
    named = {name: sorted(getattr(survey, name).values_list("pk", flat=True)) for name in AUDIENCE}
    plain = {name: getattr(survey, name) for name in EDITABLE if name not in (*AUDIENCE, "due_at")}
    return plain | named | {"due_at": iso(survey.due_at) if survey.due_at else ""}


@transaction.atomic
def open_survey(*, survey: Survey, actor: Actor, version: int, due_at: datetime | None = None) -> Survey:
    """Freeze questions and audience and ask everybody; it closes by itself when it is due."""
    survey = _locked(survey, actor, version)
    survey.move("open")
    survey.due_at = survey.original_due_at = due_at or survey.due_at
    asked = _checked(survey)
    check_due(survey.due_at)
    units = units_kept(asked) if survey.anonymous else asked
    Asked.objects.bulk_create(
        [Asked(survey=survey, person_id=person, unit_id=units[person]) for person in sorted(asked)],
        batch_size=1000,
    )
    if survey.anonymous:
        places = range(len(asked) // SLIPS_PER_URN + 1)
        SurveyUrn.objects.bulk_create([SurveyUrn(survey=survey, place=place) for place in places])
    _let_in(survey, asked)
    survey.light = Light.GREEN
    deadlines.start_clocks(survey, due_at=survey.due_at)
    survey.save_changes()
    facts = {
        "due": iso(survey.due_at),
        "asked": len(asked),
        "anonymous": survey.anonymous,
        "round": survey.round,
    }
    record(events.SURVEY_OPENED, matter=survey, actor=actor, **facts)
    return survey


def _checked(survey: Survey) -> dict[int, int | None]:
    """Who is asked, or Invalid naming everything that still lacks."""
    asked = people_asked(survey)
    wrong = []
    if not survey.questions:
        wrong.append(FieldError("questions", "required", _("Ask at least one question.")))
    if survey.due_at is None:
        wrong.append(FieldError("due_at", "required", _("Say until when it can be answered.")))
    if not asked:
        wrong.append(FieldError("departments", "required", _("Say who is asked.")))
    elif survey.anonymous and len(asked) < THRESHOLD:
        told = _("An anonymous survey asks at least five people; fewer could be told apart.")
        wrong.append(FieldError("departments", "too_few", told))
    elif len(asked) > MOST_ASKED:
        wrong.append(FieldError("departments", "too_many", _("At most 50,000 people can be asked at once.")))
    if wrong:
        raise Invalid(wrong)
    return asked


def _let_in(survey: Survey, asked: Mapping[int, int | None]) -> None:
    """Whoever is asked can open the survey: through the department they are asked in, or by name."""
    if survey.everyone:
        survey.visibility = Visibility.ORGANISATION
        return
    people = list(survey.people.all())
    named = {person.pk for person in people}
    units = {unit for person, unit in asked.items() if unit and person not in named} - {survey.department_id}
    if units and survey.visibility == Visibility.PARTIES:
        survey.visibility = Visibility.DEPARTMENTS
    departments = Department.objects.filter(pk__in=units).order_by("pk")
    set_parties(survey, PartyRole.INFORMED, departments=departments)
    set_parties(survey, PartyRole.CONSULTED, people=people)


@transaction.atomic
def extend_survey(*, survey: Survey, actor: Actor, version: int, due_at: datetime, reason: str) -> Survey:
    """Let it be answered longer. All who are asked are told: who had not answered would otherwise be known by that."""
    survey = _locked(survey, actor, version)
    survey.move("extend")
    check_due(due_at)
    before, ends = survey.due_at, survey.pulse.next_at if survey.pulse else None
    if before is not None and due_at <= before:
        raise Invalid.field(
            "due_at", _("Choose a later time than now stands. Close it to end it."), "not_later"
        )
    if ends is not None and due_at > ends:
        raise Invalid.field(
            "due_at",
            _("The next round opens before that and ends this one. Choose a time before it."),
            "next_round",
        )
    deadlines.move(survey, due_at, actor=actor)
    survey.save_changes()
    facts = {"due": iso(due_at), "before": iso(before), "reason": reason_given(reason)}
    _note(events.SURVEY_EXTENDED, survey, actor, **facts)
    return survey


@transaction.atomic
def close_survey(*, survey: Survey, actor: Actor, version: int | None, note: str = "") -> Survey:
    """Take no more answers and freeze the results; of an anonymous survey nothing else is kept."""
    survey = _locked(survey, actor, version)
    survey.move("close")
    survey.results = _results(survey)
    if survey.anonymous:
        _destroy_answers(survey)
    deadlines.settle(survey, Clock.DUE, actor=actor)
    survey.light = Light.NONE
    survey.save_changes()
    _note(events.SURVEY_CLOSED, survey, actor, note=note)
    return survey


def _destroy_answers(survey: Survey) -> None:
    """Slips go, and so does who put one in."""
    SurveyUrn.objects.filter(survey=survey).delete()
    NamedAnswer.objects.filter(asked__survey=survey).delete()
    Asked.objects.filter(survey=survey).update(has_answered=False)


def _results(survey: Survey) -> dict[str, Any]:
    asked = dict(Asked.objects.filter(survey=survey).values_list("person_id", "unit_id"))
    counts: Counter[int | None] = Counter(asked.values())
    ground = Ground(survey.questions, _slips(survey), counts, parents_of_departments())
    groups = groups_told(ground, anonymous=survey.anonymous)
    detail = _detail(survey, asked, groups) if survey.anonymous and groups else GROUPS
    found = released(ground, groups, anonymous=survey.anonymous, detail=detail)
    return found | {"of_units": [[unit, head] for unit, head in groups.items()] if detail == GROUPS else []}


def _slips(survey: Survey) -> list[Slip]:
    if survey.anonymous:
        urns = SurveyUrn.objects.select_for_update().filter(survey=survey).order_by("place")
        return [Slip(*slip) for urn in urns for slip in urn.slips.values()]
    rows = NamedAnswer.objects.filter(asked__survey=survey).order_by("pk")
    return [Slip(*row) for row in rows.values_list("asked__unit_id", "answers")]


def _detail(survey: Survey, asked: Mapping[int, int | None], groups: Mapping) -> str:
    """How much may be told beside the earlier rounds of a pulse: fewer than five who came or went stay unknown."""
    if survey.pulse_id is None:
        return GROUPS
    rows = Survey.objects.filter(pulse=survey.pulse_id, round__lt=survey.round, results__isnull=False)
    before = [_told_people(row) for row in rows.order_by("round") if _was_exact(row.results)]
    if is_comparable([*before, {person: groups[unit] for person, unit in asked.items()}]):
        return GROUPS
    return WHOLE if is_comparable([*before, dict.fromkeys(asked, None)]) else ROUNDED


def _was_exact(results: Any) -> bool:
    return results["answered"] is not None and results["detail"] != ROUNDED


def _told_people(survey: Survey) -> dict[int, int | None]:
    """Person → the group under which a round's results told of them."""
    heads = dict(survey.results["of_units"])  # type: ignore[index]
    rows = Asked.objects.filter(survey=survey).values_list("person_id", "unit_id")
    return {person: heads.get(unit) for person, unit in rows}


@transaction.atomic
def publish_survey(*, survey: Survey, actor: Actor, version: int, told: str, note: str = "") -> Survey:
    """Show the frozen results to those named, and tell everybody who was asked."""
    survey = _locked(survey, actor, version)
    survey.move("publish")
    if told not in Told.values:
        raise Invalid.field("told", _("Choose who is told the results."))
    survey.told = told
    survey.closed_at = clock.now()
    survey.save_changes()
    _note(events.SURVEY_PUBLISHED, survey, actor, told=told, note=note)
    return survey


@transaction.atomic
def cancel_survey(*, survey: Survey, actor: Actor, version: int, reason: str) -> Survey:
    """Give it up; what was answered is destroyed uncounted."""
    survey = _locked(survey, actor, version)
    survey.move("cancel")
    _destroy_answers(survey)
    deadlines.cancel(survey, actor=actor)
    survey.closed_at, survey.light = clock.now(), Light.NONE
    survey.save_changes()
    _note(events.SURVEY_CANCELLED, survey, actor, reason=reason_given(reason))
    return survey


def _locked(survey: Survey, actor: Actor, version: int | None) -> Survey:
    survey = Survey.objects.lock(survey.pk, version=version)
    require(policies.can_run(actor, survey))
    return survey


def _note(event, survey: Survey, actor: Actor, **facts: Any) -> None:
    absent = acts_for(actor, survey, policies.RUNNERS)
    record(event, matter=survey, actor=actor, on_behalf_of=absent, **facts)
