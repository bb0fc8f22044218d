"""Full-text search over matters, Chinese substrings included, on both databases behind two functions.

Texts are cut into tokens here, the same way for both: Latin words as they are, runs of Chinese into
overlapping pairs. PostgreSQL keeps them in a tsvector under a GIN index, SQLite in an FTS5 table.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .models import Comment, Matter
from .models.matter import class_of

TABLE = "matters_search"
MAX_TOKENS = 5000
_RUN = re.compile(r"([\u3400-\u9fff\uf900-\ufaff]+)|([^\W_]+)")


def tokens(text: str) -> list[str]:
    """Index tokens of a text: lower-case words, single Chinese characters as pairs with their neighbour."""
    found: list[str] = []
    for han, word in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if word:
            found.append(word[:60])
        else:
            found += [han[i : i + 2] for i in range(len(han))]
        if len(found) > MAX_TOKENS:
            return found[:MAX_TOKENS]
    return found


def query_tokens(text: str) -> list[tuple[str, bool]]:
    """Tokens a query asks for, each with whether it is a prefix: the last word typed, or a lone character."""
    wanted: list[tuple[str, bool]] = []
    for han, word in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if word:
            wanted.append((word[:60], True))
        elif len(han) == 1:
            wanted.append((han, True))
        else:
            wanted += [(han[i : i + 2], False) for i in range(len(han) - 1)]
    return wanted[:20]


def index(matter: Matter) -> None:
    """Write the matter's search entry: number, title, description, discussion, and what its kind adds."""
    comments = Comment.objects.filter(matter_id=matter.pk, withdrawn_at=None).values_list("body", flat=True)
    texts = [f"{matter.number} {matter.title}", matter.body]
    if matter.version > 1:
        texts += list(comments[:200])
    texts += class_of(matter.kind).further_words(matter.pk)
    index_texts([(matter.pk, " ".join(texts))])


def index_texts(entries: Iterable[tuple[int, str]]) -> None:
    """Write search entries for (matter id, text) pairs."""
    rows = [(pk, " ".join(tokens(text))) for pk, text in entries]
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            values = ", ".join(
                ["(%s, array_to_tsvector(array_remove(string_to_array(%s, ' '), '')))"] * len(rows)
            )
            cursor.execute(
                f"INSERT INTO {TABLE} (matter_id, tokens) VALUES {values} "
                "ON CONFLICT (matter_id) DO UPDATE SET tokens = excluded.tokens",
                [value for row in rows for value in row],
            )
        else:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(pk,) for pk, _ in rows])
            cursor.executemany(f"INSERT INTO {TABLE} (rowid, tokens) VALUES (%s, %s)", rows)


def forget(ids: Iterable[int]) -> None:
    """Remove search entries."""
    column = "matter_id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE {column} = %s", [(pk,) for pk in ids])


def matching(rows: QuerySet, text: str) -> QuerySet:
    """Those of `rows` (a queryset of matters of any kind) that contain every word of `text`; none for no words."""
    wanted = query_tokens(text)
    if not wanted:
        return rows.none()
    if connection.vendor == "postgresql":
        query = " & ".join(f"'{token}':*" if prefix else f"'{token}'" for token, prefix in wanted)
        sql, params = f"SELECT matter_id FROM {TABLE} WHERE tokens @@ %s::tsquery", [query]
    else:
        query = " AND ".join(f'"{token}"*' if prefix else f'"{token}"' for token, prefix in wanted)
        sql, params = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [query]
    return rows.filter(pk__in=RawSQL(sql, params))


def with_any(rows: QuerySet, words: Iterable[str]) -> QuerySet:
    """Those of `rows` (a queryset of matters of any kind) that contain at least one of these index tokens."""
    safe = [word for word in words if _RUN.fullmatch(word)]
    if not safe:
        return rows.none()
    if connection.vendor == "postgresql":
        query = " | ".join(f"'{word}'" for word in safe)
        sql = f"SELECT matter_id FROM {TABLE} WHERE tokens @@ %s::tsquery"
    else:
        query = " OR ".join(f'"{word}"' for word in safe)
        sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"
    return rows.filter(pk__in=RawSQL(sql, [query]))
