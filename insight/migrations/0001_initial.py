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
            name="Circular",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        choices=[("week", "Week"), ("month", "Month"), ("quarter", "Quarter")],
                        max_length=8,
                        verbose_name="period",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="from")),
                ("last_day", models.DateField(verbose_name="to")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("issued", "Issued")],
                        default="draft",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("serial", models.PositiveIntegerField(null=True)),
                ("figures", models.JSONField(default=dict)),
                ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                ("taken_at", models.DateTimeField(verbose_name="as of")),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("issued_at", models.DateTimeField(null=True, verbose_name="issued")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="insight.circular",
                        verbose_name="corrects",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.department",
                        verbose_name="department and those below it",
                    ),
                ),
            ],
            options={
                "verbose_name": "circular",
                "verbose_name_plural": "circulars",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "serial"), name="one_number_per_circular")
                ],
            },
        ),
        migrations.CreateModel(
            name="CircularNotice",
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
                (
                    "circular",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notice",
                        to="insight.circular",
                        verbose_name="circular",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice of a circular",
                "verbose_name_plural": "notices of circulars",
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("departments", "Departments"),
                            ("people", "People"),
                            ("tasks", "Tasks"),
                            ("series", "Meeting series"),
                        ],
                        max_length=16,
                        verbose_name="what is imported",
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                ("content", models.CharField(editable=False, max_length=200)),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("mapping", models.JSONField(default=dict, verbose_name="columns")),
                ("statuses", models.JSONField(default=dict, verbose_name="status words")),
                ("dry_run", models.BooleanField(default=False, verbose_name="dry run")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Columns are being matched"),
                            ("ready", "Waiting to begin"),
                            ("running", "Running"),
                            ("done", "Finished"),
                            ("failed", "Broken off"),
                        ],
                        default="ready",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("counts", models.JSONField(default=dict)),
                ("reported", models.PositiveIntegerField(default=0, verbose_name="rows with remarks")),
                ("notes", models.JSONField(default=list)),
                ("error", models.CharField(blank=True, max_length=500, verbose_name="error")),
                ("via", models.CharField(default="import", max_length=16)),
                ("created_at", models.DateTimeField(verbose_name="started")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
                ("lease_until", models.DateTimeField(null=True)),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["state", "lease_until"], name="import_unfinished")],
            },
        ),
        migrations.CreateModel(
            name="ImportRowReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="line")),
                ("key", models.CharField(blank=True, max_length=200, verbose_name="key")),
                ("became", models.CharField(max_length=10, verbose_name="outcome")),
                ("object_id", models.BigIntegerField(null=True)),
                ("issues", models.JSONField(default=list)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="insight.importrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of an import",
                "verbose_name_plural": "rows of imports",
                "ordering": ["run", "line"],
                "constraints": [models.UniqueConstraint(fields=("run", "line"), name="one_report_per_line")],
            },
        ),
    )
