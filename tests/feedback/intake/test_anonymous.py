"""Nobody can find out who wrote without a name: everything that is stored, logged, mailed or answered is searched."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from collab.activity.models import Activity
from collab.common import clock
from collab.common.nameless import LEFT_AT_THE_DOOR, NoNamelessLines
from collab.matters.models import Attachment, Matter, Party
from collab.notifications.actions import send_due_messages
from collab.org.models import Person
from feedback import actions
from feedback.intake import codes
from feedback.models import Envelope, Feedback, Submitter, Turn
from tests.access.doors import BACKEND
from tests.feedback.intake.keeping import cached

pytestmark = pytest.mark.django_db
MARKS = {
    "address": "203.0.113.77",
    "agent": "MarkedBrowser-4711",
    "referer": "https://marked-portal.example.org/of-zhangsan",
    "handle": "zhangsanmark",
    "name": "Marked Zhang San",
    "mail": "zhangsan.marked@example.org",
    "author": "Zhang San In The Picture",
    "file": "zhangsan-marked-home",
}
WORDS = {"type": "complaint", "severity": "normal", "title": "The lift is out", "body": "Since Monday."}


def picture() -> bytes:
    held, told = io.BytesIO(), Image.Exif()
    told[0x013B] = told[0x010F] = MARKS["author"]
    Image.new("RGB", (8, 8), "blue").save(held, "JPEG", exif=told.tobytes(), comment=MARKS["author"].encode())
    return held.getvalue()


@pytest.fixture
def marked(org, doors, client, settings) -> Person:
    """Somebody who is signed in in this very browser, known by mail, handle, address, browser and language."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
    person = Person.objects.create(
        username=MARKS["handle"], name=MARKS["name"], email=MARKS["mail"], language="zh-hans"
    )
    client.force_login(person, backend=BACKEND)
    client.get("/voice/write/")
    return person


def told_of(marked: Person) -> dict:
    return {
        "REMOTE_ADDR": MARKS["address"],
        "HTTP_USER_AGENT": MARKS["agent"],
        "HTTP_REFERER": MARKS["referer"],
        "HTTP_AUTHORIZATION": "Bearer marked-token",
        "HTTP_X_FORWARDED_FOR": MARKS["address"],
        "HTTP_ACCEPT_LANGUAGE": "en",
    }


def sent(client, marked: Person, **words) -> tuple[object, str]:
    """An anonymous form sent by somebody who is signed in, with a nonce as our own pages send; the code."""
    file = SimpleUploadedFile(f"{MARKS['file']}.jpg", picture())
    given = WORDS | {"file": file, "may_show": "on", "_nonce": "marked-nonce"} | words
    answer = client.post("/voice/anonymous/", given, **told_of(marked))
    found = re.search(r"(?:[A-Z]{5}-){3}[A-Z]{5}", answer.content.decode())
    return answer, found[0] if found else ""


def opened() -> Feedback:
    assert actions.open_envelopes(clock.now() + timedelta(hours=1)) >= 1
    return Feedback.objects.latest("pk")


def everything() -> dict[str, str]:
    """All that is stored: every row of every model as text, the cache, the files."""
    kept = {}
    for model in apps.get_models():
        for row in model._base_manager.values():
            kept[f"{model._meta.label} {row[model._meta.pk.attname]}"] = " ".join(
                bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                for value in row.values()
            )
    kept |= {f"cache {key}": f"{key} {value}" for key, value in cached().items()}
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            kept[f"file {path.name}"] = path.read_bytes().decode("latin-1")
    return kept


def since(before: dict[str, str]) -> dict[str, str]:
    """What is new or has changed; it holds nothing of the sign-in that was there before."""
    return {place: text for place, text in everything().items() if before.get(place) != text}


def traces(kept: dict[str, str], marks: dict[str, str]) -> dict[str, list[str]]:
    """Where a mark stands."""
    return {
        place: found
        for place, text in kept.items()
        if (found := [mark for mark in marks.values() if mark in text])
    }


def test_nothing_that_is_kept_leads_to_whoever_wrote(
    client, marked, caplog, django_capture_on_commit_callbacks
):
    caplog.set_level("DEBUG")
    caplog.handler.setLevel("DEBUG")
    before = everything()
    answer, code = sent(client, marked)
    assert (answer.status_code, bool(code)) == (200, True)
    closed = traces(since(before), MARKS)
    with django_capture_on_commit_callbacks(execute=True):
        feedback = opened()
    with clock.told(clock.now() + timedelta(days=1)):
        send_due_messages()
    assert mail.outbox
    assert (closed, traces(since(before), MARKS)) == ({}, {})
    log = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    outbox = "\n".join(str(one.message()) for one in mail.outbox)
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    for mark in MARKS.values():
        assert mark not in log + outbox + headers
    assert code not in log + outbox + headers + str(everything())
    assert codes.as_written(code) not in str(everything())
    assert feedback.is_anonymous


