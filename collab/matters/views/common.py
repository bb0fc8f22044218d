"""Finding a matter inside the reader's audience, as the model of its own kind."""

from typing import Any

from collab.common.errors import NotFound
from collab.common.partials import DialogView, page_actor

from ..models import Matter
from ..models.matter import class_of
from ..rows import url_of


def concrete(person, pk: int) -> Any:
    """The matter as a Task, Meeting …, or NotFound where it is missing or out of sight."""
    kind = Matter.objects.visible_to(person).filter(pk=pk).values_list("kind", flat=True).first()
    if kind is None:
        raise NotFound
    try:
        model = class_of(kind)
    except KeyError:
        raise NotFound from None
    row = model._default_manager.select_related("department", "owner").filter(pk=pk).first()
    if row is None:
        raise NotFound
    return row


class MatterDialog(DialogView):
    """A dialog about one matter, named by `pk` in the address."""

    matter: Any

    def prepare(self) -> None:
        self.matter = concrete(self.request.user, self.kwargs["pk"])
        self.number = self.matter.number

    @property
    def actor(self):
        return page_actor(self.request)

    def topics(self):
        return [f"matter.{self.matter.pk}", "me"]

    def home(self) -> str:
        return url_of(self.matter)
