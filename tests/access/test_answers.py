"""What the API answers is what its OpenAPI document says, for every list and single row of the whole ground."""

import json

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator

from .doors import BACKEND

LISTS = 20
ASKED = {"/api/v1/search/": {"q": "roof"}}


@pytest.fixture(scope="module")
def document() -> dict:
    return json.loads(json.dumps(SchemaGenerator().get_schema(public=True), default=str))


def wrong(document: dict, path: str, answer) -> list[str]:
    """Where an answer is not what the document says, as readable lines."""
    promised = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator(promised | {"components": document["components"]})
    return [
        f"{path}: {fault.json_path}: {fault.message[:200]}" for fault in validator.iter_errors(answer.json())
    ]


def test_every_list_and_every_row_answers_as_documented(world, document):
    client, faults, seen = Client(), [], 0
    client.force_login(world.org.coordinator, backend=BACKEND)
    for path in (path for path in document["paths"] if f"{path}{{id}}/" in document["paths"]):
        listed = client.get(path, ASKED.get(path))
        assert listed.status_code == 200, (path, listed.content)
        faults += wrong(document, path, listed)
        for row in listed.json()["results"][:1]:
            faults += wrong(document, f"{path}{{id}}/", client.get(f"{path}{row['id']}/"))
            seen += 1
    assert seen > LISTS
    assert not faults, "\n".join(faults)


def test_the_document_names_each_kind_and_no_operation_twice(document):
    named = document["components"]["schemas"]
    assert {"Task", "TaskRow", "TaskPage", "Meeting", "Decision", "Feedback", "StepTaken"} <= named.keys()
    names = [
        operation["operationId"] for methods in document["paths"].values() for operation in methods.values()
    ]
    assert len(names) == len(set(names))
    assert not [name for name in names if name.endswith("_2")]
