"""Minutes through pages, files and the API."""

import io
from pathlib import Path

import pytest
import reportlab
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from docx import Document

from collab.matters.rows import url_of
from collab.settings.environment import font_file
from meetings import actions
from meetings.minutes.files import FILES
from meetings.minutes.sheet import sheet_of
from meetings.models import Minutes

from .conftest import step

pytestmark = pytest.mark.django_db
HOSTILE = "\u202eright to left\u202c <script>alert(1)</script> \U0001f9fe " + "长" * 60_000


@pytest.fixture
def api(client, org):
    """`api("planner", minutes, "issue", …)`: that person's POST of a doing on the minutes as they are now."""

    def call(who: str, minutes: Minutes, name: str, method: str = "post", **body):
        client.force_login(getattr(org, who))
        version = Minutes.objects.get(pk=minutes.pk).version
        path = f"/api/v1/minutes/{minutes.pk}/" + (f"{name}/" if name else "")
        send = getattr(client, method)
        return send(path, body, content_type="application/json", headers={"If-Match": f'"v{version}"'})

    return call


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_the_page_shows_the_text_and_who_may_write(take, org, client):
    minutes = take()
    for person, writes in ((org.planner, True), (org.staff, False)):
        client.force_login(person)
        page = client.get(url_of(minutes)).content.decode()
        assert "Market relocation" in page
        assert (reverse("meetings:write_minutes", args=[minutes.pk]) in page) is writes
    assert minutes.number in client.get(reverse("meetings:minutes_list")).content.decode()
    assert minutes.number in client.get(url_of(minutes.meeting)).content.decode()


def test_an_outsider_finds_none_of_it(take, org, client):
    minutes = take("issued")
    client.force_login(org.outsider)
    for name, args in (
        ("minutes", ()),
        ("write_minutes", ()),
        ("minutes_version", (1,)),
        ("minutes_file", (1, "docx")),
    ):
        assert client.get(reverse(f"meetings:{name}", args=[minutes.pk, *args])).status_code == 404
    assert client.get(f"/api/v1/minutes/{minutes.pk}/versions/1/docx/").status_code == 404
    assert minutes.number not in client.get(reverse("meetings:minutes_list")).content.decode()


def test_the_register_is_narrowed_by_status_and_day_of_issue(take, org, client):
    out, draft = take("issued"), take()
    client.force_login(org.planner)
    for query, wanted in (("status=drafting", draft), ("issued_from=2020-01-01", out)):
        page = client.get(reverse("meetings:minutes_list") + f"?{query}").content.decode()
        assert wanted.number in page
        assert (f"[{out.year}] No. {out.letter}" in page) == (wanted == out)
        assert ({out, draft} - {wanted}).pop().number not in page


def test_the_whole_way_through_the_api(take, org, api, client):
    minutes = take()
    written = api("coordinator", minutes, "", "patch", text="## Market\n\nIt moves.")
    assert written.json()["text"] == "## Market\n\nIt moves."
    asked = api("coordinator", minutes, "circulate", departments=[org.housing.pk])
    assert asked.json()["status"] == "countersigning"
    assert api("staff", minutes, "countersign").status_code == 403
    assert api("head", minutes, "countersign").status_code == 200
    assert api("coordinator", minutes, "issue").status_code == 403
    assert api("planner", minutes, "issue").json()["status"] == "issued"
    issued = client.get(f"/api/v1/minutes/{minutes.pk}/").json()
    assert (issued["edition"], issued["letter"]) == (1, 1)
    assert [row["stance"] for row in issued["positions"]] == ["agrees"]
    assert issued["signatures"][0]["department"]["id"] == org.housing.pk
    assert api("planner", minutes, "issue").status_code == 409
    assert api("coordinator", minutes, "", "patch", text="x").status_code == 409
    assert api("liaison", minutes, "sign-for").json()["status"] == "archived"
    assert api("coordinator", minutes, "correct", reason="A typo").json()["status"] == "drafting"
    kept = client.get(f"/api/v1/minutes/{minutes.pk}/versions/1/").json()
    assert (kept["text"], kept["intact"]) == ("## Market\n\nIt moves.", True)
    assert client.get(f"/api/v1/minutes/{minutes.pk}/versions/7/").status_code == 404


@pytest.mark.parametrize(("language", "word"), [("en", "Unit responsible"), ("zh-hans", "议定事项")])
def test_documents_hold_number_people_agenda_resolved_matters_and_addressees(take, org, by, language, word):
    minutes = take("running")
    planner, meeting = by(org.planner), minutes.meeting
    stood_in = {"person": org.colleague, "presence": "proxy", "stands_in_for": org.staff}
    actions.mark_presence(meeting=meeting, actor=planner, version=None, **stood_in)
    item = actions.discuss_item(item=meeting.items.get(), actor=planner, version=None)
    actions.adopt_item(item=item, actor=planner, version=item.version, decision="Move the market")
    actions.finish_meeting(meeting=meeting, actor=planner, version=None)
    minutes = step("issue_minutes", minutes, planner)
    with override(language):
        sheet = sheet_of(minutes, minutes.editions.get())
        said = words_of(FILES["docx"].write(sheet))
        assert FILES["pdf"].write(sheet).startswith(b"%PDF")
    number = {"en": f"[{minutes.year}] No. 1", "zh-hans": f"〔{minutes.year}〕1号"}[language]
    absent = {"en": f"(for {org.staff})", "zh-hans": f"（代{org.staff}）"}[language]
    for part in (
        number,
        absent,
        word,
        "Move the market",
        "Market relocation",
        org.planner.name,
        org.housing.name,
    ):
        assert part in said


