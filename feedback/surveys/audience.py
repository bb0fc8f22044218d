"""Whom a survey asks, reckoned when it opens: people and the department under which each of them is counted."""

from collections import Counter

from django.db.models import Q

from collab.org.models import Department, Membership, Person

from ..models import Survey
from .disclosure import groups_of


def parents_of_departments() -> dict[int | None, int | None]:
    """The tree of departments, from each to the one above it."""
    return dict(Department.objects.values_list("pk", "parent_id"))


def people_asked(survey: Survey) -> dict[int, int | None]:
    """Person → department, the first one that each belongs to; people named one by one are asked besides."""
    found: dict[int, int | None] = {}
    held = Membership.objects.filter(person__is_active=True, department__is_active=True)
    departments = list(survey.departments.all())
    if survey.everyone or departments or survey.roles:
        wanted = held
        if departments and not survey.everyone:
            below = Q()
            for department in departments:
                below |= Q(department__path__startswith=department.path)
            wanted = wanted.filter(below)
        if survey.roles:
            wanted = wanted.filter(role__in=survey.roles)
        for person, place in wanted.order_by("pk").values_list("person_id", "department_id"):
            found.setdefault(person, place)
    named = Person.objects.active().filter(pk__in=survey.people.values("pk")).values_list("pk", flat=True)
    extra = [pk for pk in named if pk not in found]
    places = dict(held.filter(person__in=extra).order_by("-pk").values_list("person_id", "department_id"))
    return found | {pk: places.get(pk) for pk in extra}


def units_kept(asked: dict[int, int | None]) -> dict[int, int | None]:
    """The same with departments in which fewer than five are asked counted under those above them."""
    groups = groups_of(parents_of_departments(), Counter(asked.values()))
    return {person: groups.get(department) for person, department in asked.items()}
