"""Statements kept compiled, libraries that come when asked, and holidays asked of another process."""

from datetime import date, timedelta

import pytest
from django.db import connection

from collab.common import clock
from collab.common.later import later
from collab.common.prepared import Blank, Statement
from collab.matters import turns
from collab.org.models import Person
from collab.org.selectors import person_of_session, published_holidays
from collab.org.standing import standing_of

pytestmark = pytest.mark.django_db


def test_the_same_statement_answers_each_filling_in_and_is_prepared_once(django_assert_max_num_queries):
    blank = Blank("number", "bigint")
    statement = Statement("SELECT %s + %s + %s", [blank, 1, blank])
    with django_assert_max_num_queries(4), connection.cursor() as cursor:
        for number in (1, 20, 300):
            cursor.execute(*statement.asked({"number": number}))
            assert cursor.fetchone()[0] == 2 * number + 1


def test_who_is_asking_is_answered_for_each_anew(org):
    assert [person_of_session(pk, clock.now()) for pk in (org.staff.pk, org.head.pk)] == [org.staff, org.head]
    Person.objects.filter(pk=org.staff.pk).update(is_active=False)
    assert person_of_session(org.staff.pk, clock.now()) is None


def test_whose_turn_it_is_costs_one_statement_whatever_is_declared(org, make_task, django_assert_num_queries):
    issued = make_task("issued")
    for person, awaited in ((org.staff, [issued.pk]), (org.coordinator, []), (org.outsider, [])):
        turns.waiting_for(standing_of(person), clock.now(), 60)
        with django_assert_num_queries(1):
            found = turns.waiting_for(standing_of(person), clock.now(), 60)
        assert [one.matter for one in found] == awaited


def test_more_than_is_shown_is_not_read(org, make_task):
    for _at in range(4):
        make_task("in_progress")
    found = turns.waiting_for(standing_of(org.staff), clock.now(), 3)
    assert len([one for one in found if one.stack == "do"]) == 3


def test_a_library_comes_when_it_is_asked():
    assert later("datetime").timedelta(days=1) == timedelta(days=1)
    missing = later("no_such_library")
    with pytest.raises(ImportError):
        assert missing.anything


def test_published_holidays_know_make_up_workdays_and_unknown_countries():
    off, on = published_holidays("CN", 2024, 2024)
    assert date(2024, 10, 1) in off
    assert date(2024, 2, 4) in on
    assert published_holidays("QQ", 2024, 2024) == (frozenset(), frozenset())
