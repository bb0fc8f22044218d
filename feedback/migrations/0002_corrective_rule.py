"""The one row of the rule by which corrective action opens, as it is delivered; coordinators change it."""

from django.db import migrations


def deliver(apps, schema_editor) -> None:
    apps.get_model("feedback", "CorrectiveRule").objects.create()


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial")]
    operations = [migrations.RunPython(deliver, migrations.RunPython.noop)]
