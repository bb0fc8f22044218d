"""A list that did not change is not sent again; any change is."""

from collab.matters.actions import add_comment


def refetch(caller, path: str, first):
    return caller("get", path, **{"If-None-Match": first["ETag"]})


def test_an_unchanged_list_is_answered_in_three_statements(
    as_staff, make_task, django_assert_max_num_queries
):
    """Whoever writes on this server meanwhile, even another test, may make it be sent once more, not for ever."""
    make_task()
    answers = []
    while 304 not in answers and len(answers) < 20:
        first = as_staff("get", "tasks/")
        with django_assert_max_num_queries(3):
            answers.append(refetch(as_staff, "tasks/", first).status_code)
    assert answers[-1] == 304


def test_a_list_takes_three_statements_however_long(as_staff, make_task, django_assert_max_num_queries):
    for _ in range(4):
        make_task()
    as_staff("get", "tasks/")
    with django_assert_max_num_queries(3):
        assert len(as_staff("get", "tasks/").json()["results"]) == 4


def test_any_change_is_seen(as_staff, org, by, make_task):
    task = make_task()
    first = as_staff("get", "tasks/")
    add_comment(matter=task, actor=by(org.planner), body="New.")
    second = refetch(as_staff, "tasks/", first)
    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]


def test_another_reader_or_query_has_another_tag(as_staff, as_coordinator, make_task):
    make_task()
    tag = as_staff("get", "tasks/")["ETag"]
    assert as_coordinator("get", "tasks/")["ETag"] != tag
    assert as_staff("get", "tasks/?open=true")["ETag"] != tag


def test_losing_a_role_ends_what_was_kept(as_staff, org, make_task):
    make_task(responsible=None)
    first = as_staff("get", "tasks/")
    assert first.json()["results"]
    org.staff.memberships.all().delete()
    after = refetch(as_staff, "tasks/", first)
    assert after.status_code == 200
    assert after.json()["results"] == []
