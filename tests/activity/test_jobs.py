"""The jobs that beat wakes run, each of them."""

import pytest
from celery import current_app
from django.conf import settings

from collab.activity.models import Reply
from collab.common import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", sorted({entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}))
def test_every_job_on_the_schedule_runs(name):
    current_app.loader.import_default_modules()
    current_app.tasks[name]()


def test_replies_older_than_a_day_are_forgotten():
    now = clock.now()
    for hours in (1, 25):
        Reply.objects.create(
            caller="p", key=str(hours), fingerprint="", created_at=now - clock.seconds(hours * 3600)
        )
    current_app.loader.import_default_modules()
    current_app.tasks["collab.activity.jobs.forget_old_replies"]()
    assert [row.key for row in Reply.objects.all()] == ["1"]
