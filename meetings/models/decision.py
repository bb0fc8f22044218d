"""Decision 决定: what was resolved and how, from when it holds and when it is looked at again."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from collab.matters.models import Kind, Matter
from collab.matters.models.matter import register_kind
from collab.matters.querysets import MatterQuerySet

from ..states import DECISION
from .ballot import Threshold


class Method(models.TextChoices):
    """How it is decided: 表决, 无异议同意, 会签, 授权裁定."""

    VOTE = "vote", _("Vote")
    CONSENT = "consent", _("Consent")
    COUNTERSIGN = "countersign", _("Countersigning")
    MANDATE = "mandate", _("Mandate")


class Round(models.TextChoices):
    """Where a consent round stands: what is unclear is asked first, objections are called for then."""

    CLARIFYING = "clarifying", _("Clarifying questions")
    OBJECTING = "objecting", _("Objections")


class Decision(Matter):
    """The title says what was decided, `question` what was asked; `options` are what a vote chooses among.

    `quorum` is the least share of those entitled, in per cent, that has to be there. By mandate `mandate_holder`
    rules, or whoever runs the meeting where nobody is named. One without an agenda item is linked to its meeting.
    """

    machine = DECISION
    chain_parent = "agenda_item"

    matter_ptr = models.OneToOneField(
        Matter, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="as_decision"
    )
    meeting = models.ForeignKey(
        "meetings.Meeting",
        verbose_name=_("meeting"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    agenda_item = models.ForeignKey(
        "meetings.AgendaItem",
        verbose_name=_("agenda item"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    question = models.TextField(_("question"), blank=True)
    options = models.JSONField(_("options"), default=list, blank=True)
    chosen = models.CharField(_("option chosen"), max_length=300, blank=True, editable=False)
    evidence = models.TextField(_("evidence"), blank=True)
    rationale = models.TextField(_("rationale"), blank=True)
    method = models.CharField(_("method"), max_length=12, choices=Method.choices, default=Method.MANDATE)
    secret = models.BooleanField(_("secret ballot"), default=False)
    threshold = models.CharField(
        _("threshold"), max_length=16, choices=Threshold.choices, default=Threshold.MAJORITY
    )
    quorum = models.PositiveSmallIntegerField(
        _("quorum (%)"), default=50, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    silence_agrees = models.BooleanField(_("silence counts as no objection"), default=False)
    mandate_holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("mandate held by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mandates",
    )
    round = models.CharField(_("round"), max_length=12, choices=Round.choices, blank=True, editable=False)
    supersedes = models.ForeignKey(
        "self",
        verbose_name=_("supersedes"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="superseded_by",
    )
    in_principle = models.BooleanField(_("in principle"), default=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    effective_on = models.DateField(_("effective from"), null=True, blank=True)
    review_on = models.DateField(_("review on"), null=True, blank=True)

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [models.Index(fields=["decided_at", "method"], name="decision_register")]


register_kind(Kind.DECISION, Decision)
