"""Minutes 会议纪要 of a meeting, and each version of them that was issued."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from collab.matters.models import Kind, Matter
from collab.matters.models.matter import register_kind

from ..minutes.states import MACHINE
from ..querysets import MinutesQuerySet


class Minutes(Matter):
    """`owner` is the secretary, who owes them. `text` is the present wording in Markdown, the one readable form of
    it: whatever edits the minutes writes it through `actions.write_minutes_text`, while they are drafted.

    `untouched` says that the text still is what was made of the meeting's records. `edition` counts what was issued;
    `year` and `letter` are the number the first of these got from the host department, and all later ones keep.
    """

    machine = MACHINE
    chain_parent = "meeting"

    matter_ptr = models.OneToOneField(
        Matter, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="as_minutes"
    )
    meeting = models.OneToOneField(
        "meetings.Meeting",
        verbose_name=_("meeting"),
        on_delete=models.PROTECT,
        related_name="written_minutes",
    )
    text = models.TextField(_("text"), blank=True)
    untouched = models.BooleanField(_("as made from the records"), default=True, editable=False)
    silence_agrees = models.BooleanField(_("silence counts as no objection"), default=False)
    edition = models.PositiveSmallIntegerField(_("version"), default=0, editable=False)
    correction = models.TextField(_("corrected because"), blank=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, editable=False)
    letter = models.PositiveIntegerField(_("number in the year"), null=True, editable=False)
    issued_at = models.DateTimeField(_("issued"), null=True, editable=False)

    objects = MinutesQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        indexes = [models.Index(fields=["issued_at", "year"], name="minutes_register")]

    @property
    def has_agreed_words(self) -> bool:
        """The title changes only while they are drafted, and never once a version has gone out under it."""
        return self.status != "drafting" or self.edition > 0

    @property
    def letter_number(self) -> str:
        """The number in the style of official letters, such as 〔2026〕12号; empty before the first issue."""
        return f"〔{self.year}〕{self.letter}号" if self.letter else ""


class MinutesEdition(models.Model):
    """One version as it was issued. `facts` are what its documents say beside the text; `digest` seals both.

    A row is written once and never changes.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="editions")
    edition = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    facts = models.JSONField(default=dict)
    reason = models.TextField(_("corrected because"), blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    issued_at = models.DateTimeField(_("issued"))
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("version of minutes")
        verbose_name_plural = _("versions of minutes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "edition"], name="one_version_of_minutes_per_count")
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} v{self.edition}"

    def seal(self) -> str:
        """The digest over everything that was issued."""
        held = [self.minutes_id, self.edition, self.text, self.facts, self.reason, self.issued_at.isoformat()]
        return hashlib.sha256(json.dumps(held, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


register_kind(Kind.MINUTES, Minutes)
