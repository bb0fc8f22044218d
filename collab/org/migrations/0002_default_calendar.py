"""The working calendar every organisation starts with: Chinese office hours, holidays and 调休 as published."""

from datetime import date

from django.db import migrations

DAY = [[540, 720], [780, 1080]]


def create(apps, schema_editor) -> None:
    apps.get_model("org", "WorkingCalendar").objects.create(
        name="Office 机关",
        zone="Asia/Shanghai",
        weekly=[DAY, DAY, DAY, DAY, DAY, [], []],
        country="CN",
        valid_through=date(2026, 12, 31),
        is_default=True,
    )


class Migration(migrations.Migration):
    dependencies = [("org", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
