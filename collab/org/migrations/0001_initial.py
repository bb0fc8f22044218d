import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import collab.org.models.calendar
import collab.org.models.person
from collab.common.migrating import together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = together(
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "This user name is taken."},
                        max_length=150,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[\\w.@+-]+\\Z", "Letters, digits and . @ + - _ only."
                            )
                        ],
                        verbose_name="user name",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "email",
                    models.EmailField(blank=True, db_index=True, max_length=254, verbose_name="e-mail"),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="position")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("en", "English"), ("zh-hans", "简体中文")],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        validators=[collab.org.models.person.known_zone],
                        verbose_name="time zone",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("is_staff", models.BooleanField(default=False, verbose_name="may open the console")),
                ("is_demo", models.BooleanField(default=False, editable=False, verbose_name="demo account")),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="joined"
                    ),
                ),
                ("last_seen_at", models.DateTimeField(editable=False, null=True)),
                (
                    "external_key",
                    models.CharField(blank=True, editable=False, max_length=200, null=True, unique=True),
                ),
                ("extra", models.JSONField(blank=True, default=dict, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("hint", models.CharField(editable=False, max_length=12, verbose_name="begins with")),
                ("may_write", models.BooleanField(default=False, verbose_name="may write")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("expires_at", models.DateTimeField(verbose_name="expires")),
                ("last_used_at", models.DateTimeField(editable=False, null=True, verbose_name="last used")),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "access token",
                "verbose_name_plural": "access tokens",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="WorkingCalendar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                ("zone", models.CharField(default="Asia/Shanghai", max_length=64, verbose_name="time zone")),
                (
                    "weekly",
                    models.JSONField(
                        default=collab.org.models.calendar.office_week, verbose_name="weekly hours"
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="ISO code, e.g. CN.",
                        max_length=2,
                        verbose_name="public holidays of",
                    ),
                ),
                ("valid_through", models.DateField(blank=True, null=True, verbose_name="valid through")),
                ("is_default", models.BooleanField(default=False, verbose_name="default")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "working calendar",
                "verbose_name_plural": "working calendars",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("is_default",),
                        name="one_default_calendar",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=64, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_zh", models.CharField(blank=True, max_length=200, verbose_name="Chinese name")),
                ("kind", models.CharField(blank=True, max_length=64, verbose_name="kind")),
                ("mission", models.TextField(blank=True, verbose_name="mission")),
                (
                    "working_with_us",
                    models.TextField(
                        blank=True, help_text="Habits, hours, vocabulary.", verbose_name="working with us"
                    ),
                ),
                ("path", models.CharField(db_index=True, default="/", editable=False, max_length=500)),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "external_key",
                    models.CharField(blank=True, editable=False, max_length=200, null=True, unique=True),
                ),
                ("extra", models.JSONField(blank=True, default=dict, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="org.department",
                        verbose_name="part of",
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="departments",
                        to="org.workingcalendar",
                        verbose_name="working calendar",
                    ),
                ),
            ],
            options={
                "verbose_name": "department",
                "verbose_name_plural": "departments",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[("all", "Everything"), ("receipt", "Sign for"), ("approval", "Approve")],
                        default="all",
                        max_length=16,
                        verbose_name="scope",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="to")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("cancelled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "delegate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="stands_in_for",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="delegate",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "absence",
                "verbose_name_plural": "absences",
                "ordering": ["-starts_at"],
                "indexes": [
                    models.Index(fields=["delegate", "ends_at"], name="org_absence_delegat_7e25a7_idx"),
                    models.Index(fields=["person", "ends_at"], name="org_absence_person__06d3e7_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="absence_ends_later"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                            ("member", "Member"),
                            ("liaison", "Liaison officer"),
                            ("deputy", "Deputy head"),
                            ("head", "Head"),
                            ("sponsor", "Leader (sponsor)"),
                            ("coordinator", "Coordinator"),
                        ],
                        default="member",
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="org.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "indexes": [
                    models.Index(fields=["department", "role"], name="org_members_departm_16bd2f_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "department", "role"), name="one_role_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                ("is_workday", models.BooleanField(default=False, verbose_name="worked")),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="org.workingcalendar",
                    ),
                ),
            ],
            options={
                "verbose_name": "special day",
                "verbose_name_plural": "special days",
                "ordering": ["date"],
                "constraints": [
                    models.UniqueConstraint(fields=("calendar", "date"), name="one_entry_per_day")
                ],
            },
        ),
    )