def test_no_row_of_it_names_a_person(client, marked):
    sent(client, marked)
    feedback = opened()
    rows = [
        *Matter.objects.filter(pk=feedback.pk).values(),
        *Feedback.objects.filter(pk=feedback.pk).values(),
        *Submitter.objects.filter(feedback=feedback).values(),
        *Turn.objects.filter(feedback=feedback).values(),
        *Activity.objects.filter(matter=feedback.pk).values("actor_id", "on_behalf_of_id", "facts", "via"),
        *Party.objects.filter(matter=feedback.pk).values(),
        *Attachment.objects.filter(matter=feedback.pk).values(),
    ]
    for row in rows:
        people = {name: value for name, value in row.items() if name.split("_id")[0] in PEOPLE and value}
        assert not people, row
    assert {row.via for row in Activity.objects.filter(matter=feedback.pk)} == {"unnamed"}


PEOPLE = {"owner", "created_by", "person", "by", "actor", "on_behalf_of", "uploaded_by"}


def test_the_answer_gives_no_cookie_and_the_session_is_neither_read_nor_written(client, marked):
    from django.contrib.sessions.models import Session

    before = list(Session.objects.values())
    seen = list(Person.objects.filter(pk=marked.pk).values())
    answer, _code = sent(client, marked)
    assert (dict(answer.cookies), answer["Cache-Control"]) == ({}, "no-store")
    assert list(Session.objects.values()) == before
    assert list(Person.objects.filter(pk=marked.pk).values()) == seen
    assert client.get("/", **told_of(marked)).status_code == 200


def test_what_the_browser_tells_never_reaches_a_view(rf):
    from django.http import HttpResponse

    from collab.common.nameless import NamelessMiddleware

    seen = []
    request = rf.post("/voice/anonymous/", HTTP_USER_AGENT="x", HTTP_COOKIE="sessionid=1; collab_language=en")
    NamelessMiddleware(lambda one: seen.append(one) or HttpResponse())(request)
    assert not set(LEFT_AT_THE_DOOR) & seen[0].META.keys()
    assert seen[0].COOKIES == {"collab_language": "en"}


def test_the_time_of_writing_is_told_to_the_hour_and_to_nobody_sooner(client, marked):
    at = clock.now().replace(minute=17, second=23)
    with clock.told(at):
        sent(client, marked)
        assert actions.open_envelopes(clock.now()) == 0
    assert not Feedback.objects.exists()
    assert Activity.objects.filter(event__startswith="feedback.").count() == 0
    [envelope] = Envelope.objects.all()
    assert envelope.opens_at == at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    written = at.strftime("%H:%M")
    assert written not in " ".join(str(value) for value in Envelope.objects.values()[0].values())


def test_all_envelopes_of_an_hour_are_opened_once_and_together(client, marked):
    for place in range(4):
        sent(client, marked, title=f"Feedback {place}")
    hour = clock.now() + timedelta(hours=1)
    assert (actions.open_envelopes(hour), actions.open_envelopes(hour)) == (4, 0)
    assert Feedback.objects.count() == 4
    assert not Envelope.objects.exists()


def test_an_envelope_that_cannot_be_opened_is_not_lost(client, marked, org, caplog):
    sent(client, marked)
    org.coordinator.memberships.all().delete()
    assert actions.open_envelopes(clock.now() + timedelta(hours=1)) == 0
    assert Envelope.objects.count() == 1
    assert "The lift" not in caplog.text


def test_web_servers_keep_no_line_of_nameless_addresses():
    from collab.common.nameless import PREFIXES

    [unlogged] = re.findall(r'NAMELESS = \("(.+)",\)', Path("deploy/gunicorn.py").read_text())
    assert all(prefix.startswith(unlogged) for prefix in PREFIXES)


def test_a_file_never_lies_on_a_disk_before_it_is_cleaned(client, marked, monkeypatch):
    def refuse(*_given, **_more):
        raise AssertionError("a file was put on a disk")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", refuse)
    large = SimpleUploadedFile("a.txt", b"x" * 4_000_000)
    answer, code = sent(client, marked, file=large)
    assert (answer.status_code, bool(code)) == (200, True)
    assert opened().attachments.get().size == 4_000_000


def test_a_file_that_is_refused_at_the_opening_does_not_keep_the_words_closed(client, marked, settings):
    sent(client, marked)
    settings.ATTACHMENT_MAX_BYTES = 1
    feedback = opened()
    assert "picture-1.jpg" in Turn.objects.get(feedback=feedback).text


@pytest.mark.parametrize("refused", [{"title": ""}, {"title": "x" * 400}, {"file": ["x"] * 200}, None])
def test_what_is_refused_leaves_no_line_with_its_time(client, marked, caplog, refused):
    files = [SimpleUploadedFile("a.txt", b"x") for _one in (refused or {}).pop("file", ())]
    if refused is None:
        answer = client.put("/voice/anonymous/")
    else:
        answer = client.post("/voice/anonymous/", WORDS | refused | {"file": files})
    assert answer.status_code in (400, 405, 422)
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["nameless"]
    assert [one for one in caplog.records if one.name.startswith("django")]
    kept = [one for one in caplog.records if NoNamelessLines().filter(one)]
    assert not [one for one in kept if one.name.startswith("django")]
