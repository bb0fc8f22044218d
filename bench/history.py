"""How one invented task went: who takes part, when it came and went, and the journal it left behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

from . import words
from .organisation import Organisation

DAY = 86_400
OPEN_STATES = (["issued"] * 15 + ["accepted"] * 20 + ["in_progress"] * 45) + (
    ["blocked"] * 7 + ["submitted"] * 8 + ["sent_back"] * 5
)
PATHS = {
    "issued": ("issued",),
    "accepted": ("issued", "signed_for"),
    "in_progress": ("issued", "signed_for", "started"),
    "blocked": ("issued", "signed_for", "started", "blocked"),
    "submitted": ("issued", "signed_for", "started", "submitted"),
    "sent_back": ("issued", "signed_for", "started", "submitted", "sent_back"),
    "completed": ("issued", "signed_for", "started", "submitted", "verification_begun", "completed"),
    "closed": (
        "issued",
        "signed_for",
        "started",
        "submitted",
        "verification_begun",
        "completed",
        "closed_out",
    ),
    "withdrawn": ("issued", "signed_for", "withdrawn"),
}
BY_SUPERVISOR = {"issued", "verification_begun", "completed", "closed_out", "sent_back", "withdrawn"}


def instant(at: float) -> datetime:
    return datetime.fromtimestamp(int(at), UTC)


@dataclass
class Story:
    """One task; instants are whole seconds since 1970."""

    pk: int
    title: str
    words: str
    body: str
    department: int
    owner: int
    giver: int
    supervisor: int | None
    co: list[int]
    status: str
    is_open: bool
    is_light: bool
    created: int
    due: int
    now: int
    visibility: str
    priority: int
    remark: str

    @property
    def path(self) -> tuple[str, ...]:
        """The steps it took; a light task is neither signed for nor verified."""
        if not self.is_light:
            return PATHS[self.status]
        return tuple(step for step in PATHS[self.status] if step in ("issued", "started", "completed"))

    def steps(self) -> Iterator[tuple[str, int, int, dict[str, Any]]]:
        """Each step with who took it, when, and its facts."""
        span = max((min(self.due, self.now) if self.is_open else self.due) - self.created, 600)
        pace = (0.0, 0.05, 0.1, 0.8, 0.9, 1.0, 1.05)
        for index, step in enumerate(self.path):
            who = self.giver if step in BY_SUPERVISOR else self.owner
            yield step, who, int(self.created + span * pace[index]), self._facts(step)

    def _facts(self, step: str) -> dict[str, Any]:
        due = instant(self.due).isoformat()
        return {
            "issued": {"department": words.DEPARTMENTS[self.department - 1][0], "due": due},
            "signed_for": {"note": "", "party": f"p{self.owner:03}"},
            "blocked": {
                "blockage": "department", "note": self.remark, "resolver": "Secretariat", "until": due,
            },
            "submitted": {"result": self.remark, "waiver": ""},
            "sent_back": {"reason": self.remark},
            "withdrawn": {"reason": self.remark},
            "completed": {"note": "", "late": False},
            "closed_out": {"note": ""},
        }.get(step, {})  # fmt: skip


@dataclass(frozen=True)
class Span:
    """How long the organisation has existed and how much is open at once; both grow with the root of its size."""

    size: int
    now: int

    @property
    def seconds(self) -> float:
        return 365 * DAY * (self.size / 10_000) ** 0.5

    @property
    def open_at_once(self) -> float:
        return min(30 * self.size**0.5, self.size * 0.3)

    def created(self, index: int) -> int:
        return int(self.now - self.seconds * (1 - (index + 1) / (self.size + 1)) - 3600)

    def is_open(self, index: int, dice: Random) -> bool:
        return dice.random() < 2.718 ** -((self.size - 1 - index) / self.open_at_once)


def invent(index: int, span: Span, house: Organisation, dice: Random) -> Story:
    """The task in this place, the same for the same seed."""
    department = dice.choice(house.departments)
    colleagues = house.members[department]
    abroad = dice.random() < 0.6
    giver = house.heads[dice.choice(house.departments)] if abroad else dice.choice(colleagues[:3])
    is_open, is_light = span.is_open(index, dice), dice.random() < 0.25
    created = span.created(index)
    due = created + int(dice.uniform(5, 45) * DAY)
    if is_open:
        due = max(due, int(span.now + dice.uniform(-12, 40) * DAY))
    title = dice.choice(words.VERBS) + " " + dice.choice(words.PLACES) + dice.choice(words.OBJECTS)
    if dice.random() < 0.004:
        title += " " + dice.choice(words.RARE)
    others = [other for other in dice.sample(house.departments, 2) if other != department]
    return Story(
        pk=index + 1,
        title=f"{title} {instant(created).year}-{index % 500}",
        words=title,
        body=dice.choice(words.BODIES),
        department=department,
        owner=dice.choice(colleagues),
        giver=giver,
        supervisor=dice.choice(house.coordinators) if dice.random() < 0.5 else None,
        co=others[: dice.choice((0, 0, 1, 1, 2))],
        status=_status(is_open, is_light, dice),
        is_open=is_open,
        is_light=is_light,
        created=created,
        due=due,
        now=span.now,
        visibility=dice.choices(("organisation", "departments", "parties"), (15, 75, 10))[0],
        priority=dice.choices((0, 1, 2), (75, 20, 5))[0],
        remark=dice.choice(words.REMARKS),
    )


def _status(is_open: bool, is_light: bool, dice: Random) -> str:
    if is_light:
        return dice.choice(("accepted", "in_progress")) if is_open else "completed"
    if is_open:
        return dice.choice(OPEN_STATES)
    return dice.choices(("closed", "completed", "withdrawn"), (85, 8, 7))[0]
