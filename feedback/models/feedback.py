"""Feedback 反馈: what somebody found wrong, wishes or asks for; who gave it, and all that was said about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.models import Kind, Matter, PartyRole
from collab.matters.models.matter import register_kind
from collab.matters.querysets import HangingQuerySet, MatterQuerySet

from ..loop.states import MACHINE


class FeedbackType(models.TextChoices):
    """What it is."""

    PROBLEM = "problem", pgettext_lazy("feedback", "Problem")
    SUGGESTION = "suggestion", pgettext_lazy("feedback", "Suggestion")
    HELP = "help", pgettext_lazy("feedback", "Request for help")
    COMPLAINT = "complaint", pgettext_lazy("feedback", "Complaint")


class Channel(models.TextChoices):
    """Which way it came in."""

    FORM = "form", pgettext_lazy("channel", "Form")
    EMAIL = "email", pgettext_lazy("channel", "E-mail")
    HOTLINE = "hotline", pgettext_lazy("channel", "Hotline")
    FORUM = "forum", pgettext_lazy("channel", "Forum")
    API = "api", pgettext_lazy("channel", "Another system")


class Severity(models.TextChoices):
    """How much harm it does; the terms of its clocks follow from it."""

    LOW = "low", pgettext_lazy("severity", "Low")
    NORMAL = "normal", pgettext_lazy("severity", "Normal")
    HIGH = "high", pgettext_lazy("severity", "High")
    SEVERE = "severe", pgettext_lazy("severity", "Severe")


class Cause(models.TextChoices):
    """What it came from, as the handling department found."""

    PROCESS = "process", pgettext_lazy("cause", "Process")
    RULE = "rule", pgettext_lazy("cause", "Rule or policy")
    RESOURCES = "resources", pgettext_lazy("cause", "People, goods or money")
    CONDUCT = "conduct", pgettext_lazy("cause", "Conduct of staff")
    INFORMATION = "information", pgettext_lazy("cause", "Missing information")
    COOPERATION = "cooperation", pgettext_lazy("cause", "Departments that did not work together")
    EQUIPMENT = "equipment", pgettext_lazy("cause", "Equipment or system")
    OUTSIDE = "outside", pgettext_lazy("cause", "Outside our control")
    OTHER = "other", pgettext_lazy("cause", "Other")


class Ending(models.TextChoices):
    """How it came to an end."""

    CONFIRMED = "confirmed", _("Confirmed by the submitter")
    TIMED_OUT = "timed_out", _("The notice ended without an objection")
    UNREPLIED = "unreplied", _("The submitter did not reply")
    REFUSED = "refused", _("Not accepted")
    MERGED = "merged", _("Merged into another")
    WITHDRAWN = "withdrawn", _("Withdrawn by the submitter")


class Feedback(Matter):
    """`department` handles it: the coordination office until it is assigned. `priority` follows from `severity`.

    `due_at` is when the solution is due, and after the final answer when it is closed unless somebody objects. With
    `is_anonymous` nothing in the row, its submitter or its history leads to whoever gave it. `accepted_at`,
    `answered_at` (the first answer) and `solved_at` (the final answer of this round) are UTC; `reopened` counts how
    often it was not solved. What follows from a merged one is said at `merged_into`.
    """

    machine = MACHINE
    chain_parent = "about"
    own_step_roles = frozenset({PartyRole.GIVER, PartyRole.LEAD, PartyRole.RESPONSIBLE, PartyRole.SUPERVISOR})
    words_stand = _("These are the words of whoever gave it. Say what you have to add in a comment.")

    matter_ptr = models.OneToOneField(
        Matter, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="as_feedback"
    )
    type = models.CharField(_("type"), max_length=16, choices=FeedbackType.choices)
    channel = models.CharField(_("channel"), max_length=16, choices=Channel.choices)
    severity = models.CharField(
        _("severity"), max_length=8, choices=Severity.choices, default=Severity.NORMAL
    )
    is_anonymous = models.BooleanField(_("anonymous"), default=False, editable=False)
    about = models.ForeignKey(
        "matters.Matter",
        verbose_name=_("about"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="feedback",
    )
    about_department = models.ForeignKey(
        "org.Department",
        verbose_name=_("about the department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="feedback_about",
    )
    merged_into = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="took_in"
    )
    round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    solution = models.TextField(_("solution"), blank=True, editable=False)
    cause = models.CharField(_("cause"), max_length=16, choices=Cause.choices, blank=True, editable=False)
    cause_words = models.TextField(_("cause in words"), blank=True, editable=False)
    score = models.PositiveSmallIntegerField(_("satisfaction"), null=True, editable=False)
    score_words = models.TextField(_("what the submitter said"), blank=True, editable=False)
    ending = models.CharField(
        _("how it ended"), max_length=16, choices=Ending.choices, blank=True, editable=False
    )
    reopened = models.PositiveSmallIntegerField(_("times reopened"), default=0, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    answered_at = models.DateTimeField(_("first answered"), null=True, editable=False)
    solved_at = models.DateTimeField(_("final answer"), null=True, editable=False)
    escalated_at = models.DateTimeField(_("escalated"), null=True, editable=False)

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__gte=1, score__lte=5),
                name="score_of_one_to_five",
            ),
        ]
        indexes = [
            models.Index(fields=["type", "severity"], name="feedback_type"),
            models.Index(fields=["channel"], name="feedback_channel"),
        ]

    @property
    def has_agreed_words(self) -> bool:
        """Nobody rewrites what somebody else said."""
        return True

    def audience_keepers(self) -> frozenset[int]:
        """Only whoever gave it by name may open it to others."""
        people = self.submitters.exclude(person=None)
        return frozenset(people.values_list("person_id", flat=True))


class OfFeedbackQuerySet(HangingQuerySet):
    """What hangs on feedback is seen by whoever sees the feedback."""

    way = "feedback__"


class Submitter(models.Model):
    """Whoever gave it: a colleague, a sender outside by `email`, or nobody known, who may hold a follow-up code.

    To an address that is not `confirmed` nothing goes but the question whether it is theirs. Mails speak `language`,
    the site's where it is empty. `code_hash` is the SHA-256 of that code in hexadecimal; of an anonymous one it is all
    there is. Merging leaves each with the feedback they gave.
    """

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="submitters")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.PROTECT,
        related_name="gave_feedback",
    )
    email = models.EmailField(_("e-mail"), blank=True)
    confirmed = models.BooleanField(_("address confirmed"), default=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    code_hash = models.CharField(max_length=64, null=True, unique=True)

    objects = OfFeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("submitter")
        verbose_name_plural = _("submitters")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["feedback", "person"], name="a_submitter_once"),
            models.CheckConstraint(
                condition=models.Q(person=None) | models.Q(email="", code_hash=None),
                name="a_person_needs_no_code",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person else self.email or str(_("Anonymous"))


class TurnKind(models.TextChoices):
    """What was said, by which side."""

    QUESTION = "question", pgettext_lazy("turn", "Question to the submitter")
    REPLY = "reply", pgettext_lazy("turn", "Reply")
    INTERIM = "interim", pgettext_lazy("turn", "First answer")
    ANSWER = "answer", pgettext_lazy("turn", "Answer")
    CONFIRMED = "confirmed", pgettext_lazy("turn", "Confirmed")
    NOT_SOLVED = "not_solved", pgettext_lazy("turn", "Not solved")
    NOTICE = "notice", pgettext_lazy("turn", "Notice")
    WITHDRAWN = "withdrawn", pgettext_lazy("turn", "Withdrawn")


class Turn(models.Model):
    """One thing said between the handling department and the submitter; kept, never overwritten.

    `by` is None for the system and for a submitter who is nobody's account.
    """

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="turns")
    round = models.PositiveSmallIntegerField(_("round"))
    kind = models.CharField(_("kind"), max_length=16, choices=TurnKind.choices)
    text = models.TextField(_("text"), blank=True)
    score = models.PositiveSmallIntegerField(_("satisfaction"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    objects = OfFeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.get_kind_display()}"


register_kind(Kind.FEEDBACK, Feedback)
