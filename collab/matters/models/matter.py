"""Matter 事项: what every kind of shared work has in common; each kind extends it by multi-table inheritance."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.errors import StaleVersion, TransitionRefused

from ..machine import Machine
from ..querysets import MatterQuerySet


class Kind(models.TextChoices):
    """What a matter is; the letter before its number follows from it."""

    GOAL = "goal", _("Goal")
    KEY_RESULT = "key_result", _("Key result")
    TASK = "task", _("Task")
    HANDOVER = "handover", _("Hand-over")
    PLAN = "plan", _("Plan")
    MEETING = "meeting", _("Meeting")
    AGENDA_ITEM = "agenda_item", _("Agenda item")
    DECISION = "decision", _("Decision")
    MINUTES = "minutes", _("Minutes")
    FEEDBACK = "feedback", _("Feedback")
    CORRECTIVE = "corrective", _("Corrective action")
    CONFLICT = "conflict", _("Conflict case")
    SURVEY = "survey", _("Survey")
    NOTICE = "notice", _("Notice to sign for")
    RETROSPECTIVE = "retrospective", _("Retrospective")


PREFIXES = {
    Kind.GOAL: "G",
    Kind.KEY_RESULT: "K",
    Kind.TASK: "T",
    Kind.HANDOVER: "H",
    Kind.PLAN: "P",
    Kind.MEETING: "M",
    Kind.AGENDA_ITEM: "A",
    Kind.DECISION: "D",
    Kind.MINUTES: "J",
    Kind.FEEDBACK: "F",
    Kind.CORRECTIVE: "Q",
    Kind.CONFLICT: "C",
    Kind.SURVEY: "S",
    Kind.NOTICE: "N",
    Kind.RETROSPECTIVE: "R",
}


def number_of(kind: str, serial: int) -> str:
    """The number people say aloud, such as T-2041."""
    return f"{PREFIXES[Kind(kind)]}-{serial}"


class Visibility(models.TextChoices):
    """Who may read it: everyone, the departments that take part, or the parties alone."""

    ORGANISATION = "organisation", _("Whole organisation")
    DEPARTMENTS = "departments", _("Departments taking part")
    PARTIES = "parties", _("Parties only")


class Priority(models.IntegerChoices):
    """紧急程度."""

    NORMAL = 0, _("Normal")
    HIGH = 1, _("High")
    URGENT = 2, _("Urgent")


class Light(models.TextChoices):
    """Warning light 预警灯, computed by the deadlines room."""

    NONE = "none", _("No clock")
    GREEN = "green", _("On track")
    YELLOW = "yellow", _("Attention")
    ORANGE = "orange", _("Urgent attention")
    RED = "red", _("Overdue")


class Counter(models.Model):
    """The last number given out for a kind."""

    kind = models.CharField(max_length=16, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()


class Matter(models.Model):
    """One shared thing. `due_at` is the current due instant, `original_due_at` the first one agreed."""

    machine: ClassVar[Machine]
    is_new = False  # opened in this very transaction, with nothing in its journal yet
    started_clocks: Sequence[Any] = ()  # those that began together with a new one
    _parties: Sequence[Any]
    _watchers: list[int]
    _desks: dict[int, list[int]]
    own_kind: ClassVar[str | None] = None
    words_stand: ClassVar[Any] = _("These words were agreed with others. Propose a change instead.")
    own_step_roles: ClassVar[frozenset[str]] = (
        frozenset()
    )  # parties that a step of the kind's own brings and takes
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, editable=False)
    serial = models.PositiveBigIntegerField(editable=False)
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("description"), blank=True)
    department = models.ForeignKey(
        "org.Department",
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        related_name="matters",
        db_index=False,
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="owned_matters",
        db_index=False,
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="created_matters",
    )
    status = models.CharField(_("status"), max_length=24)
    is_open = models.BooleanField(_("open"), default=True)
    is_blocked = models.BooleanField(_("blocked"), default=False)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    original_due_at = models.DateTimeField(_("original due"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("finished"), null=True, editable=False)
    done_late = models.BooleanField(_("finished late"), default=False, editable=False)
    priority = models.SmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.NORMAL)
    light = models.CharField(
        _("light"), max_length=8, choices=Light.choices, default=Light.NONE, editable=False
    )
    visibility = models.CharField(
        _("visible to"), max_length=16, choices=Visibility.choices, default=Visibility.DEPARTMENTS
    )
    labels = models.ManyToManyField(
        "matters.Label", blank=True, related_name="matters", verbose_name=_("labels")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    external_key = models.CharField(max_length=200, null=True, blank=True, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    updated_at = models.DateTimeField(_("updated"), editable=False)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["-updated_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "serial"], name="one_number_per_kind"),
            models.UniqueConstraint(fields=["kind", "external_key"], name="one_matter_per_external_key"),
        ]
        indexes = [
            models.Index(fields=["kind", "-updated_at", "-id"], name="matter_kind_updated"),
            models.Index(fields=["kind", "is_open", "due_at", "id"], name="matter_kind_due"),
            models.Index(fields=["department", "kind", "-updated_at", "-id"], name="matter_dept_updated"),
            models.Index(fields=["department", "is_open", "light"], name="matter_dept_light"),
            models.Index(fields=["owner", "is_open", "due_at"], name="matter_owner_due"),
            models.Index(fields=["updated_at", "id"], name="matter_updated"),
            models.Index(
                fields=["kind", "status"], condition=models.Q(is_open=True), name="matter_open_status"
            ),
            models.Index(
                fields=["kind", "light", "due_at", "id"],
                condition=models.Q(is_open=True),
                name="matter_open_light",
            ),
            models.Index(
                fields=["kind", "-updated_at", "-id"],
                condition=models.Q(is_open=True),
                name="matter_open_updated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """The number people say aloud, such as T-2041."""
        return number_of(self.kind, self.serial)

    @property
    def status_label(self) -> str:
        """The status in the reader's language."""
        return str(machine_of(self.kind).label(self.status))

    def move(self, step: str) -> None:
        """Take a step of the state machine, or raise TransitionRefused with the state and what is allowed."""
        transition = self.machine.steps[step]
        if self.status not in transition.sources:
            words = _("%(number)s is “%(state)s”; this step does not fit.")
            if transition.target == self.status:
                words = _("%(number)s is “%(state)s” already; this step was taken.")
            raise TransitionRefused(
                words % {"number": self.number, "state": self.machine.label(self.status)},
                state=self.status,
                allowed=self.machine.steps_from(self.status),
            )
        if transition.target:
            self.status = transition.target
            self.is_open = self.machine.is_open(self.status)

    def audience_keepers(self) -> frozenset[int] | None:
        """The people who alone say who may read it; None leaves that to whoever may edit it."""
        return None

    @property
    def has_agreed_words(self) -> bool:
        """Whether title and description were agreed with others, so that they change by a step of the kind's own."""
        return False

    @classmethod
    def further_words(cls, pk: int) -> "Iterable[str]":
        """Texts of the kind's own by which a matter is found beside title, description and discussion."""
        return ()

    def heirs(self) -> "Iterable[Matter]":
        """Matters below this one that are seen by whoever sees it."""
        return ()

    def remember(self) -> None:
        """Keep the present values, so that save_changes() can tell what changed since."""
        self._before = self._values()

    def save_changes(self) -> None:
        """Write what changed since lock() and raise the version; StaleVersion if someone was faster."""
        changed = {name: value for name, value in self._values().items() if value != self._before[name]}
        spine = {field.attname for field in Matter._meta.local_concrete_fields}
        self.updated_at = clock.now()
        mine = {name: value for name, value in changed.items() if name in spine}
        rows = Matter.objects.filter(pk=self.pk, version=self.version).update(
            **mine | {"version": self.version + 1, "updated_at": self.updated_at}
        )
        if not rows:
            raise StaleVersion(version=self.version)
        if own := {name: value for name, value in changed.items() if name not in spine}:
            type(self)._base_manager.filter(pk=self.pk).update(**own)
        self.version += 1
        self.remember()

    def touch(self) -> None:
        """Something hangs on it anew: it moves up in lists, but nobody's open form becomes stale."""
        Matter.objects.filter(pk=self.pk).update(updated_at=clock.now())

    def _values(self) -> dict[str, Any]:
        skipped = {"version", "updated_at", "matter_ptr_id"}
        return {
            f.attname: getattr(self, f.attname)
            for f in self._meta.concrete_fields
            if f.attname not in skipped
        }


_machines: dict[str, Machine] = {}
_classes: dict[str, type[Matter]] = {}


def register_kind(kind: str, model: type[Matter]) -> None:
    """Make a kind known with its model and its state machine."""
    _machines[kind] = model.machine
    _classes[kind] = model
    model.own_kind = kind


def machine_of(kind: str) -> Machine:
    """The state machine of a kind."""
    return _machines[kind]


def class_of(kind: str) -> type[Matter]:
    """The model of a kind."""
    return _classes[kind]


def known_kinds() -> Iterable[str]:
    """Kinds whose rooms are installed."""
    return _classes.keys()
