"""Short ways through a session and to a completed change, all through the real actions."""

from types import SimpleNamespace

from collab.activity.delivery import deliver
from collab.activity.models import Activity
from feedback import actions
from feedback.models import Card, Retrospective, Session
from tasks import actions as tasks
from tasks.models import Task
from tests.conftest import acting


class Room:
    """A session and what people do in it; every step goes through the real actions."""

    def __init__(self, source: Retrospective, org: SimpleNamespace, **settings):
        self.org = org
        started = {"retrospective": source, "actor": acting(org.staff), "version": source.version}
        self.pk = actions.start_session(**started | {"template": "classic"} | settings).pk

    @property
    def session(self) -> Session:
        return Session.objects.get(pk=self.pk)

    def card(self, who, text: str, column: str = "well") -> Card:
        return actions.add_card(session=self.session, actor=acting(who), column=column, text=text)

    def step(self, name: str, who=None, **answers) -> Session:
        run = getattr(actions, name)
        session = self.session
        return run(session=session, actor=acting(who or self.org.staff), version=session.version, **answers)

    def on(self, card: Card, name: str, who, **answers):
        fresh = Card.objects.get(pk=card.pk)
        given = {"card": fresh, "actor": acting(who), "version": fresh.version}
        return getattr(actions, name)(**given | answers)


def fresh(row: Retrospective) -> Retrospective:
    return Retrospective.objects.get(pk=row.pk)


def complete(task: Task, org: SimpleNamespace) -> None:
    """Carry the change out as people do, and let the journal tell of it."""
    steps = (
        (tasks.sign_for_task, org.staff, {}),
        (tasks.start_task, org.staff, {}),
        (tasks.submit_task, org.staff, {"result": "Done"}),
        (tasks.verify_task, org.head, {}),
        (tasks.complete_task, org.head, {}),
    )
    for run, who, answers in steps:
        task = Task.objects.get(pk=task.pk)
        task = run(task=task, actor=acting(who), version=task.version, **answers)
    deliver(list(Activity.objects.filter(matter=task).select_related("matter", "actor", "on_behalf_of")))
