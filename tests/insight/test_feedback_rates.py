"""The three rates: what counts in them and what does not, and that every figure opens its records."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.files import jobs
from collab.files.models import MadeFile
from feedback import actions
from feedback.actions import Words
from feedback.models import Feedback
from insight.circulars.periods import today
from insight.selectors import feedback_rates as rates
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def give(org, by):
    """`give("a", "confirm", score=4)` is feedback brought as far as that step."""

    def make(title: str, until: str = "", score: int | None = None, cause: str = "process") -> Feedback:
        submitter, office, handler = by(org.colleague), by(org.coordinator), by(org.liaison)
        given = actions.write_in(actor=submitter, words=Words(title, title))
        of = {"feedback": given, "version": None}
        steps = {
            "accept": lambda: actions.accept_feedback(actor=office, **of),
            "assign": lambda: actions.assign_feedback(actor=office, department=org.housing, **of),
            "answer": lambda: actions.answer_feedback(actor=handler, text="Done", cause=cause, **of),
            "confirm": lambda: actions.confirm_feedback(actor=submitter, score=score, **of),
        }
        for name, step in steps.items():
            if not until:
                break
            step()
            if name == until:
                break
        return Feedback.objects.get(pk=given.pk)

    return make


def counted(reader, department=None) -> dict[str, tuple[int, int]]:
    total, _lines = rates.count_feedback(reader, today() - timedelta(days=5), today(), department)
    return {name: total.of(name) for name in rates.RATES}


def test_each_rate_has_its_own_denominator(give, by, org):
    give("content", "confirm", score=5)
    give("neutral", "confirm", score=3)
    give("silent", "confirm")
    give("waiting", "answer")
    give("new")
    refused = give("refused")
    actions.refuse_feedback(feedback=refused, actor=by(org.coordinator), version=None, reason="Not ours")
    found = counted(org.coordinator)
    assert found["response"] == (5, 5)
    assert found["solution"] == (3, 4)
    assert found["satisfaction"] == (1, 2)
    assert found["reopening"] == (0, 4)


def test_what_nobody_reacted_to_counts_once_its_term_is_over(give, org):
    give("new")
    assert counted(org.coordinator)["response"] == (0, 0)
    with clock.told(clock.now() + timedelta(days=4)):
        assert counted(org.coordinator)["response"] == (0, 1)


def test_what_came_back_is_not_solved_until_it_is_closed_again(give, by, org):
    feedback = give("again", "answer")
    actions.say_not_solved(feedback=feedback, actor=by(org.colleague), version=None, reason="No")
    found = counted(org.coordinator)
    assert (found["solution"], found["reopening"]) == ((0, 1), (1, 1))


def test_nothing_is_counted_that_the_reader_may_not_read(give, org):
    give("content", "confirm", score=5)
    assert counted(org.outsider)["solution"] == (0, 0)
    assert counted(org.coordinator, org.planning)["solution"] == (0, 0)
    assert counted(org.coordinator, org.housing)["solution"] == (1, 1)


def test_causes_stand_by_how_often_with_the_share_so_far(give, org):
    for place, cause in enumerate(["process", "rule", "process", "process"]):
        give(f"f{place}", "answer", cause=cause)
    total, _lines = rates.count_feedback(org.coordinator, today(), today(), None)
    assert rates.pareto(total) == [("process", 3, 0.75), ("rule", 1, 1.0)]


def test_every_figure_opens_its_records(give, org, client):
    feedback = give("content", "confirm", score=5)
    client.force_login(org.coordinator, backend=BACKEND)
    page = client.get("/feedback-rates/")
    for card in page.context["cards"]:
        assert client.get(card["url"]).status_code == 200
        assert client.get(card["whole_url"]).status_code == 200
    solved = client.get(page.context["cards"][1]["url"])
    assert [row["id"] for row in solved.context["rows"]] == [feedback.pk]
    [bar] = page.context["chart"]["bars"]
    assert [row["id"] for row in client.get(bar["url"]).context["rows"]] == [feedback.pk]
    told = client.get("/api/v1/feedback-rates/").json()
    assert (told["total"]["rates"]["satisfaction"], told["total"]["records"]["solved"]) == (
        1.0,
        [feedback.pk],
    )


def test_the_figures_can_be_taken_away_as_a_file_that_a_job_writes(give, org, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    give("content", "confirm", score=5)
    client.force_login(org.coordinator, backend=BACKEND)
    assert client.post("/feedback-rates/file/csv/").url == "/my-files/"
    begun = client.post("/api/v1/feedback-rates/file/?format=xlsx")
    assert begun.status_code == 202
    assert client.post("/feedback-rates/file/exe/").status_code == 400
    assert client.post("/api/v1/feedback-rates/file/?since=rubbish").status_code == 400
    assert client.get("/api/v1/feedback-rates/?since=1970-01-02T00:00:00Z").status_code == 400
    jobs.carry_on_files()
    assert "100%,1,1" in MadeFile.objects.get(format="csv").place.read_text("utf-8-sig")
    assert client.get(begun.headers["Location"]).json()["state"] == "done"
    client.force_login(org.outsider, backend=BACKEND)
    assert client.get(begun.headers["Location"]).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["since=rubbish", "since=2026-02-01&until=2026-01-01", "department=99999", "since=1900-01-01"],
)
def test_what_cannot_be_read_is_refused_by_name(org, client, query):
    client.force_login(org.coordinator, backend=BACKEND)
    assert client.get(f"/feedback-rates/?{query}").status_code == 400
    assert client.get("/feedback-rates/records/?figure=rubbish").status_code == 400


@pytest.mark.parametrize("size", [2, 8])
def test_the_page_costs_the_same_however_much_there_is(give, org, client, size, query_budget):
    for place in range(size):
        give(f"f{place}", "accept")
    client.force_login(org.coordinator, backend=BACKEND)
    client.get("/feedback-rates/")
    with query_budget(22):
        client.get("/feedback-rates/")


def test_months_are_counted_by_when_it_came_in_and_drawn_as_lines_with_a_table(give, org, client):
    give("content", "confirm", score=5)
    client.force_login(org.coordinator, backend=BACKEND)
    first = (today().replace(day=1) - timedelta(days=1)).replace(day=1)
    told = client.get(f"/api/v1/feedback-rates/?since={first}T12:00:00Z").json()["months"]
    assert [row["month"] for row in told] == [f"{first:%Y-%m}", f"{today():%Y-%m}"]
    assert [row["rates"]["satisfaction"] for row in told] == [None, 1.0]
    page = client.get(f"/feedback-rates/?since={first}")
    lines = page.context["months"]["chart"]["lines"]
    assert [len(line["dots"]) for line in lines] == [1, 1, 1]
    assert [row["label"] for row in page.context["months"]["rows"]] == [row["month"] for row in told]
    assert client.get(f"/feedback-rates/?since={today()}").context["months"] is None
