"""What is asked about a person left blank finds what the same question finds when it names them."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import NotFound
from collab.common.questions import Ids
from collab.matters.actions import add_party
from collab.matters.models import Matter, Visibility
from collab.matters.whose import PersonalQuestion
from collab.org.models import Absence, Person
from collab.org.standing import standing_of
from tasks.models import Task

pytestmark = pytest.mark.django_db
AMONG = PersonalQuestion(
    lambda whose: Matter.objects.filter(whose.audience(), pk__in=Ids("wanted")).values_list(
        "pk", "updated_at"
    )
)


@pytest.fixture
def matters(make_task, org, by) -> list[int]:
    """One of each visibility, one that an outsider is told of, and somebody who stands in for somebody."""
    found = [make_task(visibility=visibility) for visibility in Visibility.values]
    told = make_task("issued", visibility=Visibility.PARTIES)
    add_party(matter=told, actor=by(org.planner), version=told.version, role="informed", person=org.outsider)
    now = clock.now()
    Absence.objects.create(
        person=org.staff, delegate=org.outsider, starts_at=now, ends_at=now + timedelta(days=1)
    )
    return [task.pk for task in (*found, told)]


def test_the_audience_of_whoever_asks_is_the_audience_of_that_person(matters, org):
    Person.objects.filter(pk=org.head.pk).update(is_superuser=True)
    for person in Person.objects.all():
        rows = AMONG.ask(standing_of(person), clock.now(), wanted=matters)
        seen = Matter.objects.visible_to(person).filter(pk__in=matters)
        assert sorted(rows) == sorted(seen.values_list("pk", "updated_at")), person


def test_a_question_about_nothing_finds_nothing(matters, org):
    assert AMONG.ask(standing_of(org.staff), clock.now(), wanted=[]) == []


def test_a_locked_row_is_the_row_as_it_stands(make_task):
    task = make_task("issued")
    read = Task.objects.get(pk=task.pk)
    held = Task.objects.lock(task.pk, version=read.version)
    names = [field.attname for field in Task._meta.concrete_fields]
    assert [getattr(held, name) for name in names] == [getattr(read, name) for name in names]
    assert not held._state.adding
    with pytest.raises(NotFound):
        Task.objects.lock(task.pk + 1000)
