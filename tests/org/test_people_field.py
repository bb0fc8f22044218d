"""People are found by typing; a page carries only those chosen."""

from collab.org.models import Person
from tasks.forms import TaskForm
from tests.conftest import person


def test_people_are_found_by_a_part_of_the_name_or_handle(client, org):
    client.force_login(org.staff)
    rows = client.get("/people/options/", {"q": "lann"}).json()["people"]
    assert [row["handle"] for row in rows] == ["planner"]
    assert rows[0]["department"] == "Planning"


def test_nobody_disabled_is_offered(client, org):
    Person.objects.filter(pk=org.planner.pk).update(is_active=False)
    client.force_login(org.staff)
    assert client.get("/people/options/", {"q": "planner"}).json() == {"people": []}


def test_odd_letters_find_nobody(client, org):
    client.force_login(org.staff)
    assert client.get("/people/options/", {"q": "a\x00"}).json() == {"people": []}
    assert client.get("/people/options/", {"q": "x" * 101}).json() == {"people": []}


def test_strangers_learn_no_names(client, org):
    assert client.get("/people/options/").status_code == 302


def test_the_lookup_costs_the_same_for_many(client, org, query_budget):
    for number in range(25):
        person(f"lookup{number}", (org.housing, "member"))
    client.force_login(org.staff)
    with query_budget(5):
        assert len(client.get("/people/options/", {"q": "lookup"}).json()["people"]) == 20


def test_a_page_carries_only_the_people_chosen(org, by):
    form = TaskForm(actor=by(org.head), initial={"responsible": org.staff.pk})
    field = str(form["responsible"])
    assert f'value="{org.staff.pk}" selected' in field
    assert str(org.planner) not in field


def test_what_is_no_number_is_refused_as_a_choice(org, by):
    form = TaskForm({"responsible": "²"}, actor=by(org.head))
    assert "responsible" in form.errors
    assert str(form["responsible"])
