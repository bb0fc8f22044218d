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
            name="Cycle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "length",
                    models.CharField(
                        choices=[
                            ("year", "Year"),
                            ("half", "Half-year"),
                            ("quarter", "Quarter"),
                            ("custom", "Own dates"),
                        ],
                        default="year",
                        max_length=8,
                        verbose_name="length",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="to")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("open", "Open"),
                            ("scoring", "Scoring"),
                            ("closed", "Closed"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "scoring_due_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="goals are assessed by"),
                ),
                (
                    "scoring_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("scored_up_to", models.BigIntegerField(default=0, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("is_demo", models.BooleanField(default=False, editable=False)),
            ],
            options={
                "verbose_name": "cycle",
                "verbose_name_plural": "cycles",
                "ordering": ["-starts_on", "-ends_on", "pk"],
                "indexes": [models.Index(fields=["state", "starts_on"], name="cycle_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="cycle_ends_later"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_goal",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                (
                    "commitment",
                    models.CharField(
                        choices=[("committed", "Committed"), ("aspirational", "Aspirational")],
                        default="committed",
                        max_length=16,
                        verbose_name="commitment",
                    ),
                ),
                (
                    "is_reporting",
                    models.BooleanField(
                        default=True,
                        help_text="Without it the goal is only linked: it shows below its parent and changes none of its figures.",
                        verbose_name="counts towards the parent goal",
                    ),
                ),
                ("weight", models.PositiveSmallIntegerField(default=1, verbose_name="weight")),
                ("specific", models.TextField(blank=True, verbose_name="what exactly is to be reached")),
                ("metric", models.CharField(blank=True, max_length=200, verbose_name="metric")),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit")),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="baseline"
                    ),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="target"
                    ),
                ),
                ("feasibility", models.TextField(blank=True, verbose_name="why it can be reached")),
                ("resources", models.TextField(blank=True, verbose_name="what it takes")),
                ("relevance", models.TextField(blank=True, verbose_name="why it matters")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="to be reached by")),
                (
                    "health",
                    models.CharField(
                        choices=[
                            ("none", "Not known yet"),
                            ("green", "Goes well"),
                            ("yellow", "At risk"),
                            ("red", "Off course"),
                        ],
                        default="none",
                        editable=False,
                        max_length=8,
                        verbose_name="health",
                    ),
                ),
                (
                    "progress",
                    models.DecimalField(
                        decimal_places=4, editable=False, max_digits=7, null=True, verbose_name="progress"
                    ),
                ),
                ("health_wakes_at", models.DateTimeField(editable=False, null=True)),
                (
                    "last_check_in_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last check-in"),
                ),
                ("activated_at", models.DateTimeField(editable=False, null=True, verbose_name="started")),
                (
                    "score",
                    models.DecimalField(
                        decimal_places=4, editable=False, max_digits=7, null=True, verbose_name="score"
                    ),
                ),
                (
                    "self_score",
                    models.DecimalField(
                        decimal_places=4, editable=False, max_digits=7, null=True, verbose_name="own score"
                    ),
                ),
                (
                    "self_assessment",
                    models.TextField(blank=True, editable=False, verbose_name="own assessment"),
                ),
                ("self_assessed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "sponsor_score",
                    models.DecimalField(
                        decimal_places=4,
                        editable=False,
                        max_digits=7,
                        null=True,
                        verbose_name="sponsor's score",
                    ),
                ),
                (
                    "sponsor_assessment",
                    models.TextField(blank=True, editable=False, verbose_name="sponsor's assessment"),
                ),
                ("sponsor_assessed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "carried_over_from",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_over_to",
                        to="goals.goal",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="goals.cycle",
                        verbose_name="cycle",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="goals.goal",
                        verbose_name="parent goal",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer of check-ins",
                    ),
                ),
                (
                    "self_assessed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sponsored_goals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sponsor",
                    ),
                ),
                (
                    "sponsor_assessed_by",
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
                "verbose_name": "goal",
                "verbose_name_plural": "goals",
                "indexes": [
                    models.Index(fields=["cycle", "health"], name="goal_cycle_health"),
                    models.Index(fields=["parent", "is_reporting"], name="goal_parent"),
                    models.Index(fields=["sponsor"], name="goal_sponsor"),
                    models.Index(
                        condition=models.Q(("health_wakes_at__isnull", False)),
                        fields=["health_wakes_at"],
                        name="goal_health_wakes",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1)), name="goal_weighs_something"
                    )
                ],
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(blank=True, max_length=200, verbose_name="role in the goal")),
                (
                    "acknowledged_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="acknowledged"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "acknowledged_by",
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
                        related_name="contribution",
                        to="matters.party",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="goals.goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "contribution",
                "verbose_name_plural": "contributions",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="GoalVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("snapshot", models.JSONField(default=dict)),
                ("changes", models.JSONField(default=list)),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("consulting", "In consultation"),
                            ("confirmed", "Confirmed"),
                            ("dropped", "Dropped"),
                        ],
                        default="consulting",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                ("note", models.TextField(blank=True, verbose_name="note")),
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
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="goals.goal"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a goal",
                "verbose_name_plural": "versions of goals",
                "ordering": ["goal", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("goal", "number"), name="one_goal_version_of_a_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "consulting")),
                        fields=("goal",),
                        name="one_goal_version_in_consultation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.JSONField(default=list)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("pending", "Not answered yet"),
                            ("accepted", "Accepts"),
                            ("conditional", "Accepts with conditions"),
                            ("objected", "Objects"),
                            ("moot", "No longer asked"),
                        ],
                        default="pending",
                        max_length=12,
                        verbose_name="answer",
                    ),
                ),
                ("grounds", models.TextField(blank=True, verbose_name="conditions or grounds")),
                ("due_at", models.DateTimeField(null=True, verbose_name="due")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
                ("is_late", models.BooleanField(default=False, verbose_name="answered late")),
                ("replied_at", models.DateTimeField(null=True, verbose_name="objection answered")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "answered_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="org.department",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="consultations",
                        to="matters.party",
                    ),
                ),
                (
                    "goal_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consultations",
                        to="goals.goalversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "consultation",
                "verbose_name_plural": "consultations",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["department", "answer"], name="consultation_waits")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("goal_version", "department"), name="a_department_once_per_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsultationReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField(verbose_name="reply")),
                ("said_at", models.DateTimeField(verbose_name="said")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="goals.consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply",
                "verbose_name_plural": "replies",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="HealthMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        choices=[
                            ("none", "Not known yet"),
                            ("green", "Goes well"),
                            ("yellow", "At risk"),
                            ("red", "Off course"),
                        ],
                        max_length=8,
                        verbose_name="health",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("expires_at", models.DateTimeField(verbose_name="until")),
                ("set_at", models.DateTimeField(verbose_name="set")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="taken back")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="health_marks",
                        to="goals.goal",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "health set by hand",
                "verbose_name_plural": "health set by hand",
                "ordering": ["-set_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=["expires_at"],
                        name="health_mark_expires",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HealthPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        choices=[
                            ("none", "Not known yet"),
                            ("green", "Goes well"),
                            ("yellow", "At risk"),
                            ("red", "Off course"),
                        ],
                        max_length=8,
                        verbose_name="health",
                    ),
                ),
                (
                    "progress",
                    models.DecimalField(decimal_places=4, max_digits=7, null=True, verbose_name="progress"),
                ),
                ("causes", models.JSONField(default=dict, verbose_name="because of")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="health_points",
                        to="goals.goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "turn of health",
                "verbose_name_plural": "turns of health",
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["goal", "at"], name="health_point_goal")],
            },
        ),
        migrations.CreateModel(
            name="KeyResult",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_key_result",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("start_value", models.DecimalField(decimal_places=4, max_digits=20, verbose_name="start")),
                ("target_value", models.DecimalField(decimal_places=4, max_digits=20, verbose_name="target")),
                (
                    "current_value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="current"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit")),
                ("weight", models.PositiveSmallIntegerField(default=1, verbose_name="weight")),
                (
                    "confidence",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="confidence, %"),
                ),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("weekly", "Every week"),
                            ("fortnightly", "Every two weeks"),
                            ("monthly", "Every month"),
                            ("quarterly", "Every quarter"),
                        ],
                        default="monthly",
                        max_length=12,
                        verbose_name="check-in",
                    ),
                ),
                (
                    "follows",
                    models.CharField(
                        choices=[
                            ("manual", "Told in check-ins"),
                            ("tasks_count", "Linked tasks, by number"),
                            ("tasks_weight", "Linked tasks, by weight"),
                            ("tasks_hours", "Linked tasks, by hours"),
                            ("metric", "Another system, through the API"),
                        ],
                        default="manual",
                        max_length=16,
                        verbose_name="follows",
                    ),
                ),
                (
                    "metric_key",
                    models.SlugField(blank=True, max_length=80, verbose_name="name of the metric"),
                ),
                (
                    "score",
                    models.DecimalField(
                        decimal_places=4, editable=False, max_digits=7, null=True, verbose_name="score"
                    ),
                ),
                (
                    "last_check_in_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last check-in"),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="key_results",
                        to="goals.goal",
                        verbose_name="goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "key result",
                "verbose_name_plural": "key results",
                "indexes": [models.Index(fields=["goal", "follows"], name="key_result_goal")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1)), name="key_result_weighs_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence", None), ("confidence__lte", 100), _connector="OR"),
                        name="key_result_confidence_per_cent",
                    ),
                ],
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period_from", models.DateField(verbose_name="period from")),
                ("period_to", models.DateField(verbose_name="period to")),
                (
                    "light",
                    models.CharField(
                        choices=[
                            ("none", "Not known yet"),
                            ("green", "Goes well"),
                            ("yellow", "At risk"),
                            ("red", "Off course"),
                        ],
                        default="green",
                        max_length=8,
                        verbose_name="light",
                    ),
                ),
                ("figures", models.JSONField(default=dict, verbose_name="figures")),
                ("message", models.TextField(blank=True, verbose_name="message")),
                ("blockers", models.TextField(blank=True, verbose_name="what stands in the way")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("edited_at", models.DateTimeField(editable=False, null=True)),
                (
                    "acknowledged_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="acknowledged"),
                ),
                ("note", models.TextField(blank=True, verbose_name="reviewer's note")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviewed_check_ins",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="check_ins", to="goals.goal"
                    ),
                ),
                (
                    "key_result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_ins",
                        to="goals.keyresult",
                    ),
                ),
            ],
            options={
                "verbose_name": "check-in",
                "verbose_name_plural": "check-ins",
                "ordering": ["-made_at", "-pk"],
                "indexes": [
                    models.Index(fields=["goal", "-made_at"], name="check_in_goal"),
                    models.Index(fields=["key_result", "-made_at"], name="check_in_key_result"),
                    models.Index(
                        condition=models.Q(("acknowledged_at", None)),
                        fields=["reviewer"],
                        name="check_in_unreviewed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Followed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weight", models.PositiveSmallIntegerField(default=1, verbose_name="weight")),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followed_by",
                        to="matters.matter",
                    ),
                ),
                (
                    "key_result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followed",
                        to="goals.keyresult",
                    ),
                ),
            ],
            options={
                "verbose_name": "followed task",
                "verbose_name_plural": "followed tasks",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("key_result", "matter"), name="follow_a_task_once"),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1)), name="followed_task_weighs_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.DecimalField(decimal_places=4, max_digits=20, verbose_name="value")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("manual", "Told in check-ins"),
                            ("tasks_count", "Linked tasks, by number"),
                            ("tasks_weight", "Linked tasks, by weight"),
                            ("tasks_hours", "Linked tasks, by hours"),
                            ("metric", "Another system, through the API"),
                        ],
                        default="manual",
                        max_length=16,
                        verbose_name="source",
                    ),
                ),
                (
                    "check_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="goals.checkin",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "key_result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="goals.keyresult",
                    ),
                ),
            ],
            options={
                "verbose_name": "figure",
                "verbose_name_plural": "figures",
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["key_result", "at"], name="figure_key_result")],
            },
        ),
    )
