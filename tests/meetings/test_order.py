"""The agenda's order: one item to one place, by the page's rows and through the API, on the version looked at."""

import json

import pytest
from django.urls import reverse

from meetings import actions
from meetings.models import AgendaItem, Meeting

pytestmark = pytest.mark.django_db
BACKEND = "collab.org.backends.AccountBackend"


@pytest.fixture
def agenda(meet, by, org):
    """A meeting with three items, One, Two and Three."""
    meeting = meet("preparing")
    AgendaItem.objects.filter(meeting=meeting).delete()
    for title in ("One", "Two", "Three"):
        actions.add_agenda_item(meeting=meeting, actor=by(org.planner), title=title)
    return Meeting.objects.get(pk=meeting.pk)


def titles(meeting) -> list[str]:
    return list(
        AgendaItem.objects.filter(meeting=meeting).order_by("position").values_list("title", flat=True)
    )


def numbered(meeting, title: str) -> str:
    return AgendaItem.objects.get(meeting=meeting, title=title).number


def test_a_row_is_put_to_another_place_from_the_page(client, agenda, org):
    client.force_login(org.planner, backend=BACKEND)
    door = reverse("matters:put", args=[agenda.pk, "place-item"])
    page = client.get(reverse("meetings:detail", args=[agenda.pk])).content.decode()
    assert f'data-order="{door}" data-order-version="{agenda.version}"' in page
    sent = {"number": numbered(agenda, "Three"), "position": 1, "version": agenda.version}
    answer = client.post(door, sent, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert f"matter-{agenda.pk}" in json.loads(answer["HX-Trigger"])
    assert titles(agenda) == ["Three", "One", "Two"]
    stale = client.post(door, sent | {"position": 3}, headers={"HX-Request": "true"})
    assert json.loads(stale["HX-Trigger"])["toast"]["tone"] == "bad"
    assert titles(agenda) == ["Three", "One", "Two"]


def test_only_an_order_is_put_there(client, agenda, org):
    client.force_login(org.planner, backend=BACKEND)
    assert client.post(reverse("matters:put", args=[agenda.pk, "cancel"])).status_code == 404
    assert client.get(reverse("matters:put", args=[agenda.pk, "place-item"])).status_code == 405


def test_the_api_gives_an_item_its_place_on_the_version_it_names(client, agenda, org, outsider):
    client.force_login(org.planner, backend=BACKEND)
    path = f"/api/v1/meetings/{agenda.pk}/place-item/"

    def put(position, version, number=None):
        body = {"number": number or numbered(agenda, "One"), "position": position}
        return client.post(
            path, json.dumps(body), content_type="application/json", headers={"If-Match": f'"v{version}"'}
        )

    assert put(9, agenda.version).status_code == 200
    assert titles(agenda) == ["Two", "Three", "One"]
    assert put(1, agenda.version).status_code == 412
    version = Meeting.objects.get(pk=agenda.pk).version
    assert put(0, version).status_code == 400
    assert put(1, version, "A-99999").status_code == 400
    client.force_login(outsider, backend=BACKEND)
    assert put(1, version).status_code in (403, 404)
