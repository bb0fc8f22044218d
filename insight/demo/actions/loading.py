"""Loads the demo organisation with two months of history behind it."""

from datetime import timedelta

from django.db import transaction

from collab.common import clock
from collab.common.actor import Actor
from collab.notifications.actions import mark_read
from collab.notifications.models import Notification
from collab.org.models import Department, Person
from collab.org.selectors import calendar_of

from ..content import assurance, meetings, resettlement, streets, workbench
from ..time import Timeline
from .asking import ask
from .conflicts import disagree
from .convening import convene, reckon_hours, set_up_series
from .correctives import put_right
from .deciding import decide
from .feedback import hear
from .goals import set_goals
from .handing_over import hand_over, keep_evidence
from .keeping import keep_views
from .looking_back import look_back
from .minuting import send_in
from .organisation import claim_what_demo_people_made, found_city
from .planning import plan_ahead
from .stage import Stage
from .telling import tell

STORIES = (*workbench.STORIES, *resettlement.STORIES, *streets.STORIES, *assurance.STORIES)
EVIDENCED = "relocation-plan"
FRESH = timedelta(days=3)


def is_loaded() -> bool:
    """Whether a demo organisation is there."""
    return Person.objects.filter(is_demo=True, is_active=True).exists() or _departments().exists()


@transaction.atomic
def load_demo() -> Stage:
    """Everything at once or nothing; about two months end at this moment."""
    times = Timeline(clock.now().replace(second=0, microsecond=0), calendar_of(None))
    stage = Stage(found_city(times), times)
    series = set_up_series(stage.city)
    reckon_hours(stage.city)
    for gathering in meetings.GATHERINGS:
        convene(stage, series, gathering)
    for story in STORIES:
        tell(stage, story)
    hand_over(stage)
    keep_evidence(stage, EVIDENCED)
    plan_ahead(stage)
    send_in(stage)
    decide(stage)
    set_goals(stage)
    ask(stage)
    look_back(stage)
    disagree(stage)
    put_right(stage)
    hear(stage)
    stage.play()
    keep_views(stage)
    claim_what_demo_people_made()
    _read_old_news(stage)
    return stage


def _departments():
    return Department.objects.filter(extra__demo=True)


def _read_old_news(stage: Stage) -> None:
    """Nobody finds two months of news unread: what is older than three days has been seen."""
    old = Notification.objects.filter(person__is_demo=True, created_at__lt=stage.times.now - FRESH)
    ids: dict[int, list[int]] = {}
    for pk, person_id in old.filter(read_at=None).values_list("pk", "person_id"):
        ids.setdefault(person_id, []).append(pk)
    with clock.told(stage.times.now - FRESH):
        for person in stage.city.people.values():
            if person.pk in ids:
                mark_read(ids=ids[person.pk], actor=Actor(person, "page"))
