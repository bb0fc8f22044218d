"""Doings: each thing a person may do with a matter, declared once and offered by every door.

A doing names its state-machine step, who may, what it asks for, and the action that does it. The page's
button and dialog, the API's action route and schema, and the console's button are all made from it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.errors import Forbidden, NotFound

from .models.matter import machine_of

Text = str | Promise
MayDo = Callable[[Actor, Any], bool]
Choices = Sequence[tuple[str, Text]]


@dataclass(frozen=True)
class Ask:
    """One thing a doing asks for.

    `kind` is one of: words, text, instant, day, person, people, department, departments, choice, yes, number,
    figure, grades (a whole number from `least` to `most` for each of its choices), matter, file (one attached to the
    matter), labels. `choices` may depend on the matter and who asks. It is asked only `when` that fits the matter, and
    a choice only where there is something to choose. Of an `unset` choice nothing is chosen beforehand, lest somebody
    send what they did not mean.
    """

    name: str
    label: Text
    kind: str = "text"
    required: bool = True
    choices: Choices | Callable[[Any, Any], Choices] = ()
    help: Text = ""
    initial: Callable[[Any], Any] | None = None
    when: Callable[[Any], bool] | None = None
    least: int = 0
    most: int = 0
    unset: bool = False

    def choices_for(self, matter: Any, person: Any) -> Choices:
        """What can be chosen by this person for this matter."""
        return self.choices(matter, person) if callable(self.choices) else self.choices

    def is_asked(self, matter: Any, person: Any) -> bool:
        """Whether the question makes sense for this matter and person."""
        if matter is None:
            return True
        if self.when is not None and not self.when(matter):
            return False
        return not callable(self.choices) or bool(self.choices(matter, person))


@dataclass(frozen=True)
class Doing:
    """`name` is the verb-noun of the API; `subject` the keyword under which the action takes the matter.

    `stack` is the stack of the workbench, sign, do or decide, in whose rows it is offered, if any.
    While its dialog is filled in, `preview` is the address that tells what stands against the answers so far.
    Of a `confidential` one neither the request nor its answer is kept for retries.
    """

    kind: str
    name: str
    label: Text
    may: MayDo
    run: Callable[..., Any]
    who: Text
    step: str | None = None
    subject: str = "matter"
    asks: tuple[Ask, ...] = ()
    fits: Callable[[Any], bool] | None = None
    tone: str = "secondary"
    icon: str = "arrow-right"
    stack: str = ""
    help: Text = ""
    confidential: bool = False
    preview: Callable[[Any], str] | None = None

    def suits(self, matter: Any) -> bool:
        """Whether the matter's state allows it, whoever asks."""
        if self.step and matter.status not in machine_of(self.kind).steps[self.step].sources:
            return False
        return self.fits is None or self.fits(matter)

    @property
    def whose(self) -> Text:
        """For whom it is, as it is said to somebody else."""
        return _("This is for %(who)s.") % {"who": self.who}

    def do(self, *, matter: Any, actor: Actor, version: int, **answers: Any) -> Any:
        """Run the action behind it; the action itself checks everything again.

        Forbidden says for whom it is where the action only says that it is not for the actor.
        """
        try:
            return self.run(**{self.subject: matter}, actor=actor, version=version, **answers)
        except Forbidden as refused:
            if refused.message is not Forbidden.message:
                raise
            raise Forbidden(self.whose) from refused


@dataclass(frozen=True)
class Offer:
    """A doing that fits the matter's state; `allowed` says whether it is this person's to take."""

    doing: Doing
    allowed: bool

    @property
    def why_not(self) -> Text:
        return "" if self.allowed else self.doing.whose


_doings: dict[str, dict[str, Doing]] = {}


def register_doings(*doings: Doing) -> None:
    """Declare doings; a name can be used once per kind."""
    for doing in doings:
        known = _doings.setdefault(doing.kind, {})
        if doing.name in known:
            raise ValueError(f"{doing.kind} {doing.name} is declared twice")
        known[doing.name] = doing


def doings_of(kind: str) -> Mapping[str, Doing]:
    """All doings of a kind, by name, in the order declared."""
    return _doings.get(kind, {})


def doing_named(kind: str, name: str) -> Doing:
    """One doing, or NotFound."""
    try:
        return _doings[kind][name]
    except KeyError:
        raise NotFound from None


def offers(matter: Any, person) -> list[Offer]:
    """What the matter's state allows now, each with whether this person may do it."""
    actor = Actor(person, "page")
    return [
        Offer(doing, doing.may(actor, matter))
        for doing in doings_of(matter.kind).values()
        if doing.suits(matter)
    ]
