"""State is written in actions and nowhere else; no hidden hook changes it; jobs carry ids and no date."""

import ast

import pytest

from .source import PRODUCT, Source, python, where
from .writes import is_write, writes

# path → why it may write although it is no action
MAY_WRITE = {
    "collab/activity/journal.py": "record() is the one way into the journal",
    "collab/activity/storing.py": "what record() appends, in as few statements as the database takes",
    "collab/activity/delivery.py": "marks journal rows as delivered",
    "collab/activity/forgetting.py": "removes demo histories together with their chains",
    "collab/activity/idempotency.py": "remembers the reply to a key, for a day",
    "collab/activity/querysets.py": "lets delivered_at be stamped and refuses every other change",
    "collab/activity/verification.py": "stores signed checkpoints",
    "collab/matters/models/matter.py": "save_changes() and touch(), the primitives that actions call",
    "collab/matters/search.py": "keeps the search index beside what actions save",
    "collab/org/models/person.py": "the manager behind createsuperuser",
    "collab/org/middleware.py": "stamps when a token was last used; no state of the domain",
    "insight/health.py": "proves that the database can be written, and rolls it back",
}


def test_state_is_written_in_actions_only():
    sources = (
        s for s in python(*PRODUCT) if not s.is_action and not s.is_migration and s.path not in MAY_WRITE
    )
    assert not [place for source in sources for place in writes(source)]


def test_every_exception_still_writes():
    sources = {source.path: source for source in python(*PRODUCT)}
    assert not [path for path in MAY_WRITE if path not in sources or not list(writes(sources[path]))]


@pytest.mark.parametrize(
    "code",
    [
        "task.save()",
        "task.save(update_fields=['title'])",
        "serializer.save()",
        "Task.objects.filter(pk=1).update(title='x')",
        "Task.objects.update(**changes)",
        "Task.objects.filter(pk=1).delete()",
        "Task.objects.create(**fields)",
        "self.get_queryset().create(title='x')",
        "Task.objects.bulk_create(rows)",
        "rows.update_or_create(pk=1)",
        "task.labels.set([1])",
        "task.save_changes()",
    ],
)
def test_a_write_is_seen(code):
    assert is_write(ast.parse(code).body[0].value)


@pytest.mark.parametrize(
    "code", ["cursor.execute('UPDATE x SET a = 1')", "run('''DELETE FROM x''')", "q = 'INSERT INTO x'"]
)
def test_a_written_statement_is_seen(code):
    assert list(writes(Source("x.py", code)))


@pytest.mark.parametrize(
    "code",
    ["known.update(other)", "cache.delete(key)", "digest.update(data)", "seen.add(1)", "image.save(out)"],
)
def test_what_only_looks_like_a_write_is_passed_over(code):
    assert not is_write(ast.parse(code).body[0].value)


def imported(source: Source) -> set[str]:
    """Dotted names of everything a file imports."""
    found: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_no_signal_changes_anything_behind_an_action():
    hooked = [
        source.path
        for source in python(*PRODUCT)
        if any(
            name.startswith("django.dispatch") or (name.startswith("django") and "signals" in name)
            for name in imported(source)
        )
    ]
    assert not hooked


def test_no_job_is_given_a_date():
    dated = [
        where(source, call)
        for source in python(*PRODUCT)
        for call in source.calls()
        if {"eta", "countdown"} & {keyword.arg for keyword in call.keywords}
    ]
    assert not dated


def _is_id(argument: ast.expr) -> bool:
    names = [n.attr for n in ast.walk(argument) if isinstance(n, ast.Attribute)]
    names += [n.id for n in ast.walk(argument) if isinstance(n, ast.Name)]
    return bool(names) and all(
        name in {"pk", "id", "ids", "pks"} or name.endswith(("_id", "_ids")) for name in names[:1]
    )


def test_a_message_to_a_job_holds_nothing_but_ids():
    heavy = []
    for source in python(*PRODUCT):
        for call in source.calls():
            if not isinstance(call.func, ast.Attribute) or call.func.attr not in {"delay", "apply_async"}:
                continue
            given = [*call.args, *(keyword.value for keyword in call.keywords)]
            heavy += [where(source, call) for argument in given if not _is_id(argument)]
    assert not heavy
