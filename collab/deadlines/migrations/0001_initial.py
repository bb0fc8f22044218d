import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from collab.common.migrating import together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("matters", "0001_initial"),
        ("org", "0001_initial"),
        ("org", "__first__"),
    ]

    operations = together(
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("requested_at", models.DateTimeField(verbose_name="requested")),
                ("reason", models.TextField(verbose_name="reason")),
                ("old_due_at", models.DateTimeField(verbose_name="due before")),
                ("new_due_at", models.DateTimeField(verbose_name="asked for")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting for a decision"),
                            ("approved", "Approved"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="pending",
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_note", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="matters.matter",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="matters.party",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "extension",
                "verbose_name_plural": "extensions",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("party", None), ("state", "pending")),
                        fields=("matter",),
                        name="one_pending_extension_per_matter",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("party__isnull", False), ("state", "pending")),
                        fields=("party",),
                        name="one_pending_extension_per_part",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExtensionStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("head", "Department head"),
                            ("supervisor", "Supervisor"),
                            ("leader", "Sponsor"),
                        ],
                        max_length=16,
                        verbose_name="office",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("later", "To come"),
                            ("waiting", "Decides now"),
                            ("approved", "Agreed"),
                            ("refused", "Refused"),
                            ("skipped", "Skipped"),
                            ("moot", "No longer asked"),
                        ],
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.department",
                    ),
                ),
                (
                    "extension",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="deadlines.extension",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of approval",
                "verbose_name_plural": "steps of approval",
                "ordering": ["extension", "position"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["office", "department"],
                        name="step_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("extension", "position"), name="one_step_per_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="Ladder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("receipt", "Sign for"),
                            ("due", "Completion"),
                            ("check_in", "Check-in"),
                            ("effect", "Effect check"),
                            ("acceptance", "Acceptance"),
                            ("answer", "First answer"),
                            ("solution", "Solution"),
                            ("reply", "Reply of the submitter"),
                            ("confirmation", "Confirmation, after which it is closed"),
                        ],
                        max_length=16,
                        verbose_name="for",
                    ),
                ),
                ("is_default", models.BooleanField(default=False, verbose_name="default")),
                (
                    "terms",
                    models.JSONField(blank=True, default=dict, verbose_name="terms by priority or severity"),
                ),
                (
                    "leader_after_days",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="An extension this many working days past the original date needs the sponsor as well.",
                        verbose_name="the sponsor decides beyond (working days)",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "escalation ladder",
                "verbose_name_plural": "escalation ladders",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("clock",),
                        name="one_default_ladder_per_clock",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("receipt", "Sign for"),
                            ("due", "Completion"),
                            ("check_in", "Check-in"),
                            ("effect", "Effect check"),
                            ("acceptance", "Acceptance"),
                            ("answer", "First answer"),
                            ("solution", "Solution"),
                            ("reply", "Reply of the submitter"),
                            ("confirmation", "Confirmation, after which it is closed"),
                        ],
                        max_length=16,
                        verbose_name="for",
                    ),
                ),
                ("step", models.CharField(blank=True, max_length=32, verbose_name="step")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("paused", "Paused"),
                            ("met", "Met"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="running",
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("since", models.DateTimeField()),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("original_due_at", models.DateTimeField(verbose_name="original due")),
                ("paused_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled")),
                (
                    "report_every_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="report every (working days)"),
                ),
                ("last_report_at", models.DateTimeField(null=True)),
                (
                    "light",
                    models.CharField(
                        choices=[
                            ("none", "No clock"),
                            ("green", "On track"),
                            ("yellow", "Attention"),
                            ("orange", "Urgent attention"),
                            ("red", "Overdue"),
                        ],
                        default="green",
                        max_length=8,
                        verbose_name="light",
                    ),
                ),
                (
                    "override_light",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "No clock"),
                            ("green", "On track"),
                            ("yellow", "Attention"),
                            ("orange", "Urgent attention"),
                            ("red", "Overdue"),
                        ],
                        max_length=8,
                    ),
                ),
                ("override_until", models.DateTimeField(null=True)),
                ("override_reason", models.TextField(blank=True)),
                ("wake_at", models.DateTimeField(null=True)),
                (
                    "matter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadlines",
                        to="matters.matter",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deadlines",
                        to="matters.party",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ladder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="deadlines.ladder"
                    ),
                ),
            ],
            options={
                "verbose_name": "deadline",
                "verbose_name_plural": "deadlines",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["matter", "clock"], name="deadline_matter"),
                    models.Index(
                        condition=models.Q(("state", "running"), ("wake_at__isnull", False)),
                        fields=["wake_at"],
                        name="deadline_wakes",
                    ),
                    models.Index(
                        condition=models.Q(("state", "running")),
                        fields=["clock", "due_at"],
                        name="deadline_running_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rung",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="order")),
                ("offset", models.IntegerField(verbose_name="offset")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("working_day", "working days"),
                            ("working_minute", "working minutes"),
                            ("clock_minute", "minutes by the clock"),
                        ],
                        default="working_day",
                        max_length=16,
                        verbose_name="unit",
                    ),
                ),
                ("targets", models.JSONField(default=list, verbose_name="who is told")),
                (
                    "ladder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rungs",
                        to="deadlines.ladder",
                    ),
                ),
            ],
            options={
                "verbose_name": "rung",
                "verbose_name_plural": "rungs",
                "ordering": ["ladder", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("ladder", "position"), name="one_rung_per_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="Firing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("planned_at", models.DateTimeField()),
                ("fired_at", models.DateTimeField()),
                ("people", models.JSONField(default=list)),
                (
                    "deadline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="firings",
                        to="deadlines.deadline",
                    ),
                ),
                (
                    "rung",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="deadlines.rung"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("deadline", "version", "rung"), name="one_firing_per_rung_and_version"
                    )
                ],
            },
        ),
    )
