import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import collab.org.models.person
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
            name="Plan",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_plan",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="to")),
                (
                    "override_reason",
                    models.TextField(blank=True, verbose_name="why it was confirmed in spite of overloads"),
                ),
            ],
            options={
                "verbose_name": "plan",
                "verbose_name_plural": "plans",
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="Baseline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("set_at", models.DateTimeField(verbose_name="set")),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="baselines", to="tasks.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "baseline",
                "verbose_name_plural": "baselines",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="one_baseline_of_a_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("inputs", models.TextField(blank=True, verbose_name="what it builds on")),
                ("outputs", models.TextField(blank=True, verbose_name="what is handed over")),
                ("delivered_at", models.DateTimeField(editable=False, null=True, verbose_name="delivered")),
                (
                    "rounds",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="deliveries"),
                ),
                (
                    "delivered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers_given",
                        to="org.department",
                        verbose_name="giver",
                    ),
                ),
                (
                    "giver_contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="giver’s contact",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers_received",
                        to="org.department",
                        verbose_name="receiver",
                    ),
                ),
                (
                    "receiver_contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="receiver’s contact",
                    ),
                ),
            ],
            options={
                "verbose_name": "hand-over",
                "verbose_name_plural": "hand-overs",
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="order")),
                ("text", models.CharField(max_length=500, verbose_name="criterion")),
                ("met_at", models.DateTimeField(editable=False, null=True, verbose_name="accepted")),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="tasks.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "acceptance criterion",
                "verbose_name_plural": "acceptance criteria",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("handover", "position"), name="one_criterion_per_position"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, unique=True, verbose_name="title")),
                ("body", models.TextField(blank=True, verbose_name="description")),
                ("content", models.JSONField(default=dict, verbose_name="tasks and dependencies")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "plan template",
                "verbose_name_plural": "plan templates",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("is_light", models.BooleanField(default=False, verbose_name="light")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("self", "Own initiative"),
                            ("decision", "Decision"),
                            ("instruction", "Leader's instruction"),
                            ("plan", "Annual plan"),
                            ("feedback", "Feedback"),
                            ("risk", "Risk"),
                            ("drill", "Drill"),
                            ("retrospective", "Retrospective"),
                        ],
                        default="self",
                        max_length=16,
                        verbose_name="source",
                    ),
                ),
                ("completion_standard", models.TextField(blank=True, verbose_name="completion standard")),
                (
                    "report_every_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="report every (working days)"),
                ),
                ("start_at", models.DateTimeField(blank=True, null=True, verbose_name="planned start")),
                (
                    "estimate_minutes",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="estimate (minutes of work)"
                    ),
                ),
                ("is_milestone", models.BooleanField(default=False, verbose_name="milestone")),
                ("percent", models.PositiveSmallIntegerField(default=0, verbose_name="done, %")),
                ("last_report_at", models.DateTimeField(editable=False, null=True)),
                ("issued_at", models.DateTimeField(editable=False, null=True, verbose_name="issued")),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                ("result", models.TextField(blank=True, verbose_name="result")),
                (
                    "rework_count",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="times sent back"
                    ),
                ),
                (
                    "return_count",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="times returned"
                    ),
                ),
                ("return_reason", models.TextField(blank=True, editable=False)),
                (
                    "return_evidence",
                    models.TextField(blank=True, editable=False, verbose_name="evidence for the return"),
                ),
                ("ruling", models.TextField(blank=True, editable=False, verbose_name="ruling")),
                ("ruled_at", models.DateTimeField(editable=False, null=True, verbose_name="ruled")),
                ("suspended_from", models.CharField(blank=True, editable=False, max_length=24)),
                (
                    "blockage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resources", "Resources"),
                            ("time", "Time"),
                            ("difficulty", "Difficulty"),
                            ("dependency", "Dependency"),
                            ("department", "Another department"),
                        ],
                        max_length=16,
                        verbose_name="blocked by",
                    ),
                ),
                ("blockage_note", models.TextField(blank=True, verbose_name="what stands in the way")),
                (
                    "blockage_resolver",
                    models.CharField(blank=True, max_length=200, verbose_name="who can resolve it"),
                ),
                ("blockage_until", models.DateTimeField(blank=True, null=True, verbose_name="needed by")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subtasks",
                        to="tasks.task",
                        verbose_name="part of",
                    ),
                ),
                (
                    "return_file",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="matters.attachment",
                    ),
                ),
                (
                    "submitted_by",
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
                "verbose_name": "task",
                "verbose_name_plural": "tasks",
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="Deliverable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="deliverable")),
                (
                    "requires",
                    models.CharField(
                        choices=[
                            ("none", "Nothing, its name is enough"),
                            ("file", "A file"),
                            ("link", "A link"),
                            ("text", "A description"),
                        ],
                        default="file",
                        max_length=8,
                        verbose_name="evidence",
                    ),
                ),
                ("is_required", models.BooleanField(default=True, verbose_name="required")),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliverables",
                        to="tasks.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "deliverable",
                "verbose_name_plural": "deliverables",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("task", "name"), name="one_deliverable_of_a_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("text", models.TextField(blank=True, verbose_name="description")),
                ("at", models.DateTimeField(verbose_name="handed in")),
                ("taken_back_at", models.DateTimeField(editable=False, null=True)),
                (
                    "attachment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="matters.attachment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "deliverable",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="tasks.deliverable",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ProgressReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("percent", models.PositiveSmallIntegerField(verbose_name="done, %")),
                ("text", models.TextField(verbose_name="progress")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="tasks.task"
                    ),
                ),
            ],
            options={
                "verbose_name": "progress report",
                "verbose_name_plural": "progress reports",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="PlanItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="tasks.plan"
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="plan_item", to="tasks.task"
                    ),
                ),
            ],
            options={
                "verbose_name": "planned task",
                "verbose_name_plural": "planned tasks",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Dependency",
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
                        choices=[
                            ("finish_start", "Finish to start"),
                            ("start_start", "Start to start"),
                            ("finish_finish", "Finish to finish"),
                            ("start_finish", "Start to finish"),
                        ],
                        default="finish_start",
                        max_length=16,
                        verbose_name="kind of dependency",
                    ),
                ),
                ("lag", models.IntegerField(default=0, verbose_name="lag")),
                (
                    "lag_unit",
                    models.CharField(
                        choices=[("days", "working days"), ("minutes", "working minutes")],
                        default="days",
                        max_length=8,
                        verbose_name="unit",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held_up",
                        to="tasks.task",
                        verbose_name="predecessor",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waits_for",
                        to="tasks.task",
                        verbose_name="successor",
                    ),
                ),
            ],
            options={
                "verbose_name": "dependency",
                "verbose_name_plural": "dependencies",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor", "kind"), name="one_dependency"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="no_dependency_on_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(default="open", editable=False, max_length=16, verbose_name="status"),
                ),
                ("result", models.TextField(blank=True, verbose_name="result")),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="submitted")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
                (
                    "reason",
                    models.TextField(blank=True, editable=False, verbose_name="why sent back or waived"),
                ),
                (
                    "done_late",
                    models.BooleanField(default=False, editable=False, verbose_name="submitted late"),
                ),
                (
                    "rework_count",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="times sent back"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="co_part",
                        to="matters.party",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="co_parts", to="tasks.task"
                    ),
                ),
            ],
            options={
                "verbose_name": "co-department's part",
                "verbose_name_plural": "co-departments' parts",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["task", "status"], name="co_part_task")],
            },
        ),
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="order")),
                ("text", models.CharField(max_length=300, verbose_name="step")),
                ("done_at", models.DateTimeField(editable=False, null=True, verbose_name="done")),
                (
                    "done_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checklist", to="tasks.task"
                    ),
                ),
            ],
            options={
                "verbose_name": "checklist item",
                "verbose_name_plural": "checklist items",
                "ordering": ["position", "pk"],
                "indexes": [models.Index(fields=["task", "position"], name="checklist_order")],
            },
        ),
        migrations.CreateModel(
            name="BaselineItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "baseline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="tasks.baseline"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="baselines", to="tasks.task"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("baseline", "task"), name="frozen_once_per_baseline")
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("body", models.TextField(blank=True, verbose_name="description")),
                (
                    "priority",
                    models.SmallIntegerField(
                        choices=[(0, "Normal"), (1, "High"), (2, "Urgent")],
                        default=0,
                        verbose_name="priority",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("self", "Own initiative"),
                            ("decision", "Decision"),
                            ("instruction", "Leader's instruction"),
                            ("plan", "Annual plan"),
                            ("feedback", "Feedback"),
                            ("risk", "Risk"),
                            ("drill", "Drill"),
                            ("retrospective", "Retrospective"),
                        ],
                        default="self",
                        max_length=16,
                        verbose_name="source",
                    ),
                ),
                ("completion_standard", models.TextField(blank=True, verbose_name="completion standard")),
                ("report_every_days", models.PositiveSmallIntegerField(default=5)),
                ("estimate_minutes", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("organisation", "Whole organisation"),
                            ("departments", "Departments taking part"),
                            ("parties", "Parties only"),
                        ],
                        default="departments",
                        max_length=16,
                        verbose_name="visible to",
                    ),
                ),
                ("is_light", models.BooleanField(default=False, verbose_name="light")),
                ("checklist", models.JSONField(blank=True, default=list)),
                ("deliverables", models.JSONField(blank=True, default=list)),
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
                    "occasion",
                    models.CharField(
                        choices=[
                            ("ahead", "A number of working days ahead"),
                            ("done", "When the one before is completed"),
                        ],
                        default="ahead",
                        max_length=8,
                        verbose_name="next task is made",
                    ),
                ),
                ("lead_days", models.PositiveSmallIntegerField(default=5, verbose_name="working days ahead")),
                (
                    "due_after_days",
                    models.PositiveSmallIntegerField(default=0, verbose_name="due after (working days)"),
                ),
                (
                    "on_day_off",
                    models.CharField(
                        choices=[
                            ("as_is", "Leave it"),
                            ("next", "The next working day"),
                            ("previous", "The working day before"),
                        ],
                        default="next",
                        max_length=8,
                        verbose_name="due on a day off",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "Active"), ("paused", "Paused"), ("ended", "Ended")],
                        default="active",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("next_at", models.DateTimeField(editable=False, null=True, verbose_name="next time")),
                ("wake_at", models.DateTimeField(editable=False, null=True)),
                (
                    "trouble",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="trouble"),
                ),
                ("created_at", models.DateTimeField(editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("co_departments", models.ManyToManyField(blank=True, related_name="+", to="org.department")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.department",
                        verbose_name="lead department",
                    ),
                ),
                (
                    "last_task",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="tasks.task",
                    ),
                ),
                (
                    "pattern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="series_of", to="tasks.task"
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_up_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supervisor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "task series",
                "verbose_name_plural": "task series",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "active")), fields=["wake_at"], name="series_wakes"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SeriesOccurrence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="falls at")),
                (
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occurrence",
                        to="tasks.task",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occurrences",
                        to="tasks.taskseries",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("series", "at"), name="one_task_per_series_and_occurrence"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TimeEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("entered_at", models.DateTimeField(editable=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="time_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="time_entries",
                        to="tasks.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "time entry",
                "verbose_name_plural": "time entries",
                "ordering": ["-day", "-pk"],
                "indexes": [models.Index(fields=["person", "day"], name="time_person_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                        name="time_within_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="delivery")),
                ("met", models.BooleanField(verbose_name="met")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("at", models.DateTimeField()),
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
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verdicts",
                        to="tasks.criterion",
                    ),
                ),
            ],
            options={
                "verbose_name": "verdict",
                "verbose_name_plural": "verdicts",
                "ordering": ["round", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("criterion", "round"), name="one_verdict_per_criterion_and_round"
                    )
                ],
            },
        ),
    )
