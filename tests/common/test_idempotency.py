"""Retrying is safe: one effect, one answer, whatever is repeated, however it ends."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client

from collab.activity.models import Activity, Reply
from collab.matters.models import Attachment, Comment
from collab.org.actions import absences
from collab.org.models import Absence, Person

from .conftest import Caller

DAYS = {"starts_at": "2030-01-01T00:00:00Z", "ends_at": "2030-01-05T00:00:00Z"}


def test_a_repeated_request_has_one_effect_and_the_same_answer(as_staff):
    first = as_staff("post", "absences/", DAYS, key="k1")
    again = as_staff("post", "absences/", DAYS, key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    assert again["Idempotent-Replay"] == "true"
    assert Absence.objects.count() == 1


def test_a_key_used_for_something_else_is_refused(as_staff):
    as_staff("post", "absences/", DAYS, key="k1")
    other = as_staff("post", "absences/", DAYS | {"note": "x"}, key="k1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    elsewhere = as_staff("post", "comments/", DAYS, key="k1")
    assert elsewhere.status_code == 422
    assert Absence.objects.count() == 1


def test_two_callers_may_use_the_same_key(as_staff, as_coordinator):
    assert as_staff("post", "absences/", DAYS, key="k1").status_code == 201
    assert as_coordinator("post", "absences/", DAYS, key="k1").status_code == 201
    assert Absence.objects.count() == 2


def test_a_refusal_of_the_domain_is_kept_and_one_of_the_version_is_not(as_staff, org, make_task):
    wrong = as_staff("post", "absences/", DAYS | {"ends_at": DAYS["starts_at"]}, key="bad")
    assert wrong.status_code == 400
    assert (
        as_staff("post", "absences/", DAYS | {"ends_at": DAYS["starts_at"]}, key="bad").content
        == wrong.content
    )
    task = make_task()
    path = f"tasks/{task.pk}/sign-for/"
    assert as_staff("post", path, {}, version=99, key="k").status_code == 412
    assert as_staff("post", path, {}, key="k").status_code == 428
    assert as_staff("post", path, {}, version=task.version, key="k").status_code == 200
    replayed = as_staff("post", path, {}, version=task.version, key="k")
    assert (replayed.status_code, replayed["Idempotent-Replay"]) == (200, "true")


def test_a_fault_leaves_neither_effect_nor_reply(as_staff, monkeypatch):
    def fail(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(absences, "forget_standing", fail)
    as_staff.client.raise_request_exception = False
    assert as_staff("post", "absences/", DAYS, key="k1").status_code == 500
    assert (Absence.objects.count(), Reply.objects.count()) == (0, 0)
    monkeypatch.undo()
    assert as_staff("post", "absences/", DAYS, key="k1").status_code == 201


@pytest.mark.parametrize("key", ["x" * 201, "x" * 9000])
def test_a_key_that_is_too_long_is_refused(as_staff, key):
    answer = as_staff("post", "absences/", DAYS, key=key)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert Absence.objects.count() == 0


def test_an_upload_is_told_from_another_by_its_content(caller, org, make_task, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    task, staff = make_task(), caller(org.staff)

    def upload(content: bytes):
        return staff.client.post(
            "/api/v1/attachments/",
            {"matter": task.pk, "file": SimpleUploadedFile("note.txt", content)},
            headers={"Authorization": f"Bearer {staff.secret}", "Idempotency-Key": "file"},
        )

    assert upload(b"one").status_code == 201
    assert upload(b"one").status_code == 201
    assert upload(b"two").status_code == 422
    assert Attachment.objects.count() == 1


def test_a_form_sent_twice_has_one_effect(client, org, make_task):
    task = make_task()
    client.force_login(Person.objects.get(pk=org.staff.pk), backend="collab.org.backends.DemoGuardBackend")
    sent = {"body": "Once.", "_nonce": "n1"}
    first = client.post(f"/matters/{task.pk}/comments/", sent, headers={"HX-Request": "true"})
    again = client.post(f"/matters/{task.pk}/comments/", sent, headers={"HX-Request": "true"})
    assert first.status_code == again.status_code
    assert Comment.objects.count() == 1


def test_a_form_that_needs_correction_may_be_sent_again(client, org, make_task):
    task = make_task()
    client.force_login(Person.objects.get(pk=org.staff.pk), backend="collab.org.backends.DemoGuardBackend")
    path = f"/matters/{task.pk}/comments/"
    assert client.post(path, {"body": "", "_nonce": "n1"}, headers={"HX-Request": "true"}).status_code == 422
    assert (
        client.post(path, {"body": "Text.", "_nonce": "n1"}, headers={"HX-Request": "true"}).status_code < 300
    )
    assert Comment.objects.count() == 1


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """A caller whose rows other connections see; they are gone after the test."""
    if connection.vendor != "postgresql":
        pytest.skip("threads share no in-memory database")
    tables = (
        "activity_reply",
        "activity_activity",
        "activity_chainhead",
        "org_absence",
        "org_apitoken",
        "org_person",
    )
    with django_db_blocker.unblock():
        try:
            yield Caller(Person.objects.create(username="threads", name="Threads"))
        finally:
            with connection.cursor() as cursor:
                for table in tables:
                    cursor.execute(f"DELETE FROM {table}")


@pytest.mark.postgres
def test_at_the_same_time_one_is_done_and_all_get_its_answer(committed):
    start, answers = threading.Barrier(6), []

    def knock() -> None:
        start.wait()
        headers = {"Authorization": f"Bearer {committed.secret}", "Idempotency-Key": "same"}
        answer = Client().post("/api/v1/absences/", DAYS, content_type="application/json", headers=headers)
        answers.append((answer.status_code, answer.content))
        connections.close_all()

    threads = [threading.Thread(target=knock) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for status, _content in answers} == {201}
    assert len(set(answers)) == 1
    assert Absence.objects.count() == 1
    assert Activity.objects.filter(event="org.absence_recorded").count() == 1
