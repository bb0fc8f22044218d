import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from collab.common.migrating import together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("activity", "0001_initial"),
        ("matters", "0001_initial"),
        ("org", "__first__"),
    ]

    operations = together(
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "im_url",
                    models.CharField(blank=True, max_length=500, verbose_name="instant messages go to"),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("in_app", "Inbox"), ("email", "E-mail"), ("im", "Instant message")],
                        max_length=8,
                        verbose_name="channel",
                    ),
                ),
                ("bundle", models.CharField(max_length=60)),
                ("items", models.TextField()),
                ("is_digest", models.BooleanField(default=False, verbose_name="digest")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting"),
                            ("sending", "On its way"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("unknown", "Unknown"),
                            ("skipped", "Not needed any more"),
                        ],
                        default="pending",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("lease_until", models.DateTimeField(null=True)),
                ("message_id", models.CharField(max_length=120, unique=True)),
                ("last_error", models.CharField(blank=True, max_length=500, verbose_name="last error")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("done_at", models.DateTimeField(null=True, verbose_name="ended")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "outgoing message",
                "verbose_name_plural": "outgoing messages",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["pending", "sending"])),
                        fields=["due_at", "id"],
                        name="message_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("attempts", 0), ("state", "pending")),
                        fields=("person", "channel", "bundle"),
                        name="one_waiting_message_per_bundle",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("act", "Yours to do"),
                            ("mention", "You are mentioned"),
                            ("chased", "Meant for you"),
                            ("submitter", "You asked for it"),
                            ("party", "You take part"),
                            ("watcher", "You watch it"),
                        ],
                        default="party",
                        max_length=16,
                        verbose_name="why",
                    ),
                ),
                ("urgency", models.CharField(max_length=16, verbose_name="urgency")),
                ("dedupe_key", models.CharField(max_length=100)),
                ("read_at", models.DateTimeField(null=True, verbose_name="read")),
                ("created_at", models.DateTimeField(verbose_name="received")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to="activity.activity",
                        verbose_name="event",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to="matters.matter",
                        verbose_name="matter",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "notification",
                "verbose_name_plural": "notifications",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["person", "-id"], name="notification_inbox"),
                    models.Index(
                        condition=models.Q(("read_at", None)),
                        fields=["person", "-id"],
                        name="notification_unread",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "dedupe_key"), name="one_notification_per_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("in_app", "Inbox"), ("email", "E-mail"), ("im", "Instant message")],
                        max_length=8,
                        verbose_name="channel",
                    ),
                ),
                ("kind", models.CharField(default="*", max_length=32, verbose_name="kind")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("immediate", "At once"),
                            ("digest", "In the morning digest"),
                            ("off", "Not at all"),
                        ],
                        max_length=16,
                        verbose_name="mode",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preferences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "preference",
                "verbose_name_plural": "preferences",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "channel", "kind"), name="one_preference_per_kind"
                    )
                ],
            },
        ),
    )
