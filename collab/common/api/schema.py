"""OpenAPI 3.1 made from what resources declare: filters, orders, body forms, versions, and the problems all share."""

import re
from copy import deepcopy
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.parsers import MultiPartParser

from .bodies import form_schema
from .describing import page
from .filters import Filter
from .paging import DEFAULT_LIMIT, MAX_LIMIT
from .resources import Resource

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457 problem details.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("field", "code", "detail")},
                "required": ["field", "code", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "code", "errors"],
}
VALUES: dict[str, dict[str, Any]] = {
    "int": {"type": "integer"},
    "ids": {"type": "array", "items": {"type": "integer"}},
    "bool": {"type": "boolean"},
    "choice": {"type": "string"},
    "choices": {"type": "array", "items": {"type": "string"}},
    "instant": {"type": "string", "format": "date-time"},
    "text": {"type": "string", "maxLength": 300},
}
ACCEPTED = {"GET": ("401", "404"), "POST": ("400", "401", "403", "404", "409", "422", "429")}
CHANGED = ("400", "401", "403", "404", "409", "412", "428", "429")
TITLES = {
    "400": "A value or a parameter is wrong.",
    "401": "Nobody is signed in.",
    "403": "It is seen, but not this person's to do.",
    "404": "Missing, or outside the reader's audience.",
    "409": "The present state does not allow it; `code` names why.",
    "412": "Somebody changed it in the meantime.",
    "422": "The Idempotency-Key came with another request before.",
    "428": "If-Match is missing.",
    "429": "Too many requests; see Retry-After.",
}


class DoorScheme(OpenApiAuthenticationExtension):
    """A bearer token, or a session."""

    target_class = "collab.common.api.authentication.DoorAuthentication"
    name = ["bearer", "session"]

    def get_security_definition(self, auto_schema) -> list[dict[str, str]]:
        session = {"type": "apiKey", "in": "cookie", "name": "sessionid"}
        return [{"type": "http", "scheme": "bearer"}, session]


class CollabSchema(AutoSchema):
    """Describes a Resource from its declarations; other views as drf-spectacular does."""

    view: Any

    def _is_resource(self) -> bool:
        return isinstance(self.view, Resource)

    def _is_single(self) -> bool:
        return self.view.action not in ("list", "create")

    def _is_list_view(self, serializer=None) -> bool:
        """Pages say themselves that they hold rows; nothing is to be wrapped in an array."""
        return False if self._is_resource() else super()._is_list_view(serializer)

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix(api_root()).split("/")[0]]

    def get_operation_id(self) -> str:
        if not self._is_resource():
            return super().get_operation_id()
        lists = self.view.action == "list"
        named = self.path.removeprefix(api_root()).strip("/") if lists else self.get_tags()[0]
        return re.sub(r"\W", "_", f"{named}_{self.view.action}")

    def get_filter_backends(self) -> list:
        return []

    def _get_pagination_parameters(self) -> list:
        return []

    def _resolve_path_parameters(self, variables: list[str]) -> list[dict[str, Any]]:
        return [
            {"name": name, "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0}}
            for name in variables
        ]

    def get_override_parameters(self) -> list:
        if not self._is_resource():
            return super().get_override_parameters()
        if self.method == "GET":
            found = self._list_parameters() if self.view.action == "list" else []
            return [*found, _header("If-None-Match", "Answers 304 where nothing changed.")]
        if self.method == "POST":
            key = _header("Idempotency-Key", "Repeating a request with its key has one effect, for 24 hours.")
            return [_if_match(), key] if self._is_single() else [key]
        return [_if_match()]

    def _list_parameters(self) -> list[OpenApiParameter]:
        filters = [_of_filter(name, chosen) for name, chosen in self.view.filters.items()]
        if not self.view.in_pages:
            return filters
        orders = {"type": "string", "enum": list(self.view.orders), "default": self.view.default_order}
        limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
        common = [
            ("ordering", orders, "The order of the list."),
            ("limit", limit, "Rows per page."),
            ("cursor", {"type": "string"}, "A place in the list, from `next` or `previous`."),
            ("count", {"type": "string", "enum": ["exact"]}, "Adds `count`."),
        ]
        found = [OpenApiParameter(name, schema, description=told) for name, schema, told in common]
        return filters + found

    def get_request_serializer(self) -> Any:
        if not self._is_resource():
            return super().get_request_serializer()
        form = {"create": self.view.body_form, "partial_update": self.view.change_form}.get(self.view.action)
        if form is None:
            return None
        schema = form_schema(form, partial=self.view.action == "partial_update")
        if MultiPartParser not in self.view.parser_classes:
            return {"application/json": schema}
        schema["properties"]["file"] = {"type": "string", "format": "binary"}
        return {"multipart/form-data": schema}

    def get_response_serializers(self) -> Any:
        if not self._is_resource():
            return super().get_response_serializers()
        if self.method == "DELETE":
            return {204: OpenApiResponse(description="Done.")}
        if self.view.action == "list":
            if not self.view.in_pages:
                return {200: OpenApiResponse(self.view.described(), description="The figures.")}
            return {200: OpenApiResponse(page(self.view.described()), description="One page.")}
        if self.view.action not in ("create", "retrieve", "partial_update"):
            return {200: OpenApiResponse({"type": "object"}, description="What came of it.")}
        code = 201 if self.view.action == "create" else 200
        return {code: OpenApiResponse(self.view.described(whole=True), description="The row.")}

    def _get_response_bodies(self, direction="response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        if not self._is_resource():
            return bodies
        problem = ResolvedComponent("Problem", ResolvedComponent.SCHEMA, schema=PROBLEM, object="Problem")
        self.registry.register_on_missing(problem)
        single_change = self.method != "GET" and self._is_single()
        codes = CHANGED if single_change else ACCEPTED.get(self.method, ACCEPTED["POST"])
        if self.method == "GET":
            codes = (*codes, "400", "429")
            bodies["304"] = {"description": "Nothing changed."}
        content = {"application/problem+json": {"schema": problem.ref}}
        return bodies | {code: {"description": TITLES[code], "content": content} for code in sorted(codes)}


def api_root() -> str:
    """Where all resources are."""
    return f"{spectacular_settings.SCHEMA_PATH_PREFIX}/"


def _header(name: str, told: str) -> OpenApiParameter:
    return OpenApiParameter(name, {"type": "string"}, OpenApiParameter.HEADER, description=told)


def _if_match() -> OpenApiParameter:
    return _header("If-Match", 'The version the change is made on, such as "v7".')


def _of_filter(name: str, chosen: Filter) -> OpenApiParameter:
    schema = deepcopy(VALUES[chosen.kind])
    if chosen.choices:
        target = schema.get("items", schema)
        target["enum"] = list(chosen.choices())
    commas: dict[str, Any] = {"style": "form", "explode": False} if schema["type"] == "array" else {}
    return OpenApiParameter(name, schema, description=str(chosen.help), **commas)
