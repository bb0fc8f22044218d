"""The inbox and the preferences page, through the browser's door."""

import pytest
from django.urls import reverse

from collab.notifications.models import Notification, Preference

BACKEND = "collab.org.backends.AccountBackend"
INBOX = "notifications:inbox"


@pytest.fixture
def told(make_task, hand_over, org, client):
    """Staff is signed in and has been told of a task."""
    make_task()
    hand_over()
    client.force_login(org.staff, backend=BACKEND)
    return Notification.objects.filter(person=org.staff)


@pytest.mark.parametrize("name", [INBOX, "notifications:count", "notifications:preferences"])
def test_visitors_are_asked_to_sign_in(db, client, name):
    assert client.get(reverse(name)).status_code == 302


def test_the_inbox_shows_sentences_by_day(told, client):
    page = client.get(reverse(INBOX))
    assert page.status_code == 200
    assert "Relocate the market 市场搬迁" in page.content.decode()


def test_a_refetch_brings_the_list_alone(told, client):
    page = client.get(reverse(INBOX), headers={"HX-Request": "true"})
    assert "<html" not in page.content.decode()


def test_the_bell_counts_what_is_unread(told, client):
    assert client.get(reverse("notifications:count")).content == str(told.count()).encode()
    client.post(reverse("notifications:read-all"))
    assert client.get(reverse("notifications:count")).content == b""


def test_marking_in_place_gives_the_row_back(told, client):
    row = told.first()
    answer = client.post(reverse("notifications:read"), {"id": row.pk}, headers={"HX-Request": "true"})
    row.refresh_from_db()
    assert row.read_at is not None
    assert f"notification-{row.pk}" in answer.content.decode()


def test_opening_one_marks_it_read(told, client):
    row = told.first()
    assert client.get(reverse("notifications:open", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.read_at is not None


def test_somebody_elses_notification_looks_missing(told, client, org):
    client.force_login(org.outsider, backend=BACKEND)
    foreign = client.get(reverse("notifications:open", args=[told.first().pk]))
    assert (foreign.status_code, client.get(reverse("notifications:open", args=[10**9])).status_code) == (
        404,
        404,
    )


@pytest.mark.parametrize(
    "query", ["colour=red", "show=some", "before=x", "before=-1", "before=99999999999999999999"]
)
def test_an_unknown_filter_is_named_not_ignored(told, client, query):
    answer = client.get(f"{reverse(INBOX)}?{query}")
    assert answer.status_code == 400


def test_choices_are_kept_and_gone_back_on(told, client, org):
    address = reverse("notifications:preferences")
    assert client.post(address, {"mode:task:email": "digest", "im_url": ""}).status_code == 302
    assert Preference.objects.get(person=org.staff).mode == "digest"
    assert client.post(address, {"mode:task:email": "", "im_url": ""}).status_code == 302
    assert not Preference.objects.exists()


def test_an_address_that_could_call_inward_is_refused_beside_its_field(told, client):
    answer = client.post(reverse("notifications:preferences"), {"im_url": "json://169.254.169.254/"})
    assert answer.status_code == 422
    assert "dingtalk://" in answer.content.decode()
