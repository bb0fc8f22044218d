"""A secret ballot on two screens: each vote counts for everybody at once, and how somebody voted is seen by nobody."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser
SEND = """async ([path, version, body]) => {
  const token = document.querySelector("meta[name=csrf-token]").content;
  const headers = {"Content-Type": "application/json", "X-CSRFToken": token};
  if (version) headers["If-Match"] = `"v${version}"`;
  const answer = await fetch(`/api/v1/${path}`, {method: "POST", headers, body: JSON.stringify(body)});
  return [answer.status, await answer.json()];
}"""


def send(seat, path: str, version: int | None = None, **body: Any) -> dict[str, Any]:
    """What the API answers to the session of the page that is open."""
    status, answer = seat.page.evaluate(SEND, [path, version, body])
    assert status < 300, answer
    return answer


def put_to_the_vote(chair, *voters) -> str:
    """A decision with an open secret ballot among these; its address."""
    people = [seat.page.request.get(f"{seat.site}/api/v1/me/").json() for seat in voters]
    terms = {
        "method": "vote",
        "secret": True,
        "threshold": "majority",
        "options": ["North gate", "South gate"],
    }
    department = people[0]["roles"][0]["department"]
    made = send(chair, "decisions/", title="Where the stalls go", department=department, **terms)
    ballot = f"decisions/{made['id']}/open-voting/"
    send(chair, ballot, made["version"], voters=[person["id"] for person in people])
    return f"/meetings/decisions/{made['id']}/"


def test_a_secret_vote_counts_on_every_screen_and_ends_on_every_screen(sit):
    chair, member = sit("coordinator"), sit("staff")
    address = put_to_the_vote(chair, chair, member)
    for seat in (chair, member):
        seat.go(address).wait_for_selector(".ballot >> text=0 of 2 have voted.")
        seat.mark()
    for voted, seat in enumerate((member, chair), start=1):
        seat.open_dialog("vote", within=".ballot")
        seat.page.select_option("#dialog-body [name=choice]", "2")
        seat.send_dialog()
        for other in (chair, member):
            other.page.wait_for_selector(f".ballot >> text={voted} of 2 have voted.")
            assert other.page.locator(".ballot .result").count() == 0
    chair.open_dialog("close-voting")
    chair.send_dialog()
    for seat in (chair, member):
        seat.page.wait_for_selector(".ballot .result >> text=South gate")
        assert seat.was_not_reloaded()
