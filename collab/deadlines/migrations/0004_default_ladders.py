"""The ladders every organisation starts with (SPEC §3); coordinators change them in the console."""

from django.db import migrations

RECEIPT = [
    (0, "working_minute", ["assignee"]),
    (240, "working_minute", ["liaison"]),
    (480, "working_minute", ["head"]),
]
DUE = [
    (-3, "working_day", ["assignee"]),
    (-1, "working_day", ["assignee"]),
    (-120, "working_minute", ["assignee"]),
    (0, "working_day", ["assignee", "liaison"]),
    (1, "working_day", ["head"]),
    (3, "working_day", ["sponsor"]),
    (5, "working_day", ["circular"]),
]


def create(apps, schema_editor) -> None:
    ladders, rungs = apps.get_model("deadlines", "Ladder"), apps.get_model("deadlines", "Rung")
    for name, clock, steps, terms in (
        ("Receipt 签收", "receipt", RECEIPT, {"0": 480, "1": 240, "2": 120}),
        ("Completion 办结", "due", DUE, {}),
    ):
        ladder = ladders.objects.create(name=name, clock=clock, is_default=True, terms=terms)
        for position, (offset, unit, targets) in enumerate(steps, 1):
            rungs.objects.create(ladder=ladder, position=position, offset=offset, unit=unit, targets=targets)


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0003_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
