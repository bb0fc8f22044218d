"""How far the journal has come, as a mark that never stays the same over a change."""

from django.db import connection

_LAST = "(SELECT COALESCE(MAX(id), 0) FROM activity_activity)"
# Entries get their numbers before they are committed: while writers are under way, one with a smaller
# number may still appear, so the mark then also names who was under way.
_SETTLED = """(
    SELECT newest.last::text || CASE
        WHEN pg_snapshot_xmin(present.mark) = pg_snapshot_xmax(present.mark) THEN ''
        ELSE ':' || present.mark::text END
    FROM (SELECT COALESCE(MAX(id), 0) AS last FROM activity_activity) newest,
         (SELECT pg_current_snapshot() AS mark) present)"""


def head_sql() -> str:
    """An SQL expression for the mark, to be read in the same statement as the rows it stands for."""
    return _SETTLED if connection.vendor == "postgresql" else _LAST


def journal_head() -> str:
    """The mark now, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {head_sql()}")
        return str(cursor.fetchone()[0])
