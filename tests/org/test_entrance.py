"""Ways in: demo accounts from loopback alone, closed sign-up, safe returns, language and zone of a person."""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from collab.activity.models import Reply
from collab.org.actions import create_token
from collab.org.models import ApiToken, Person

FAR = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def demo(org):
    Person.objects.filter(pk=org.staff.pk).update(is_demo=True)
    org.staff.set_password("demo")
    Person.objects.filter(pk=org.staff.pk).update(password=org.staff.password)
    return org.staff


def test_one_click_enters_a_demo_account(client, demo):
    answer = client.post("/accounts/demo/", {"username": "staff", "next": "/profile/"})
    assert (answer.status_code, answer["Location"]) == (302, "/profile/")
    assert client.get("/profile/").status_code == 200


@pytest.mark.parametrize(
    "meta", [FAR, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"HTTP_FORWARDED": "for=127.0.0.1"}]
)
def test_from_afar_there_is_no_such_door(client, demo, meta):
    assert client.post("/accounts/demo/", {"username": "staff"}, **meta).status_code == 404
    request = RequestFactory(**meta).post("/accounts/login/")
    assert authenticate(request, username="staff", password="demo") is None
    assert authenticate(request, username="STAFF@example.org", password="demo") is None


def test_the_password_of_a_demo_account_works_from_loopback(client, demo):
    answer = client.post("/accounts/login/", {"login": "staff", "password": "demo"})
    assert answer.status_code == 302
    far = client.__class__(**FAR)
    assert far.post("/accounts/login/", {"login": "staff", "password": "demo"}).status_code == 200


def test_nobody_gives_themselves_another_address(client, demo):
    client.post("/accounts/demo/", {"username": "staff"})
    for action in ("action_add", "action_primary"):
        answer = client.post("/accounts/email/", {"email": "mayor@example.org", action: ""})
        assert (answer.status_code, answer["Location"]) == (302, "/profile/")
    assert Person.objects.get(pk=demo.pk).email == "staff@example.org"
    assert "staff@example.org" in client.get("/profile/").content.decode()


def test_other_accounts_have_no_one_click_door(client, org):
    for handle in ("coordinator", "nobody", "", "\x00"):
        assert client.post("/accounts/demo/", {"username": handle}).status_code == 404


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "\\\\evil.example", "javascript:x"]
)
def test_sign_in_returns_to_our_own_pages_only(client, demo, wanted):
    assert client.post("/accounts/demo/", {"username": "staff", "next": wanted})["Location"] == "/"
    answer = client.__class__().post(
        "/accounts/login/", {"login": "staff", "password": "demo", "next": wanted}
    )
    assert answer["Location"] == "/"


def test_nobody_signs_up_alone(client, org):
    assert b"password1" not in client.get("/accounts/signup/").content
    client.post(
        "/accounts/signup/", {"username": "new", "password1": "long-enough-1", "password2": "long-enough-1"}
    )
    assert not Person.objects.filter(username="new").exists()


def test_pages_speak_the_language_a_person_chose(client, org):
    client.force_login(org.staff, backend="collab.org.backends.DemoGuardBackend")
    client.post("/i18n/setlang/", {"language": "zh-hans", "next": "/profile/"})
    org.staff.refresh_from_db()
    assert org.staff.language == "zh-hans"
    assert client.get("/profile/", headers={"Accept-Language": "en"})["Content-Language"] == "zh-hans"


@pytest.mark.parametrize("path", ["/departments/", "/profile/"])
def test_pages_ask_to_sign_in(client, org, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.fixture
def as_head(client, org):
    client.force_login(org.head, backend="collab.org.backends.DemoGuardBackend")
    return client


def test_a_department_shows_its_people_and_hours(as_head, org):
    page = as_head.get(f"/departments/{org.housing.pk}/").content.decode()
    assert "Liaison" in page
    assert "Asia/Shanghai" in page
    assert as_head.get("/departments/").status_code == 200
    assert as_head.get("/departments/999999/").status_code == 404


def test_the_head_edits_the_card_and_a_stale_form_shows_both_texts(as_head, org):
    path = f"/departments/{org.housing.pk}/card/"
    assert b"form" in as_head.get(path).content
    sent = {"mission": "Homes.", "working_with_us": "Mornings.", "version": 1}
    assert as_head.post(path, sent, headers={"HX-Request": "true"}).status_code == 204
    stale = as_head.post(path, sent | {"mission": "Roofs."}, headers={"HX-Request": "true"})
    assert stale.status_code == 412
    assert b"Homes." in stale.content
    assert b"Roofs." in stale.content


def test_a_token_is_shown_once_and_revoked(as_head, org):
    sent = {"name": "Script", "days": 5, "_nonce": "n"}
    made = as_head.post("/profile/tokens/add/", sent, headers={"HX-Request": "true"})
    assert not Reply.objects.exists()
    assert b"collab_" in made.content
    token = ApiToken.objects.get()
    assert b"collab_" + token.hint.encode()[7:] in as_head.get("/profile/").content
    assert token.digest.encode() not in as_head.get("/profile/").content
    as_head.post(f"/profile/tokens/{token.pk}/revoke/", headers={"HX-Request": "true"})
    token.refresh_from_db()
    assert token.revoked_at


def test_nobody_revokes_the_token_of_another_on_the_profile(as_head, org, by):
    token, _secret = create_token(actor=by(org.staff), person=org.staff, name="x")
    assert as_head.post(f"/profile/tokens/{token.pk}/revoke/").status_code == 404


def test_an_absence_is_recorded_in_the_persons_own_zone(as_head, org):
    Person.objects.filter(pk=org.head.pk).update(time_zone="America/New_York")
    sent = {"starts_at": "2031-03-03T09:00", "ends_at": "2031-03-05T09:00", "delegate": org.staff.pk}
    assert as_head.post("/profile/absences/add/", sent, headers={"HX-Request": "true"}).status_code == 204
    absence = org.head.absences.get()
    assert absence.starts_at.isoformat() == "2031-03-03T14:00:00+00:00"
    assert as_head.get("/profile/").status_code == 200
    as_head.post(f"/profile/absences/{absence.pk}/cancel/", headers={"HX-Request": "true"})
    absence.refresh_from_db()
    assert absence.cancelled_at


def test_signing_out_elsewhere_keeps_this_session(as_head, org):
    other = as_head.__class__()
    other.force_login(org.head, backend="collab.org.backends.DemoGuardBackend")
    assert as_head.post("/profile/elsewhere/").status_code == 302
    assert as_head.get("/profile/").status_code == 200
    assert other.get("/profile/").status_code == 302
