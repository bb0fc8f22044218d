"""The search table: a tsvector with a GIN index on PostgreSQL, an FTS5 table on SQLite."""

from django.db import migrations

POSTGRESQL = """
CREATE TABLE matters_search (
    matter_id bigint PRIMARY KEY,
    tokens tsvector NOT NULL
);
CREATE INDEX matters_search_tokens ON matters_search USING gin (tokens);
"""
SQLITE = "CREATE VIRTUAL TABLE matters_search USING fts5(tokens, tokenize='unicode61 remove_diacritics 0')"


def create(apps, schema_editor) -> None:
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def drop(apps, schema_editor) -> None:
    schema_editor.execute("DROP TABLE matters_search")


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
