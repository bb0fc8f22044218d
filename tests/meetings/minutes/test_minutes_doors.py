"""Minutes through pages and the API."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_page_shows_the_text_and_who_may_write(take, org, client):
    minutes = take()
    for person, writes in ((org.planner, True), (org.staff, False)):
        client.force_login(person)
        page = client.get(reverse("meetings:minutes", args=[minutes.pk])).content.decode()
        assert "Market relocation" in page
        assert (reverse("meetings:write_minutes", args=[minutes.pk]) in page) is writes
    assert minutes.number in client.get(reverse("meetings:minutes_list")).content.decode()
