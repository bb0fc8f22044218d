"""The inbox: its pages, its count, and marking read."""

import pytest

from collab.common.actor import Actor
from collab.common.errors import Invalid
from collab.matters.models import Party, Visibility
from collab.notifications import actions, selectors
from collab.notifications.models import Notification


@pytest.fixture
def told(make_task, hand_over, org):
    """Staff has been told of five tasks."""
    for number in range(5):
        make_task(title=f"Task {number}")
    hand_over()
    return org.staff


def test_pages_follow_each_other_without_gap_and_back(told):
    first = selectors.inbox_page(told, size=2)
    second = selectors.inbox_page(told, size=2, before=first.next_before)
    back = selectors.inbox_page(told, size=2, after=second.newer_after)
    everything = list(Notification.objects.filter(person=told).order_by("-pk"))
    assert [*first.rows, *second.rows] == everything[:4]
    assert list(back.rows) == list(first.rows)


def test_reading_some_leaves_the_rest_unread(told):
    some = Notification.objects.filter(person=told).first()
    before = selectors.unread_count(told)
    assert actions.mark_read(ids=[some.pk], actor=Actor(told)) == 1
    assert selectors.unread_count(told) == before - 1


def test_other_peoples_notifications_cannot_be_marked(told, org):
    ids = list(Notification.objects.filter(person=told).values_list("pk", flat=True))
    assert actions.mark_read(ids=ids, actor=Actor(org.outsider)) == 0
    assert selectors.unread_count(told) == len(ids)


def test_mark_all_spares_what_came_after_the_page_was_shown(told):
    oldest = Notification.objects.filter(person=told).order_by("pk").first()
    actions.mark_all_read(actor=Actor(told), up_to=oldest.pk)
    assert selectors.unread_count(told) == Notification.objects.filter(person=told).count() - 1


def test_a_matter_that_is_closed_to_the_reader_leaves_the_inbox(told, org):
    row = Notification.objects.filter(person=told).first()
    Party.objects.filter(matter=row.matter, person=told).delete()
    type(row.matter).objects.filter(pk=row.matter_id).update(visibility=Visibility.PARTIES, owner=org.planner)
    assert row not in selectors.inbox_page(told).rows


@pytest.mark.parametrize("size", [1, 5])
def test_the_inbox_costs_the_same_whatever_its_size(told, query_budget, size):
    Notification.objects.exclude(pk__in=Notification.objects.values("pk")[:size]).delete()
    with query_budget(2):
        list(selectors.inbox_page(told).rows)


@pytest.mark.parametrize(
    "url", ["json://10.0.0.1/hook", "file:///etc/passwd", "ntfy://localhost/x", "http://example.org", "slack"]
)
def test_instant_messages_never_go_to_addresses_of_ones_choosing(url, org):
    with pytest.raises(Invalid):
        actions.set_contact(im_url=url, actor=Actor(org.staff))


@pytest.mark.parametrize(
    ("kind", "channel", "mode"),
    [("nothing", "email", "off"), ("task", "fax", "off"), ("task", "in_app", "digest")],
)
def test_unknown_choices_are_refused(org, kind, channel, mode):
    with pytest.raises(Invalid):
        actions.set_preference(kind=kind, channel=channel, mode=mode, actor=Actor(org.staff))
