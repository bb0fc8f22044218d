import django.core.validators
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
            name="HourlyRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(unique=True, verbose_name="holds from")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=10,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount per person and hour",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="CNY",
                        help_text="ISO 4217",
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "Three capital letters, as in CNY."
                            )
                        ],
                        verbose_name="currency",
                    ),
                ),
                ("set_at", models.DateTimeField(editable=False, verbose_name="set")),
                (
                    "set_by",
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
                "verbose_name": "hourly rate of meetings",
                "verbose_name_plural": "hourly rates of meetings",
                "ordering": ["-from_on"],
            },
        ),
        migrations.CreateModel(
            name="MeetingSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("coordination", "Coordination meeting"),
                            ("joint_conference", "Joint conference"),
                            ("workshop", "Workshop"),
                            ("staff_forum", "Staff forum"),
                            ("decision", "Decision meeting"),
                            ("review", "Review meeting"),
                        ],
                        default="coordination",
                        max_length=24,
                        verbose_name="type",
                    ),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                ("expected_result", models.TextField(blank=True, verbose_name="expected result")),
                ("rrule", models.CharField(blank=True, max_length=300, verbose_name="recurrence rule")),
                (
                    "zone",
                    models.CharField(
                        default="Asia/Shanghai",
                        max_length=64,
                        validators=[collab.org.models.person.known_zone],
                        verbose_name="time zone",
                    ),
                ),
                ("first_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("start_time", models.TimeField(blank=True, null=True, verbose_name="starts at")),
                ("minutes", models.PositiveSmallIntegerField(default=60, verbose_name="length in minutes")),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="place")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                (
                    "carry",
                    models.CharField(
                        choices=[
                            ("move", "Move to the next meeting"),
                            ("copy", "Copy to the next meeting"),
                            ("leave", "Leave where they are"),
                        ],
                        default="move",
                        max_length=8,
                        verbose_name="left-over items",
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
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("next_at", models.DateTimeField(editable=False, null=True, verbose_name="next time")),
                (
                    "trouble",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="trouble"),
                ),
                (
                    "external_key",
                    models.CharField(blank=True, editable=False, max_length=200, null=True, unique=True),
                ),
                ("extra", models.JSONField(blank=True, default=dict, editable=False)),
                ("is_demo", models.BooleanField(default=False, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "attendees",
                    models.ManyToManyField(
                        blank=True,
                        related_name="attended_series",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="people invited",
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chaired_series",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chair",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_series",
                        to="org.department",
                        verbose_name="host department",
                    ),
                ),
                (
                    "departments",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="org.department", verbose_name="departments invited"
                    ),
                ),
                (
                    "secretary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="secretary",
                    ),
                ),
                (
                    "set_up_by",
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
                "verbose_name": "meeting series",
                "verbose_name_plural": "meeting series",
                "ordering": ["title", "pk"],
                "indexes": [
                    models.Index(fields=["department", "title"], name="series_department"),
                    models.Index(
                        condition=models.Q(("is_active", True)),
                        fields=["next_at"],
                        name="meeting_series_next",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_meeting",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("coordination", "Coordination meeting"),
                            ("joint_conference", "Joint conference"),
                            ("workshop", "Workshop"),
                            ("staff_forum", "Staff forum"),
                            ("decision", "Decision meeting"),
                            ("review", "Review meeting"),
                        ],
                        default="coordination",
                        max_length=24,
                        verbose_name="type",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "occurs_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="called for by its series at"
                    ),
                ),
                ("moved_from", models.DateTimeField(editable=False, null=True, verbose_name="moved from")),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                ("timed_sequence", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "quorum_count",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="quorum: people"),
                ),
                (
                    "quorum_percent",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="quorum: per cent"),
                ),
                (
                    "all_day",
                    models.BooleanField(default=False, editable=False, verbose_name="time of day not known"),
                ),
                ("started_at", models.DateTimeField(editable=False, null=True, verbose_name="began")),
                ("finished_at", models.DateTimeField(editable=False, null=True, verbose_name="ended")),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="place")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                ("expected_result", models.TextField(blank=True, verbose_name="expected result")),
                (
                    "override_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="announced without preparation because"
                    ),
                ),
                ("minutes", models.TextField(blank=True, verbose_name="minutes")),
                (
                    "minutes_source",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="source of the minutes"
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="meetings.meetingseries",
                        verbose_name="series",
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting",
                "verbose_name_plural": "meetings",
                "indexes": [models.Index(fields=["starts_at"], name="meeting_starts")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="meeting_ends_later"
                    ),
                    models.UniqueConstraint(
                        fields=("series", "occurs_at"), name="one_meeting_per_occurrence"
                    ),
                ],
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_agenda_item",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "sought",
                    models.CharField(
                        choices=[("inform", "Inform"), ("discuss", "Discuss"), ("decide", "Decide")],
                        default="discuss",
                        max_length=16,
                        verbose_name="outcome sought",
                    ),
                ),
                (
                    "minutes_allotted",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes allotted"),
                ),
                (
                    "presenter_name",
                    models.CharField(blank=True, max_length=200, verbose_name="presenter’s name"),
                ),
                ("needs_pre_read", models.BooleanField(default=False, verbose_name="needs pre-reads")),
                (
                    "is_standing",
                    models.BooleanField(default=False, editable=False, verbose_name="standing item"),
                ),
                ("outcome", models.TextField(blank=True, verbose_name="outcome")),
                ("begun_at", models.DateTimeField(editable=False, null=True, verbose_name="its turn began")),
                (
                    "seconds_spent",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="seconds spent before"
                    ),
                ),
                (
                    "minutes_added",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="minutes added"),
                ),
                (
                    "presenter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presents",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="presenter",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "agenda item",
                "verbose_name_plural": "agenda items",
                "indexes": [models.Index(fields=["meeting", "position"], name="agenda_order")],
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_decision",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("question", models.TextField(blank=True, verbose_name="question")),
                ("options", models.JSONField(blank=True, default=list, verbose_name="options")),
                (
                    "chosen",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="option chosen"
                    ),
                ),
                ("evidence", models.TextField(blank=True, verbose_name="evidence")),
                ("rationale", models.TextField(blank=True, verbose_name="rationale")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("vote", "Vote"),
                            ("consent", "Consent"),
                            ("countersign", "Countersigning"),
                            ("mandate", "Mandate"),
                        ],
                        default="mandate",
                        max_length=12,
                        verbose_name="method",
                    ),
                ),
                ("secret", models.BooleanField(default=False, verbose_name="secret ballot")),
                (
                    "threshold",
                    models.CharField(
                        choices=[
                            ("majority", "Simple majority of the votes cast"),
                            ("entitled", "Majority of all entitled"),
                            ("two_thirds", "Two thirds of the votes cast"),
                            ("unanimity", "Nobody against"),
                        ],
                        default="majority",
                        max_length=16,
                        verbose_name="threshold",
                    ),
                ),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=50,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="quorum (%)",
                    ),
                ),
                (
                    "silence_agrees",
                    models.BooleanField(default=False, verbose_name="silence counts as no objection"),
                ),
                (
                    "round",
                    models.CharField(
                        blank=True,
                        choices=[("clarifying", "Clarifying questions"), ("objecting", "Objections")],
                        editable=False,
                        max_length=12,
                        verbose_name="round",
                    ),
                ),
                ("in_principle", models.BooleanField(default=False, verbose_name="in principle")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="effective from")),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="review on")),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="meetings.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "mandate_holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="mandate held by",
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="meetings.decision",
                        verbose_name="supersedes",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "indexes": [models.Index(fields=["decided_at", "method"], name="decision_register")],
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("suspended", "Suspended"),
                            ("closed", "Closed"),
                            ("void", "Given up"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("motion", models.CharField(max_length=300, verbose_name="what is voted on")),
                ("secret", models.BooleanField(default=False, verbose_name="secret ballot")),
                (
                    "threshold",
                    models.CharField(
                        choices=[
                            ("majority", "Simple majority of the votes cast"),
                            ("entitled", "Majority of all entitled"),
                            ("two_thirds", "Two thirds of the votes cast"),
                            ("unanimity", "Nobody against"),
                        ],
                        max_length=16,
                        verbose_name="threshold",
                    ),
                ),
                ("quorum", models.PositiveSmallIntegerField(verbose_name="quorum (%)")),
                ("options", models.JSONField(default=list, verbose_name="options")),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="closed")),
                ("tally", models.JSONField(default=dict, verbose_name="result")),
                ("outcome", models.CharField(blank=True, max_length=12, verbose_name="outcome")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ballots",
                        to="meetings.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "ballot",
                "verbose_name_plural": "ballots",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["open", "suspended"])),
                        fields=("decision",),
                        name="one_ballot_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Urn",
            fields=[
                (
                    "ballot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="urn",
                        serialize=False,
                        to="meetings.ballot",
                    ),
                ),
                ("slips", models.JSONField(default=dict)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CarryOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was", models.CharField(max_length=24, verbose_name="stood at")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "copy_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carried",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carried_on",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "to_meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carried_in",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "carried item",
                "verbose_name_plural": "carried items",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("affiliation", models.CharField(blank=True, max_length=200, verbose_name="from")),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("present", "Present"),
                            ("non_voting", "Present, non-voting"),
                            ("absent", "Absent"),
                            ("leave", "On leave"),
                            ("proxy", "Stood in for someone"),
                        ],
                        default="present",
                        max_length=16,
                        verbose_name="presence",
                    ),
                ),
                ("arrived_at", models.DateTimeField(editable=False, null=True, verbose_name="arrived")),
                ("left_at", models.DateTimeField(editable=False, null=True, verbose_name="left")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attended",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "stands_in_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="stands in for",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendance",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "person"), name="a_person_once_per_meeting"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False), models.Q(("name", ""), _negated=True), _connector="OR"
                        ),
                        name="attendance_names_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("at", models.DateTimeField(verbose_name="would fall at")),
                ("reason", models.TextField(verbose_name="reason")),
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
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="meetings.meetingseries",
                    ),
                ),
            ],
            options={
                "verbose_name": "left-out time",
                "verbose_name_plural": "left-out times",
                "ordering": ["at"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("series", "at"), name="left_out_once")],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("hint", models.CharField(editable=False, max_length=12, verbose_name="begins with")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("last_used_at", models.DateTimeField(editable=False, null=True, verbose_name="last used")),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked")),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feeds",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feeds",
                        to="meetings.meetingseries",
                        verbose_name="series",
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar address",
                "verbose_name_plural": "calendar addresses",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("series", None), ("department", None), _connector="OR"),
                        name="a_feed_is_of_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "matter_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_minutes",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "untouched",
                    models.BooleanField(
                        default=True, editable=False, verbose_name="as made from the records"
                    ),
                ),
                (
                    "silence_agrees",
                    models.BooleanField(default=False, verbose_name="silence counts as no objection"),
                ),
                (
                    "edition",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "correction",
                    models.TextField(blank=True, editable=False, verbose_name="corrected because"),
                ),
                ("year", models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="year")),
                (
                    "letter",
                    models.PositiveIntegerField(editable=False, null=True, verbose_name="number in the year"),
                ),
                ("issued_at", models.DateTimeField(editable=False, null=True, verbose_name="issued")),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="written_minutes",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "minutes",
                "verbose_name_plural": "minutes",
                "indexes": [models.Index(fields=["issued_at", "year"], name="minutes_register")],
            },
            bases=("matters.matter",),
        ),
        migrations.CreateModel(
            name="MinutesEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(verbose_name="version")),
                ("text", models.TextField(verbose_name="text")),
                ("facts", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True, verbose_name="corrected because")),
                ("issued_at", models.DateTimeField(verbose_name="issued")),
                ("digest", models.CharField(max_length=64)),
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
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="meetings.minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of minutes",
                "verbose_name_plural": "versions of minutes",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("minutes", "edition"), name="one_version_of_minutes_per_count"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_name", models.CharField(max_length=300, verbose_name="source")),
                ("source_sha256", models.CharField(db_index=True, editable=False, max_length=64)),
                ("sha256", models.CharField(editable=False, max_length=64, unique=True)),
                ("line", models.PositiveIntegerField(default=1, verbose_name="line")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                ("start", models.TimeField(blank=True, null=True, verbose_name="from")),
                ("end", models.TimeField(blank=True, null=True, verbose_name="to")),
                ("zone", models.CharField(blank=True, max_length=64, verbose_name="time zone")),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="place")),
                (
                    "is_register",
                    models.BooleanField(default=False, editable=False, verbose_name="register of actions"),
                ),
                ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                ("raw", models.TextField(verbose_name="text")),
                ("parsed", models.JSONField(default=dict, editable=False)),
                ("doubts", models.JSONField(default=list, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "To review"),
                            ("confirmed", "Taken over"),
                            ("dismissed", "Dismissed"),
                        ],
                        default="pending",
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("read_at", models.DateTimeField(editable=False, verbose_name="read in")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes_readings",
                        to="org.department",
                        verbose_name="host department",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "read_by",
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
                "verbose_name": "reading of minutes",
                "verbose_name_plural": "readings of minutes",
                "ordering": ["-held_on", "-pk"],
                "indexes": [models.Index(fields=["state", "-held_on"], name="reading_state")],
            },
        ),
        migrations.CreateModel(
            name="MinutesDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.BinaryField(default=bytes)),
                ("compacted", models.PositiveBigIntegerField(default=0)),
                ("settled", models.PositiveBigIntegerField(default=0)),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("written_at", models.DateTimeField(null=True, verbose_name="written")),
                ("proposals", models.JSONField(default=dict)),
                (
                    "minutes",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="document",
                        to="meetings.minutes",
                    ),
                ),
                (
                    "reading",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="document",
                        to="meetings.minutesreading",
                    ),
                ),
            ],
            options={
                "verbose_name": "document of minutes",
                "verbose_name_plural": "documents of minutes",
            },
        ),
        migrations.CreateModel(
            name="Finding",
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
                            ("person", "Person"),
                            ("item", "Agenda item"),
                            ("decision", "Decision"),
                            ("action", "Action item"),
                            ("left_over", "Left over from before"),
                            ("note", "Note"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("text", models.CharField(max_length=300, verbose_name="title")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("part", models.CharField(blank=True, max_length=16)),
                (
                    "presence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("present", "Present"),
                            ("non_voting", "Present, non-voting"),
                            ("absent", "Absent"),
                            ("leave", "On leave"),
                            ("proxy", "Stood in for someone"),
                        ],
                        max_length=16,
                        verbose_name="presence",
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=24, verbose_name="outcome")),
                ("owners", models.JSONField(default=list, verbose_name="named in the text")),
                ("candidates", models.JSONField(default=list)),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="from the meeting of")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                ("due_text", models.CharField(blank=True, max_length=200)),
                ("line", models.PositiveIntegerField(default=0, verbose_name="line")),
                ("confidence", models.FloatField(default=0, verbose_name="confidence")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "To review"),
                            ("confirmed", "Taken over"),
                            ("dismissed", "Dismissed"),
                        ],
                        default="pending",
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("settled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="meetings.finding",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="found_as",
                        to="matters.matter",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="responsible",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="meetings.minutesreading",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
                "ordering": ["reading", "position", "pk"],
                "indexes": [models.Index(fields=["reading", "kind", "position"], name="finding_order")],
            },
        ),
        migrations.CreateModel(
            name="MinutesSitting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wrote_at", models.DateTimeField(verbose_name="last wrote")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sittings",
                        to="meetings.minutesdocument",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "sitting",
                "verbose_name_plural": "sittings",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "person"), name="one_sitting_per_person_and_document"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesUpdate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("data", models.BinaryField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="updates",
                        to="meetings.minutesdocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "update of minutes",
                "verbose_name_plural": "updates of minutes",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[("consultation", "Consultation"), ("countersign", "Countersigning")],
                        max_length=16,
                        verbose_name="asked for",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agrees", "Agrees"),
                            ("comments", "Agrees, with comments"),
                            ("objects", "Objects"),
                            ("silent", "Did not answer"),
                        ],
                        max_length=12,
                        verbose_name="position",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="in words")),
                ("given_at", models.DateTimeField(null=True, verbose_name="answered")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.department"
                    ),
                ),
                (
                    "given_by",
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
                        related_name="positions",
                        to="matters.matter",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="matters.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "position",
                "verbose_name_plural": "positions",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("matter", "phase", "department"), name="one_position_per_phase"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PreReadOpening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                (
                    "attachment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="openings",
                        to="matters.attachment",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attachment", "person"), name="one_opening_per_person_and_file"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("question", "Question"),
                            ("objection", "Objection"),
                            ("dissent", "Dissent"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("answered", "Answered"),
                            ("integrated", "Integrated"),
                            ("withdrawn", "Withdrawn"),
                            ("noted", "Noted"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("text", models.TextField(verbose_name="in words")),
                ("said_at", models.DateTimeField(verbose_name="said")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="meetings.decision",
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
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "remark",
                "verbose_name_plural": "remarks",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("accepted", "Will come"),
                            ("tentative", "Perhaps"),
                            ("declined", "Cannot come"),
                            ("delegated", "Sends a delegate"),
                        ],
                        max_length=12,
                        verbose_name="answer",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "mandate",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "Decide everything"),
                            ("instructed", "Decide as instructed"),
                            ("report", "Listen and report back, without a vote"),
                        ],
                        max_length=12,
                        verbose_name="mandate",
                    ),
                ),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                ("via", models.CharField(max_length=16, verbose_name="door")),
                ("answered_at", models.DateTimeField(verbose_name="answered")),
                (
                    "delegate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegated_meetings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="delegate",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_replies",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply to an invitation",
                "verbose_name_plural": "replies to invitations",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "person"), name="one_reply_per_person_and_meeting"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "delegated"), ("delegate__isnull", False)),
                            models.Q(models.Q(("answer", "delegated"), _negated=True), ("delegate", None)),
                            _connector="OR",
                        ),
                        name="a_delegate_where_one_is_sent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("has_voted", models.BooleanField(default=False, verbose_name="has voted")),
                ("choice", models.CharField(blank=True, max_length=8, verbose_name="vote")),
                ("recused", models.BooleanField(default=False, verbose_name="recused")),
                (
                    "recusal_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason of the recusal"),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="meetings.ballot",
                    ),
                ),
                (
                    "cast_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "vote",
                "verbose_name_plural": "votes",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "person"), name="one_seat_per_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="SeriesItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("body", models.TextField(blank=True, verbose_name="brief")),
                (
                    "sought",
                    models.CharField(
                        choices=[("inform", "Inform"), ("discuss", "Discuss"), ("decide", "Decide")],
                        default="discuss",
                        max_length=16,
                        verbose_name="outcome sought",
                    ),
                ),
                (
                    "minutes_allotted",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes allotted"),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                ("needs_pre_read", models.BooleanField(default=False, verbose_name="needs pre-reads")),
                (
                    "presenter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="presenter",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="meetings.meetingseries",
                    ),
                ),
            ],
            options={
                "verbose_name": "standing agenda item",
                "verbose_name_plural": "standing agenda items",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SeriesTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("body", models.TextField(blank=True, verbose_name="brief")),
                (
                    "sought",
                    models.CharField(
                        choices=[("inform", "Inform"), ("discuss", "Discuss"), ("decide", "Decide")],
                        default="discuss",
                        max_length=16,
                        verbose_name="outcome sought",
                    ),
                ),
                (
                    "minutes_allotted",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes allotted"),
                ),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("taken", "Taken up"), ("dropped", "Dropped")],
                        default="waiting",
                        editable=False,
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.TextField(blank=True, editable=False, verbose_name="reason")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="meetings.meetingseries",
                    ),
                ),
            ],
            options={
                "verbose_name": "backlog topic",
                "verbose_name_plural": "backlog topics",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
    )
