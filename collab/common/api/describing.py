"""JSON Schema of what columns hold, read from the models."""

from collections.abc import Iterable
from typing import Any

from django.db import models

KINDS: list[tuple[type[models.Field], dict[str, Any]]] = [
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.FloatField, {"type": "number"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.UUIDField, {"type": "string", "format": "uuid"}),
    (models.CharField, {"type": "string"}),
    (models.TextField, {"type": "string"}),
]
ID: dict[str, Any] = {"type": "integer", "minimum": 1}


def column(model: type[models.Model], path: str) -> dict[str, Any]:
    """What a column of `model` holds, such as "owner" or "owner__name"; {} where its JSON is its room's affair."""
    first, _, rest = path.partition("__")
    field: Any = model._meta.get_field(first)
    if rest:
        found = column(field.related_model, rest)
    elif field.is_relation or field.primary_key:
        found = ID
    else:
        found = next((schema for kind, schema in KINDS if isinstance(field, kind)), {})
    if found and not rest and getattr(field, "choices", None):
        found = found | {"enum": [code for code, _label in field.flatchoices]}
        if field.blank and "" not in found["enum"] and found["type"] == "string":
            found["enum"].append("")
    return nullable(found) if field.null else found


def nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """The same, or null."""
    if "type" not in schema or "title" in schema:
        return {"anyOf": [schema, {"type": "null"}]} if schema else schema
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    given = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return schema | {"type": [*kinds, "null"]} | given


def listed(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def known(properties: dict[str, Any], title: str = "", *, more: bool = False) -> dict[str, Any]:
    """An object that always has these; `more` where a kind adds what is its own. What has a title is published
    once under this name.
    """
    found = {"type": "object", "properties": properties, "required": sorted(properties)}
    return ({"title": title} if title else {}) | found | ({"additionalProperties": True} if more else {})


def columns(model: type[models.Model], names: Iterable[str]) -> dict[str, Any]:
    """The properties of a row that shows its columns as they are."""
    return {name: column(model, name) for name in names}


def page(row: dict[str, Any]) -> dict[str, Any]:
    """A page of a list of such rows."""
    link = {"type": ["string", "null"], "format": "uri"}
    found = known(
        {"results": listed(row), "next": link, "previous": link},
        row["title"].removesuffix("Row") + "Page" if "title" in row else "",
    )
    found["properties"]["count"] = {"type": "integer", "description": "With count=exact."}
    return found


def publish_once(result: dict[str, Any], **_generator: Any) -> dict[str, Any]:
    """A hook of drf-spectacular: schemas with a title become components, and are referred to wherever they stand."""
    named: dict[str, Any] = result["components"]["schemas"]

    def lifted(value: Any) -> Any:
        if isinstance(value, list):
            return [lifted(one) for one in value]
        if not isinstance(value, dict):
            return value
        inner = {key: lifted(one) for key, one in value.items()}
        title = inner.get("title")
        if not isinstance(title, str) or named.setdefault(title, inner) != inner:
            return inner
        return {"$ref": f"#/components/schemas/{title}"}

    result["paths"] = lifted(result["paths"])
    return result
