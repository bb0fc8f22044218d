"""What PostgreSQL's planner is to know of this database.

The audience rule makes it expect dear queries that in fact end after a few rows: compiling them takes longer than
answering (measured: the whole test run four times slower with it), and with the page costs of spinning disks it gathers
and sorts thousands of rows rather than walk an index to the fiftieth. Without the statistics it takes it for chance
that what has a warning light is open.
"""

from django.db import migrations

SETTINGS = """
DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
    EXECUTE format('ALTER DATABASE %I SET random_page_cost = 1.1', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'Set jit = off and random_page_cost = 1.1 for this database yourself.';
END $$
"""
STATISTICS = "CREATE STATISTICS matter_lights (dependencies) ON is_open, light FROM matters_matter"


def tell(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(SETTINGS, params=None)
        schema_editor.execute(STATISTICS)


def forget(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP STATISTICS matter_lights")


class Migration(migrations.Migration):
    dependencies = [("matters", "0002_search")]
    operations = [migrations.RunPython(tell, forget)]
