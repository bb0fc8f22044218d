"""The short form: who may use it, what it refuses, and that it never breaks or runs what was typed."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from collab.matters.models import Attachment
from feedback.models import Consent, Envelope, Feedback, IntakeSettings
from feedback.views.voice import SENDING
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db
WORDS = {"type": "problem", "severity": "normal", "title": "The lift is out", "body": "Since Monday."}


def test_everybody_finds_the_doors_on_one_page(client, doors):
    page = client.get("/voice/").content.decode()
    for place in ("/voice/write/", "/voice/anonymous/", "/voice/follow-up/", "/voice/board/"):
        assert place in page


def test_until_coordinators_open_them_the_doors_are_shut(client, org):
    assert client.get("/voice/anonymous/").status_code == 404
    assert client.post("/voice/anonymous/", WORDS).status_code == 404
    assert client.get("/voice/write/").status_code == 302
    assert client.get("/voice/board/").status_code == 302
    assert "/voice/anonymous/" not in client.get("/voice/").content.decode()


def test_a_colleague_writes_as_themselves(client, org, doors):
    client.force_login(org.staff, backend=BACKEND)
    answer = client.post(
        "/voice/write/", WORDS | {"may_show": "on", "file": SimpleUploadedFile("a.txt", b"x")}
    )
    feedback = Feedback.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/feedback/{feedback.pk}/")
    assert feedback.submitters.get().person == org.staff
    assert Consent.objects.filter(feedback=feedback).exists()
    assert [row.uploaded_by for row in Attachment.objects.filter(matter=feedback)] == [org.staff]


def test_somebody_without_an_account_gets_a_number_and_a_code(client, org, doors):
    given = WORDS | {"email": "citizen@example.net", "file": SimpleUploadedFile("a.txt", b"x")}
    answer = client.post("/voice/write/", given)
    feedback = Feedback.objects.get()
    page = answer.content.decode()
    assert feedback.number in page
    assert re.search(r"(?:[A-Z]{5}-){3}[A-Z]{5}", page)
    assert answer["Cache-Control"] == "no-store"
    assert (feedback.submitters.get().email, feedback.created_by) == ("citizen@example.net", None)
    assert [row.uploaded_by for row in Attachment.objects.filter(matter=feedback)] == [None]


@pytest.mark.parametrize("door", ["write", "anonymous"])
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"title": "x" * 400}, "title"),
        ({"type": "nonsense"}, "type"),
        ({"about_department": "999999"}, "about_department"),
        ({"website": "https://spam.example"}, "website"),
    ],
)
def test_what_cannot_be_taken_is_named_at_its_field(client, org, doors, door, change, field):
    answer = client.post(f"/voice/{door}/", WORDS | {"email": "a@example.net"} | change)
    assert answer.status_code in (400, 422)
    assert field in answer.context["form"].errors
    assert not Feedback.objects.exists()
    assert not Envelope.objects.exists()


@pytest.mark.parametrize("door", ["write", "anonymous"])
def test_the_same_words_twice_are_refused_with_a_way_on(client, org, doors, door):
    given = WORDS | {"email": "a@example.net"}
    client.post(f"/voice/{door}/", given)
    answer = client.post(f"/voice/{door}/", given)
    assert answer.status_code == 400
    assert "title" in answer.context["form"].errors
    assert Feedback.objects.count() + Envelope.objects.count() == 1


@pytest.mark.parametrize("door", ["write", "anonymous"])
def test_a_file_that_is_too_large_is_named(client, org, doors, door, settings):
    settings.ATTACHMENT_MAX_BYTES = 1000
    file = SimpleUploadedFile("big.txt", b"x" * 11_000_000)
    answer = client.post(f"/voice/{door}/", WORDS | {"email": "a@example.net", "file": file})
    assert answer.status_code == 400
    assert "MB" in str(answer.context["form"].errors["file"])
    assert (Feedback.objects.count(), Envelope.objects.count()) == (0, 0)


def test_too_many_tries_of_one_address_are_refused_and_nothing_typed_is_lost(client, org, doors):
    for _ in range(SENDING.most):
        SENDING.spend("127.0.0.1")
    answer = client.post("/voice/anonymous/", WORDS | {"title": "Kept as typed"})
    assert answer.status_code == 429
    assert "Kept as typed" in answer.content.decode()
    assert client.post("/voice/anonymous/", WORDS, REMOTE_ADDR="198.51.100.4").status_code == 200


def test_hostile_words_stay_words(client, org, doors):
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    client.force_login(org.staff, backend=BACKEND)
    client.post("/voice/write/", WORDS | {"title": hostile, "body": hostile})
    feedback = Feedback.objects.get()
    page = client.get(f"/feedback/{feedback.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_another_site_cannot_send_the_form_in_a_colleagues_name(org, doors):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(org.staff, backend=BACKEND)
    assert browser.post("/voice/write/", WORDS).status_code == 403
    assert not Feedback.objects.exists()


def test_the_pages_speak_the_language_in_the_address(client, doors):
    answer = client.get("/voice/follow-up/?language=zh-hans")
    assert 'lang="zh-hans"' in answer.content.decode()
    assert not answer.cookies


def test_coordinators_set_the_doors_in_the_console(client, org):
    address = "/admin/feedback/intakesettings/step/set/"
    given = {"writers": "everyone", "allows_anonymous": "on", "version": "1"}
    client.force_login(org.staff, backend=BACKEND)
    assert client.post(address, given).status_code in (302, 403)
    client.force_login(org.coordinator, backend=BACKEND)
    assert client.get(address).status_code == 200
    client.post(address, given)
    row = IntakeSettings.objects.get()
    assert (row.writers, row.allows_anonymous, row.board_is_public) == ("everyone", True, False)
    client.post(address, given | {"writers": "signed_in"})
    row.refresh_from_db()
    assert row.writers == "everyone"


def test_a_browser_may_say_where_a_form_with_a_token_came_from(client, doors):
    """Told to keep that to itself it sends `Origin: null`, and the form is refused as another site's."""
    answer = client.get("/voice/write/")
    assert "no-referrer" not in answer.content.decode() + answer["Referrer-Policy"]
    assert client.get("/voice/anonymous/")["Referrer-Policy"] == "no-referrer"


def test_an_archive_of_a_version_nobody_knows_is_refused_by_name(client, org, doors):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "x")
    content = bytearray(held.getvalue())
    content[content.index(b"PK\x01\x02") + 6] = 0xFF
    file = SimpleUploadedFile("a.zip", bytes(content))
    answer = client.post("/voice/write/", WORDS | {"email": "a@example.net", "file": file})
    assert (answer.status_code, "file" in answer.context["form"].errors) == (400, True)
    assert not Feedback.objects.exists()
