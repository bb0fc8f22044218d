"""Turns PostgreSQL's just-in-time compiler off for this database.

The audience rule makes the planner expect dear queries that in fact end after a few rows; compiling them
takes longer than answering (measured: the whole test run four times slower with it).
"""

from django.db import migrations

JIT_OFF = """
DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'Set jit = off for this database yourself.';
END $$
"""


def turn_off(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(JIT_OFF, params=None)


class Migration(migrations.Migration):
    dependencies = [("matters", "0002_search")]
    operations = [migrations.RunPython(turn_off, migrations.RunPython.noop)]
