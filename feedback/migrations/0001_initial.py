import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import collab.org.models.person
from collab.common.migrating import together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("deadlines", "0001_initial"),
        ("matters", "0001_initial"),
        ("org", "0001_initial"),
        ("org", "__first__"),
        ("tasks", "0001_initial"),
    ]

    operations = together(
        migrations.CreateModel(
            name="CorrectiveAction",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_corrective",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("hand", "By a coordinator"),
                            ("severe", "Severe feedback"),
                            ("repeated", "Repeated feedback"),
                            ("reopened", "Feedback reopened again and again"),
                        ],
                        default="hand",
                        editable=False,
                        max_length=16,
                        verbose_name="opened because of",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="round")),
                (
                    "check_from",
                    models.DateTimeField(editable=False, null=True, verbose_name="effect is checked from"),
                ),
            ],
            options={
                "verbose_name": "corrective action",
                "verbose_name_plural": "corrective actions",
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="CorrectiveRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("severe_opens", models.BooleanField(default=True, verbose_name="severe feedback opens one")),
                (
                    "repeats",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="so many with the same cause or about the same matter",
                    ),
                ),
                (
                    "within_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(730),
                        ],
                        verbose_name="within so many days",
                    ),
                ),
                (
                    "reopened_times",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="reopened so often",
                    ),
                ),
                (
                    "check_after_days",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(250),
                        ],
                        verbose_name="effect is checked after (working days)",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "rule for corrective action",
                "verbose_name_plural": "rule for corrective action",
            },
        ),
        migrations.CreateModel(
            name="Envelope",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("digest", models.CharField(db_index=True, max_length=64)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("submit", "New feedback"),
                            ("say", "Message"),
                            ("confirm", "Solved"),
                            ("object", "Not solved"),
                            ("withdraw", "Withdrawn"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", models.JSONField(default=dict)),
                ("opens_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("step", "submit")),
                        fields=("digest",),
                        name="one_beginning_per_code",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IntakeSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "writers",
                    models.CharField(
                        choices=[
                            ("everyone", "Everyone, signed in or not"),
                            ("signed_in", "People who are signed in"),
                        ],
                        default="signed_in",
                        max_length=16,
                        verbose_name="who may write under their name",
                    ),
                ),
                (
                    "allows_anonymous",
                    models.BooleanField(default=False, verbose_name="anonymous feedback is taken"),
                ),
                (
                    "board_is_public",
                    models.BooleanField(
                        default=False, verbose_name="“You said, we did” is shown without sign-in"
                    ),
                ),
                ("is_demo", models.BooleanField(default=False, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "feedback doors",
                "verbose_name_plural": "feedback doors",
            },
        ),
        migrations.CreateModel(
            name="Pulse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rrule", models.CharField(max_length=300, verbose_name="recurrence rule")),
                (
                    "zone",
                    models.CharField(
                        max_length=64,
                        validators=[collab.org.models.person.known_zone],
                        verbose_name="time zone",
                    ),
                ),
                ("first_at", models.DateTimeField(verbose_name="first time")),
                (
                    "days_open",
                    models.PositiveSmallIntegerField(default=5, verbose_name="open for (working days)"),
                ),
                ("next_at", models.DateTimeField(db_index=True, null=True, verbose_name="next round")),
                ("trouble", models.CharField(blank=True, max_length=300, verbose_name="trouble")),
            ],
            options={
                "verbose_name": "pulse",
                "verbose_name_plural": "pulses",
            },
        ),
        migrations.CreateModel(
            name="ConflictCase",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_conflict",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="round of scoring"
                    ),
                ),
                ("scoring", models.BooleanField(default=False, editable=False, verbose_name="being scored")),
                (
                    "scores_shown_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="scores shown"),
                ),
                ("agreement", models.TextField(blank=True, verbose_name="agreement")),
                ("agreement_version", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("check_at", models.DateTimeField(blank=True, null=True, verbose_name="to be checked")),
                ("ruling", models.TextField(blank=True, verbose_name="ruling")),
                ("ruling_reason", models.TextField(blank=True, verbose_name="grounds of the ruling")),
                ("ruled_at", models.DateTimeField(editable=False, null=True, verbose_name="ruled")),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="disputes",
                        to="matters.matter",
                        verbose_name="about",
                    ),
                ),
                (
                    "mediator",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="mediator",
                    ),
                ),
                (
                    "ruled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ruler",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ruler",
                    ),
                ),
            ],
            options={
                "verbose_name": "conflict case",
                "verbose_name_plural": "conflict cases",
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="ConflictOption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="option")),
                ("added_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "added_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="feedback.conflictcase",
                    ),
                ),
            ],
            options={
                "verbose_name": "option",
                "verbose_name_plural": "options",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ConflictSide",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("raised_it", models.BooleanField(default=False)),
                ("taken_up_at", models.DateTimeField(null=True)),
                ("position", models.TextField(blank=True, verbose_name="position")),
                ("interests", models.TextField(blank=True, verbose_name="interests")),
                ("written_at", models.DateTimeField(null=True)),
                ("shared_at", models.DateTimeField(null=True, verbose_name="shared")),
                ("scored_round", models.PositiveSmallIntegerField(default=0)),
                ("confirmed_version", models.PositiveSmallIntegerField(default=0)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("kept", models.BooleanField(null=True, verbose_name="kept")),
                ("kept_note", models.TextField(blank=True)),
                ("kept_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sides",
                        to="feedback.conflictcase",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.department"
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_up_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "side of a conflict",
                "verbose_name_plural": "sides of a conflict",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "department"), name="a_side_once_per_case")
                ],
            },
        ),
        migrations.CreateModel(
            name="CorrectiveStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("containment", "Containment"),
                            ("root_cause", "Root cause"),
                            ("corrective", "Correction"),
                            ("preventive", "Prevention"),
                            ("effectiveness", "Effectiveness check"),
                        ],
                        max_length=16,
                        verbose_name="step",
                    ),
                ),
                ("due_at", models.DateTimeField(null=True, verbose_name="due")),
                ("result", models.TextField(blank=True, verbose_name="result")),
                (
                    "branch",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("people", "People and skills"),
                            ("method", "Method and process"),
                            ("means", "Equipment and systems"),
                            ("material", "Material and data"),
                            ("measure", "Checking and measuring"),
                            ("surroundings", "Surroundings"),
                            ("management", "Management and cooperation"),
                        ],
                        max_length=16,
                        verbose_name="branch of the fishbone",
                    ),
                ),
                ("whys", models.TextField(blank=True, verbose_name="why, and why again")),
                ("effective", models.BooleanField(null=True, verbose_name="effective")),
                ("done_at", models.DateTimeField(null=True, verbose_name="handed in")),
                ("sent_back", models.TextField(blank=True, verbose_name="sent back because")),
                (
                    "corrective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="feedback.correctiveaction",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="matters.attachment",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a corrective action",
                "verbose_name_plural": "steps of corrective actions",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("corrective", "round", "kind"), name="a_step_once_per_round"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EnvelopeFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=40)),
                ("content", models.BinaryField()),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="feedback.envelope",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_feedback",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("problem", "Problem"),
                            ("suggestion", "Suggestion"),
                            ("help", "Request for help"),
                            ("complaint", "Complaint"),
                        ],
                        max_length=16,
                        verbose_name="type",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("form", "Form"),
                            ("email", "E-mail"),
                            ("hotline", "Hotline"),
                            ("forum", "Forum"),
                            ("api", "Another system"),
                        ],
                        max_length=16,
                        verbose_name="channel",
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("normal", "Normal"),
                            ("high", "High"),
                            ("severe", "Severe"),
                        ],
                        default="normal",
                        max_length=8,
                        verbose_name="severity",
                    ),
                ),
                (
                    "is_anonymous",
                    models.BooleanField(default=False, editable=False, verbose_name="anonymous"),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="round")),
                ("solution", models.TextField(blank=True, editable=False, verbose_name="solution")),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("process", "Process"),
                            ("rule", "Rule or policy"),
                            ("resources", "People, goods or money"),
                            ("conduct", "Conduct of staff"),
                            ("information", "Missing information"),
                            ("cooperation", "Departments that did not work together"),
                            ("equipment", "Equipment or system"),
                            ("outside", "Outside our control"),
                            ("other", "Other"),
                        ],
                        editable=False,
                        max_length=16,
                        verbose_name="cause",
                    ),
                ),
                ("cause_words", models.TextField(blank=True, editable=False, verbose_name="cause in words")),
                (
                    "score",
                    models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="satisfaction"),
                ),
                (
                    "score_words",
                    models.TextField(blank=True, editable=False, verbose_name="what the submitter said"),
                ),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "Confirmed by the submitter"),
                            ("timed_out", "The notice ended without an objection"),
                            ("unreplied", "The submitter did not reply"),
                            ("refused", "Not accepted"),
                            ("merged", "Merged into another"),
                            ("withdrawn", "Withdrawn by the submitter"),
                        ],
                        editable=False,
                        max_length=16,
                        verbose_name="how it ended",
                    ),
                ),
                (
                    "reopened",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="times reopened"
                    ),
                ),
                ("accepted_at", models.DateTimeField(editable=False, null=True, verbose_name="accepted")),
                (
                    "answered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="first answered"),
                ),
                ("solved_at", models.DateTimeField(editable=False, null=True, verbose_name="final answer")),
                ("escalated_at", models.DateTimeField(editable=False, null=True, verbose_name="escalated")),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="feedback",
                        to="matters.matter",
                        verbose_name="about",
                    ),
                ),
                (
                    "about_department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback_about",
                        to="org.department",
                        verbose_name="about the department",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="took_in",
                        to="feedback.feedback",
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback",
                "verbose_name_plural": "feedback",
                "indexes": [
                    models.Index(fields=["type", "severity"], name="feedback_type"),
                    models.Index(fields=["channel"], name="feedback_channel"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("score", None), models.Q(("score__gte", 1), ("score__lte", 5)), _connector="OR"
                        ),
                        name="score_of_one_to_five",
                    )
                ],
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "feedback",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consent",
                        to="feedback.feedback",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Caller",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken by",
                    ),
                ),
                (
                    "feedback",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="caller",
                        to="feedback.feedback",
                    ),
                ),
            ],
            options={
                "verbose_name": "caller",
                "verbose_name_plural": "callers",
            },
        ),
        migrations.CreateModel(
            name="ConflictCriterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "usual",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cost", "Cost"),
                            ("effect", "Effect"),
                            ("time", "Time"),
                            ("acceptance", "Acceptability"),
                        ],
                        editable=False,
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="criterion")),
                ("weight", models.PositiveSmallIntegerField(default=1, verbose_name="weight")),
                ("dropped_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="feedback.conflictcase",
                    ),
                ),
            ],
            options={
                "verbose_name": "criterion",
                "verbose_name_plural": "criteria",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1), ("weight__lte", 10)),
                        name="a_weight_from_1_to_10",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OptionScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField()),
                ("remark", models.TextField(blank=True)),
                ("scored_at", models.DateTimeField()),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="feedback.conflictoption",
                    ),
                ),
                (
                    "scored_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "side",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="feedback.conflictside",
                    ),
                ),
            ],
            options={
                "verbose_name": "score",
                "verbose_name_plural": "scores",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("option", "side", "round"), name="one_score_per_side_and_round"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.PositiveSmallIntegerField()),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="feedback.conflictcriterion",
                    ),
                ),
                (
                    "score",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grades",
                        to="feedback.optionscore",
                    ),
                ),
            ],
            options={
                "verbose_name": "grade",
                "verbose_name_plural": "grades",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("score", "criterion"), name="one_grade_per_criterion"),
                    models.CheckConstraint(
                        condition=models.Q(("value__lte", 10)), name="a_grade_is_at_most_ten"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said", models.TextField(verbose_name="you said")),
                ("did", models.TextField(verbose_name="we did")),
                (
                    "shows_words",
                    models.BooleanField(default=False, verbose_name="with the submitter’s own words"),
                ),
                ("published_at", models.DateTimeField(db_index=True, verbose_name="published")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "feedback",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="publication",
                        to="feedback.feedback",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
            ],
            options={
                "verbose_name": "published feedback",
                "verbose_name_plural": "published feedback",
                "ordering": ["-published_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReceivedMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("message_id", models.CharField(max_length=260, unique=True, verbose_name="message id")),
                ("sender", models.CharField(blank=True, max_length=260, verbose_name="from")),
                ("subject", models.CharField(blank=True, max_length=300, verbose_name="subject")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("taken", "Taken as feedback"),
                            ("joined", "Joined to feedback"),
                            ("ignored", "Ignored"),
                            ("aside", "Kept aside"),
                        ],
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40, verbose_name="why")),
                ("path", models.CharField(blank=True, editable=False, max_length=200)),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "feedback",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails_in",
                        to="feedback.feedback",
                        verbose_name="feedback",
                    ),
                ),
            ],
            options={
                "verbose_name": "received e-mail",
                "verbose_name_plural": "received e-mails",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["sender", "-received_at"], name="mail_of_sender")],
            },
        ),
        migrations.CreateModel(
            name="Retrospective",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_retrospective",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("expected", models.TextField(editable=False, verbose_name="expected")),
                ("figures", models.JSONField(default=list, editable=False, verbose_name="figures")),
                ("actual", models.TextField(blank=True, verbose_name="what came of it")),
                ("why", models.TextField(blank=True, verbose_name="why")),
                ("written_at", models.DateTimeField(editable=False, null=True, verbose_name="written")),
                (
                    "ended",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looked_back_on",
                        to="matters.matter",
                        verbose_name="what ended",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "retrospective",
                "verbose_name_plural": "retrospectives",
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("keep", "Keep"), ("change", "Change")], max_length=8, verbose_name="kind"
                    ),
                ),
                ("text", models.TextField(verbose_name="lesson")),
                ("added_at", models.DateTimeField(editable=False)),
                (
                    "check_after",
                    models.PositiveSmallIntegerField(
                        default=20, verbose_name="effect checked after (working days)"
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("worked", "Worked"),
                            ("partly", "Partly worked"),
                            ("not_worked", "Did not work"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="effect",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="followed_by",
                        to="feedback.lesson",
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lesson",
                        to="tasks.task",
                        verbose_name="change",
                    ),
                ),
                (
                    "retrospective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lessons",
                        to="feedback.retrospective",
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson",
                "verbose_name_plural": "lessons",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["-added_at", "-id"], name="lesson_added"),
                    models.Index(fields=["kind", "effect"], name="lesson_kind_effect"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "keep"), ("task", None)),
                            models.Q(("kind", "change"), ("task__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_change_has_a_task",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EffectCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("worked", "Worked"),
                            ("partly", "Partly worked"),
                            ("not_worked", "Did not work"),
                        ],
                        max_length=12,
                        verbose_name="effect",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="what was seen")),
                ("checked_at", models.DateTimeField(editable=False, null=True, verbose_name="checked")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "checked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "checker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effect_checks",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checks it",
                    ),
                ),
                (
                    "deadline",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="deadlines.deadline",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="effect_checks",
                        to="feedback.lesson",
                    ),
                ),
            ],
            options={
                "verbose_name": "effect check",
                "verbose_name_plural": "effect checks",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "")),
                        fields=["checker", "due_at"],
                        name="effect_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")),
                        fields=("lesson",),
                        name="one_waiting_effect_check",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="feedback.lesson",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("lesson", "person"), name="useful_once_per_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonMisfit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said_at", models.DateTimeField()),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="misfits",
                        to="feedback.lesson",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lesson_misfits",
                        to="matters.matter",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("lesson", "matter"), name="misfit_once_per_matter")
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("applied_at", models.DateTimeField(verbose_name="applied")),
                ("taken_over", models.BooleanField(default=False, verbose_name="stands in the draft")),
                (
                    "applied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="feedback.lesson"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lesson_uses",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "applied lesson",
                "verbose_name_plural": "applied lessons",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("lesson", "matter"), name="applied_once_per_matter")
                ],
            },
        ),
        migrations.CreateModel(
            name="SentMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity", models.BigIntegerField(editable=False)),
                ("address", models.CharField(max_length=260, verbose_name="to")),
                ("message_id", models.CharField(max_length=260, unique=True)),
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting"),
                            ("sending", "On its way"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                        ],
                        default="pending",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("last_error", models.CharField(blank=True, max_length=300, verbose_name="last error")),
                (
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails_out",
                        to="feedback.feedback",
                        verbose_name="feedback",
                    ),
                ),
            ],
            options={
                "verbose_name": "e-mail to a submitter",
                "verbose_name_plural": "e-mails to submitters",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["state", "due_at"], name="sent_mail_due")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("activity", "address"), name="one_mail_per_fact_and_address"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "template",
                    models.CharField(
                        choices=[
                            ("classic", "Went well · To improve · Ideas"),
                            ("start_stop", "Start · Stop · Continue"),
                            ("four_ls", "Liked · Learned · Lacked · Longed for"),
                        ],
                        default="classic",
                        max_length=16,
                        verbose_name="columns",
                    ),
                ),
                ("anonymous", models.BooleanField(default=False, verbose_name="anonymous")),
                ("votes_each", models.PositiveSmallIntegerField(default=3, verbose_name="votes for each")),
                (
                    "minutes_each",
                    models.PositiveSmallIntegerField(default=5, verbose_name="minutes for a topic"),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("gather", "Gather"),
                            ("group", "Group"),
                            ("vote", "Vote"),
                            ("discuss", "Discuss"),
                            ("done", "Done"),
                        ],
                        default="gather",
                        max_length=8,
                        verbose_name="phase",
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="ended")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "facilitator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facilitates",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="facilitator",
                    ),
                ),
                (
                    "retrospective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="feedback.retrospective",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("phase", "done"), _negated=True),
                        fields=("retrospective",),
                        name="one_session_under_way",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("column", models.CharField(max_length=16, verbose_name="column")),
                ("text", models.CharField(max_length=500, verbose_name="card")),
                ("position", models.PositiveIntegerField(default=0, editable=False)),
                ("votes", models.PositiveIntegerField(default=0, editable=False, verbose_name="votes")),
                ("begun_at", models.DateTimeField(editable=False, null=True)),
                ("seconds_spent", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "discussed",
                    models.BooleanField(default=False, editable=False, verbose_name="talked about"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "author",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "under",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="members",
                        to="feedback.card",
                    ),
                ),
                (
                    "lesson",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="card",
                        to="feedback.lesson",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cards",
                        to="feedback.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "card",
                "verbose_name_plural": "cards",
                "ordering": ["position", "pk"],
                "indexes": [models.Index(fields=["session", "position"], name="card_order")],
            },
        ),
        migrations.CreateModel(
            name="Submitter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("confirmed", models.BooleanField(default=True, verbose_name="address confirmed")),
                ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                ("code_hash", models.CharField(max_length=64, null=True, unique=True)),
                (
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="submitters",
                        to="feedback.feedback",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gave_feedback",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "submitter",
                "verbose_name_plural": "submitters",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("feedback", "person"), name="a_submitter_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person", None), models.Q(("code_hash", None), ("email", "")), _connector="OR"
                        ),
                        name="a_person_needs_no_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_survey",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("anonymous", models.BooleanField(default=True, verbose_name="anonymous")),
                ("questions", models.JSONField(default=list, verbose_name="questions")),
                ("everyone", models.BooleanField(default=False, verbose_name="the whole organisation")),
                ("roles", models.JSONField(blank=True, default=list, verbose_name="roles")),
                ("results", models.JSONField(editable=False, null=True, verbose_name="results")),
                (
                    "told",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "Those who were asked"),
                            ("readers", "Everyone who may see the survey"),
                        ],
                        editable=False,
                        max_length=8,
                        verbose_name="told to",
                    ),
                ),
                ("round", models.PositiveIntegerField(default=1, editable=False, verbose_name="round")),
                ("departments", models.ManyToManyField(blank=True, related_name="+", to="org.department")),
                ("people", models.ManyToManyField(blank=True, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "pulse",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="rounds",
                        to="feedback.pulse",
                    ),
                ),
            ],
            options={
                "verbose_name": "survey",
                "verbose_name_plural": "surveys",
                "constraints": [
                    models.UniqueConstraint(fields=("pulse", "round"), name="one_survey_per_round")
                ],
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("has_answered", models.BooleanField(default=False, verbose_name="has answered")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.department",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked",
                        to="feedback.survey",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("has_answered", False)),
                        fields=["person", "survey"],
                        name="asked_waiting",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("survey", "person"), name="asked_once")],
            },
        ),
        migrations.CreateModel(
            name="NamedAnswer",
            fields=[
                (
                    "asked",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="named",
                        serialize=False,
                        to="feedback.asked",
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SurveyUrn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("slips", models.JSONField(default=dict)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="urns", to="feedback.survey"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "place"), name="one_urn_per_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("question", "Question to the submitter"),
                            ("reply", "Reply"),
                            ("interim", "First answer"),
                            ("answer", "Answer"),
                            ("confirmed", "Confirmed"),
                            ("not_solved", "Not solved"),
                            ("notice", "Notice"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("score", models.PositiveSmallIntegerField(null=True, verbose_name="satisfaction")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="feedback.feedback",
                    ),
                ),
            ],
            options={
                "verbose_name": "turn",
                "verbose_name_plural": "turns",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CardVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("count", models.PositiveSmallIntegerField()),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ballots",
                        to="feedback.card",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("card", "person"), name="one_row_of_votes_per_person")
                ],
            },
        ),
    )
