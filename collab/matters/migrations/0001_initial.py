import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from collab.common.migrating import together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("org", "0001_initial"),
        ("org", "__first__"),
    ]

    operations = together(
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("kind", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("value", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Label",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
                ("colour", models.CharField(default="azure", max_length=16, verbose_name="colour")),
            ],
            options={
                "verbose_name": "label",
                "verbose_name_plural": "labels",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Matter",
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
                            ("goal", "Goal"),
                            ("key_result", "Key result"),
                            ("task", "Task"),
                            ("handover", "Hand-over"),
                            ("plan", "Plan"),
                            ("meeting", "Meeting"),
                            ("agenda_item", "Agenda item"),
                            ("decision", "Decision"),
                            ("minutes", "Minutes"),
                            ("feedback", "Feedback"),
                            ("corrective", "Corrective action"),
                            ("conflict", "Conflict case"),
                            ("survey", "Survey"),
                            ("notice", "Notice to sign for"),
                            ("retrospective", "Retrospective"),
                        ],
                        editable=False,
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("serial", models.PositiveBigIntegerField(editable=False)),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("body", models.TextField(blank=True, verbose_name="description")),
                ("status", models.CharField(max_length=24, verbose_name="status")),
                ("is_open", models.BooleanField(default=True, verbose_name="open")),
                ("is_blocked", models.BooleanField(default=False, verbose_name="blocked")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                (
                    "original_due_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="original due"),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="finished")),
                (
                    "done_late",
                    models.BooleanField(default=False, editable=False, verbose_name="finished late"),
                ),
                (
                    "priority",
                    models.SmallIntegerField(
                        choices=[(0, "Normal"), (1, "High"), (2, "Urgent")],
                        default=0,
                        verbose_name="priority",
                    ),
                ),
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
                        default="none",
                        editable=False,
                        max_length=8,
                        verbose_name="light",
                    ),
                ),
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
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("external_key", models.CharField(blank=True, editable=False, max_length=200, null=True)),
                ("extra", models.JSONField(blank=True, default=dict, editable=False)),
                ("is_demo", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="created_matters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="org.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "labels",
                    models.ManyToManyField(
                        blank=True, related_name="matters", to="matters.label", verbose_name="labels"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_matters",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "matter",
                "verbose_name_plural": "matters",
                "ordering": ["-updated_at", "-id"],
                "indexes": [
                    models.Index(fields=["kind", "-updated_at", "-id"], name="matter_kind_updated"),
                    models.Index(fields=["kind", "is_open", "due_at", "id"], name="matter_kind_due"),
                    models.Index(
                        fields=["department", "kind", "-updated_at", "-id"], name="matter_dept_updated"
                    ),
                    models.Index(fields=["department", "is_open", "light"], name="matter_dept_light"),
                    models.Index(fields=["owner", "is_open", "due_at"], name="matter_owner_due"),
                    models.Index(fields=["updated_at", "id"], name="matter_updated"),
                    models.Index(
                        fields=["kind", "status"],
                        condition=models.Q(is_open=True),
                        name="matter_open_status",
                    ),
                    models.Index(
                        fields=["kind", "light", "due_at", "id"],
                        condition=models.Q(is_open=True),
                        name="matter_open_light",
                    ),
                    models.Index(
                        fields=["kind", "-updated_at", "-id"],
                        condition=models.Q(is_open=True),
                        name="matter_open_updated",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "serial"), name="one_number_per_kind"),
                    models.UniqueConstraint(
                        fields=("kind", "external_key"), name="one_matter_per_external_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
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
                            ("led_to", "Led to"),
                            ("relates", "Relates to"),
                            ("blocks", "Blocks"),
                            ("merged_into", "Merged into"),
                        ],
                        max_length=16,
                        verbose_name="kind",
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
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_out",
                        to="matters.matter",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_in",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "target", "kind"), name="one_link_of_a_kind"),
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True),
                        name="no_link_to_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField(verbose_name="text")),
                ("created_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "mentions",
                    models.ManyToManyField(
                        blank=True, related_name="mentioned_in", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["matter", "id"], name="matters_com_matter__4f62bf_idx")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("path", models.CharField(editable=False, max_length=200)),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64)),
                ("content_type", models.CharField(max_length=100)),
                ("uploaded_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("accountable", "Accountable"),
                            ("responsible", "Responsible"),
                            ("consulted", "Consulted"),
                            ("informed", "Informed"),
                            ("lead", "Lead department"),
                            ("co", "Co-department"),
                            ("supervisor", "Supervisor"),
                            ("giver", "Handed out by"),
                            ("delivering", "Hands over"),
                            ("receiving", "Takes over"),
                            ("chair", "Chair"),
                            ("secretary", "Secretary"),
                            ("host", "Host department"),
                            ("attendee", "Attendee"),
                            ("non_voting", "Non-voting attendee"),
                            ("sponsor", "Sponsor"),
                        ],
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                ("part", models.TextField(blank=True, verbose_name="part")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                ("read_at", models.DateTimeField(editable=False, null=True, verbose_name="read")),
                ("signed_at", models.DateTimeField(editable=False, null=True, verbose_name="signed for")),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="org.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="matters.matter",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "signed_by",
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
                "verbose_name": "party",
                "verbose_name_plural": "parties",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["person", "matter", "role"], name="party_person"),
                    models.Index(fields=["department", "matter", "role"], name="party_department"),
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["person", "role"], name="party_unread"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("department__isnull", False), ("person", None)),
                            models.Q(("department", None), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="party_is_a_person_or_a_department",
                    ),
                    models.UniqueConstraint(
                        fields=("matter", "role", "person"), name="a_person_once_per_role"
                    ),
                    models.UniqueConstraint(
                        fields=("matter", "role", "department"), name="a_department_once_per_role"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Watcher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="watchers",
                        to="matters.matter",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="watching",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("matter", "person"), name="watch_once")],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("listing", models.CharField(max_length=32, verbose_name="list")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "layout",
                    models.CharField(
                        choices=[
                            ("list", "List"),
                            ("board", "Board"),
                            ("calendar", "Calendar"),
                            ("ledger", "Ledger"),
                            ("timeline", "Timeline"),
                        ],
                        default="list",
                        max_length=16,
                        verbose_name="layout",
                    ),
                ),
                ("query", models.CharField(blank=True, max_length=2000, verbose_name="filters")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("own", "Only me"),
                            ("department", "A department"),
                            ("everyone", "Everyone"),
                        ],
                        default="own",
                        max_length=16,
                        verbose_name="shared with",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="updated")),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "listing", "name"), name="one_view_per_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("department__isnull", False), ("scope", "department")),
                            models.Q(models.Q(("scope", "department"), _negated=True), ("department", None)),
                            _connector="OR",
                        ),
                        name="a_department_view_names_its_department",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DefaultView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("listing", models.CharField(max_length=32, verbose_name="list")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="default_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "view",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="defaults",
                        to="matters.savedview",
                    ),
                ),
            ],
            options={
                "verbose_name": "default view",
                "verbose_name_plural": "default views",
                "constraints": [
                    models.UniqueConstraint(fields=("person", "listing"), name="one_default_view_per_list")
                ],
            },
        ),
        migrations.CreateModel(
            name="PinnedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pinned_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "view",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pins",
                        to="matters.savedview",
                    ),
                ),
            ],
            options={
                "verbose_name": "pinned view",
                "verbose_name_plural": "pinned views",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("person", "view"), name="pinned_once")],
            },
        ),
    )