def test_the_font_named_for_it_is_embedded_in_the_pdf(take, settings):
    sheet = sheet_of(take("issued"))
    assert b"FontFile2" not in FILES["pdf"].write(sheet)
    settings.PDF_FONT = str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")
    assert b"FontFile2" in FILES["pdf"].write(sheet)


@pytest.mark.parametrize("outlines", [b"OTTO", b"ttcf" + bytes(8) + (16).to_bytes(4, "big") + b"OTTO", b""])
def test_a_font_that_cannot_be_embedded_ends_the_start_with_its_variable(tmp_path, monkeypatch, outlines):
    font = tmp_path / "font.otf"
    font.write_bytes(outlines)
    for path in (font, tmp_path / "missing.ttf"):
        monkeypatch.setenv("PDF_FONT", str(path))
        with pytest.raises(SystemExit, match="PDF_FONT"):
            font_file("PDF_FONT")


def test_hostile_text_is_stored_shown_and_written_to_files(take, org, api, client):
    minutes = take()
    assert api("coordinator", minutes, "", "patch", text=HOSTILE).status_code == 200
    assert api("coordinator", minutes, "", "patch", text="a\x00b").status_code == 400
    assert api("coordinator", minutes, "", "patch", text="x" * 1_000_000).status_code == 400
    page = client.get(url_of(minutes)).content.decode()
    assert "<script>alert(1)" not in page
    for kind in FILES:
        file = client.get(reverse("meetings:minutes_file", args=[minutes.pk, 0, kind]))
        assert (file.status_code, file["X-Content-Type-Options"]) == (200, "nosniff")
    for edition, kind in ((0, "exe"), (3, "pdf"), (10**12, "pdf")):
        address = reverse("meetings:minutes_file", args=[minutes.pk, edition, kind])
        assert client.get(address).status_code == 404


def test_a_version_says_what_it_changed(take, org, by, client):
    minutes = take("issued")
    minutes = step("correct_minutes", minutes, by(org.coordinator), reason="The day was missing")
    text = f"{minutes.text}\n\nOn Friday."
    minutes = step("write_minutes_text", minutes, by(org.coordinator), text=text)
    minutes = step("issue_minutes", minutes, by(org.planner))
    client.force_login(org.head)
    page = client.get(reverse("meetings:minutes_version", args=[minutes.pk, 2])).content.decode()
    assert "<ins>On Friday.</ins>" in page
    assert "<del>" not in page, "that it was issued anew is no change of what it says"
    assert "The day was missing" in page
    first = client.get(reverse("meetings:minutes_version", args=[minutes.pk, 1])).content.decode()
    assert "On Friday." not in first


def test_a_stale_writer_sees_both_texts(take, org, by, client):
    minutes = take()
    step("write_minutes_text", minutes, by(org.planner), text="Theirs")
    client.force_login(org.coordinator)
    address = reverse("meetings:write_minutes", args=[minutes.pk])
    answer = client.post(address, {"text": "Mine", "version": minutes.version})
    assert answer.status_code == 412
    assert "Mine" in answer.content.decode()
    assert "Theirs" in answer.content.decode()


def test_pages_cost_the_same_for_many_as_for_few(take, org, by, client):
    planner = by(org.planner)

    def costs() -> list[int]:
        minutes = take("running")
        for one in range(1 + Minutes.objects.count()):
            actions.add_agenda_item(meeting=minutes.meeting, actor=planner, title=f"Item {one}")
            actions.propose_decision(
                actor=planner, title=f"Motion {one}", department=org.planning, meeting=minutes.meeting
            )
        client.force_login(org.planner)
        found = []
        for address in (url_of(minutes), reverse("meetings:minutes_list"), "/api/v1/minutes/"):
            client.get(address)
            with CaptureQueriesContext(connection) as held:
                assert client.get(address).status_code == 200
            found.append(len(held))
        return found

    few = costs()
    take()
    take()
    assert costs() == few


@pytest.mark.parametrize(
    ("language", "task"), [("en", "Task: Ann marks out"), ("zh-hans", "任务：Ann marks out")]
)
def test_on_paper_the_day_has_its_year_and_commands_are_words(take, org, by, language, task):
    text = "/task Ann marks out\n\n1\\. *plain* and [linked](https://example.org/)"
    minutes = take()
    minutes = step("write_minutes_text", minutes, by(org.planner), text=text)
    minutes = step("issue_minutes", minutes, by(org.planner))
    with override(language):
        sheet = sheet_of(minutes, minutes.editions.get())
        said = words_of(FILES["docx"].write(sheet))
    when = dict(sheet.facts)["Time" if language == "en" else "时间"]
    held = minutes.meeting.started_at
    assert when.count(str(held.year)) == 1
    assert [one.words for one in sheet.paragraphs] == [task, "1. plain and linked"]
    assert task in said
