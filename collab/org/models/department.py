"""Departments form a tree; a membership gives a person a role in one of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..querysets import DepartmentQuerySet


def own_name(name: str, name_zh: str, language: str | None) -> str:
    """A department's name in this language, where it has one."""
    return name_zh if name_zh and (language or "").startswith("zh") else name


class Department(models.Model):
    """部门. `path` is the chain of ancestors' ids with its own, as /1/5/12/, kept by the actions."""

    code = models.CharField(_("code"), max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_zh = models.CharField(_("Chinese name"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=64, blank=True)
    mission = models.TextField(_("mission"), blank=True)
    working_with_us = models.TextField(
        _("working with us"), blank=True, help_text=_("Habits, hours, vocabulary.")
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    path = models.CharField(max_length=500, db_index=True, editable=False, default="/")
    calendar = models.ForeignKey(
        "org.WorkingCalendar",
        verbose_name=_("working calendar"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="departments",
    )
    is_active = models.BooleanField(_("active"), default=True)
    external_key = models.CharField(max_length=200, null=True, blank=True, unique=True, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name in the reader's language, where it has one."""
        return own_name(self.name, self.name_zh, get_language())


class Role(models.TextChoices):
    """What a person is in a department. A sponsor 分管领导 leads several; a coordinator sees them all."""

    MEMBER = "member", _("Member")
    LIAISON = "liaison", _("Liaison officer")
    DEPUTY = "deputy", _("Deputy head")
    HEAD = "head", _("Head")
    SPONSOR = "sponsor", _("Leader (sponsor)")
    COORDINATOR = "coordinator", _("Coordinator")


class Membership(models.Model):
    """One role of one person in one department."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    department = models.ForeignKey(
        Department, verbose_name=_("department"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.MEMBER)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["person", "department", "role"], name="one_role_once")]
        indexes = [models.Index(fields=["department", "role"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.department} · {self.get_role_display()}"
