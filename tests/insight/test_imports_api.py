"""Imports through the API: begun by coordinators, followed, reported; everyone else finds nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from collab.common.actor import Actor
from collab.org.actions import create_token
from insight.jobs import carry_on_imports
from insight.models import ImportRun
from tasks.models import Task


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def door():
    """`door(person)` gives a client and the header it signs in with."""

    def knock(person):
        _token, secret = create_token(actor=Actor(), person=person, name="test", may_write=True)
        return Client(), {"Authorization": f"Bearer {secret}"}

    return knock


def rows(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("rows.csv", text.encode())


def test_a_coordinator_sends_a_file_and_takes_its_report(org, door):
    client, headers = door(org.coordinator)
    sent = {
        "target": "tasks",
        "file": rows("Was,department\nDach,housing\nKeller,nowhere\n"),
        "mapping": '{"Was": "title"}',
    }
    answer = client.post("/api/v1/imports/", sent, headers=headers)
    assert answer.status_code == 201, answer.content
    assert (answer.json()["state"], answer.json()["total"]) == ("ready", 2)
    carry_on_imports()
    run = client.get(f"/api/v1/imports/{answer.json()['id']}/", headers=headers).json()
    assert (run["state"], run["percent"], run["counts"]) == ("done", 100, {"created": 1, "failed": 1})
    assert Task.objects.get().created_by == org.coordinator
    report = client.get(f"/api/v1/imports/{run['id']}/report/", headers=headers).content.decode()
    assert "nowhere" in report
    listed = client.get("/api/v1/imports/?target=tasks&state=done", headers=headers).json()
    assert [row["id"] for row in listed["results"]] == [run["id"]]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"target": "tasks"}, "file"),
        ({"target": "nonsense"}, "target"),
        ({"target": "tasks", "mapping": "[1]"}, "mapping"),
    ],
)
def test_a_request_that_lacks_something_names_it(org, door, sent, field):
    client, headers = door(org.coordinator)
    answer = client.post("/api/v1/imports/", sent, headers=headers)
    assert answer.status_code == 400
    assert field in {error["field"] for error in answer.json()["errors"]}


def test_a_file_that_cannot_be_used_is_a_problem_with_its_reason(org, door):
    client, headers = door(org.coordinator)
    answer = client.post(
        "/api/v1/imports/", {"target": "tasks", "file": rows("colour\nred\n")}, headers=headers
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "file_refused")
    assert "No column gives" in answer.json()["detail"]


def test_others_begin_and_see_no_import(org, door):
    client, headers = door(org.coordinator)
    sent = {"target": "tasks", "file": rows("title,department\nA,housing\n")}
    pk = client.post("/api/v1/imports/", sent, headers=headers).json()["id"]
    client, headers = door(org.head)
    assert client.get("/api/v1/imports/", headers=headers).json()["results"] == []
    assert client.get(f"/api/v1/imports/{pk}/", headers=headers).status_code == 404
    assert client.get(f"/api/v1/imports/{pk}/report/", headers=headers).status_code == 404
    sent = {"target": "tasks", "file": rows("title,department\nA,housing\n")}
    assert client.post("/api/v1/imports/", sent, headers=headers).status_code == 403
    assert ImportRun.objects.count() == 1
