"""Clocks of check-ins: their kind, and the ladder a missed one climbs (SPEC §2, Key result)."""

from django.db import migrations, models

KINDS = [("receipt", "Sign for"), ("due", "Completion"), ("check_in", "Check-in")]
CHECK_IN = [
    (-1, "working_day", ["assignee"]),
    (0, "working_day", ["assignee"]),
    (1, "working_day", ["assignee", "accountable"]),
    (3, "working_day", ["head"]),
    (5, "working_day", ["sponsor"]),
]


def create(apps, schema_editor) -> None:
    ladders, rungs = apps.get_model("deadlines", "Ladder"), apps.get_model("deadlines", "Rung")
    ladder = ladders.objects.create(name="Check-in 进展更新", clock="check_in", is_default=True, terms={})
    for position, (offset, unit, targets) in enumerate(CHECK_IN, 1):
        rungs.objects.create(ladder=ladder, position=position, offset=offset, unit=unit, targets=targets)


def remove(apps, schema_editor) -> None:
    apps.get_model("deadlines", "Ladder").objects.filter(clock="check_in").delete()


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0005_extension_chain")]
    operations = [
        migrations.AlterField(
            "deadline", "clock", models.CharField(choices=KINDS, max_length=16, verbose_name="for")
        ),
        migrations.AlterField(
            "ladder", "clock", models.CharField(choices=KINDS, max_length=16, verbose_name="for")
        ),
        migrations.RunPython(create, remove),
    ]
