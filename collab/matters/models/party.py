"""Who takes part in a matter, in which role, and whether they have read it and signed for it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import HangingQuerySet


class PartyRole(models.TextChoices):
    """RACI, and the roles of supervised work and of meetings."""

    ACCOUNTABLE = "accountable", _("Accountable")
    RESPONSIBLE = "responsible", _("Responsible")
    CONSULTED = "consulted", _("Consulted")
    INFORMED = "informed", _("Informed")
    LEAD = "lead", _("Lead department")
    CO = "co", _("Co-department")
    SUPERVISOR = "supervisor", _("Supervisor")
    GIVER = "giver", _("Handed out by")
    DELIVERING = "delivering", _("Hands over")
    RECEIVING = "receiving", _("Takes over")
    CHAIR = "chair", _("Chair")
    SECRETARY = "secretary", _("Secretary")
    HOST = "host", _("Host department")
    ATTENDEE = "attendee", _("Attendee")
    NON_VOTING = "non_voting", _("Non-voting attendee")
    SPONSOR = "sponsor", _("Sponsor")


class Party(models.Model):
    """A person or a department in a role. Read 已读 and signed for 签收 are two different facts."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(_("role"), max_length=16, choices=PartyRole.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        db_index=False,
    )
    department = models.ForeignKey(
        "org.Department",
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        db_index=False,
    )
    part = models.TextField(_("part"), blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, editable=False)
    signed_at = models.DateTimeField(_("signed for"), null=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = HangingQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None, department__isnull=False)
                | models.Q(person__isnull=False, department=None),
                name="party_is_a_person_or_a_department",
            ),
            models.UniqueConstraint(fields=["matter", "role", "person"], name="a_person_once_per_role"),
            models.UniqueConstraint(
                fields=["matter", "role", "department"], name="a_department_once_per_role"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "matter", "role"], name="party_person"),
            models.Index(fields=["department", "matter", "role"], name="party_department"),
            models.Index(fields=["person", "role"], condition=models.Q(read_at=None), name="party_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person or self.department}"


class Watcher(models.Model):
    """Somebody who wants to hear of a matter without taking part."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="watchers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watching")

    objects = HangingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="watch_once")]

    def __str__(self) -> str:
        return f"{self.person} · {self.matter_id}"
