"""Decides what counts as writing state: calls on models and querysets, many-to-many changes, and raw SQL."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from django.apps import apps

from .source import Source, where

ALWAYS = {
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "aget_or_create",
    "aupdate_or_create",
    "acreate",
    "abulk_create",
    "abulk_update",
    "create_user",
    "create_superuser",
    "save_changes",
    "_raw_delete",
    "set_password",
}
TO_MANY = {"set", "add", "remove", "clear"}
WRITING_SQL = re.compile(
    r"^\s*(WITH\b.*\b)?(INSERT INTO|UPDATE \S+ SET|DELETE FROM|TRUNCATE)\b", re.IGNORECASE | re.DOTALL
)


@cache
def to_many_names() -> frozenset[str]:
    """Attributes that hold a many-to-many relation on any of our models."""
    return frozenset(
        field.name for model in apps.get_models() for field in model._meta.many_to_many
    ) | frozenset(
        field.get_accessor_name()
        for model in apps.get_models()
        for field in model._meta.related_objects
        if field.many_to_many and field.get_accessor_name()
    )


def is_write(call: ast.Call) -> bool:
    """Whether this call stores, changes or removes rows, judged by its shape."""
    if not isinstance(call.func, ast.Attribute):
        return False
    name, keywords = call.func.attr, bool(call.keywords)
    if name in ALWAYS:
        return True
    if name == "create":
        return _on_rows(call.func.value) or keywords
    if name in {"update", "aupdate"}:
        return keywords
    if name in {"save", "asave", "delete", "adelete"}:
        return not call.args
    return (
        name in TO_MANY
        and isinstance(call.func.value, ast.Attribute)
        and call.func.value.attr in to_many_names()
    )


def _on_rows(receiver: ast.expr) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == "objects" for node in ast.walk(receiver))


def writes(source: Source) -> Iterator[str]:
    """Every place in this file that writes, as `path:line what`."""
    for call in source.calls():
        if is_write(call):
            yield f"{where(source, call)} .{call.func.attr}()"  # type: ignore[attr-defined]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and WRITING_SQL.match(node.value):
            yield f"{where(source, node)} SQL"
