import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from collab.common.migrating import together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("matters", "0001_initial"),
        ("org", "__first__"),
    ]

    operations = together(
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                ("stream", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("seq", models.PositiveIntegerField(default=0)),
                ("digest", models.CharField(default="", max_length=64)),
                ("seal", models.CharField(default="", max_length=64)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("last_activity", models.BigIntegerField()),
                ("streams", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("seal", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": (),
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
                ("caller", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=200)),
                ("fingerprint", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("headers", models.JSONField(default=dict)),
                ("body", models.BinaryField(default=bytes)),
                ("created_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("caller", "key"), name="one_reply_per_key")],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stream", models.CharField(max_length=40)),
                ("seq", models.PositiveIntegerField()),
                ("event", models.CharField(db_index=True, max_length=64, verbose_name="event")),
                ("via", models.CharField(max_length=16, verbose_name="door")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("facts", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                ("delivered_at", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="matters.matter",
                        verbose_name="matter",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="for",
                    ),
                ),
            ],
            options={
                "verbose_name": "journal entry",
                "verbose_name_plural": "journal",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["matter", "-id"], name="activity_ac_matter__65adcd_idx"),
                    models.Index(
                        condition=models.Q(("delivered_at", None)), fields=["id"], name="undelivered"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("stream", "seq"), name="one_place_in_a_chain")
                ],
            },
        ),
    )
