"""Every page in both languages and both themes, wide and at 360 px: readable by everyone, quiet in the console."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/tasks/",
    "/tasks/board/",
    "/tasks/new/",
    "/meetings/",
    "/meetings/decisions/",
    "/meetings/new/",
    "/meetings/minutes/",
    "/meetings/readings/",
    "/meetings/readings/new/",
    "/departments/",
    "/supervision/",
    "/supervision/?tab=extensions",
    "/circulars/",
    "/workload/",
    "/search/?q=小学",
    "/inbox/",
    "/inbox/preferences/",
    "/profile/",
    "/accounts/2fa/",
    "/accounts/password/change/",
)
# seen in two looks that differ in everything but the language, for the sake of time
FURTHER = (
    "/tasks/ledger/",
    "/tasks/calendar/",
    "/tasks/timeline/",
    "/tasks/plans/",
    "/tasks/handovers/",
    "/tasks/series/",
    "/meetings/series/",
    "/meetings/series/new/",
    "/meetings/calendars/",
    "/meetings/decisions/new/",
    "/follow-through/",
    "/feedback/",
    "/feedback/new/",
    "/feedback/hotline/",
    "/feedback-rates/",
    "/feedback/corrective/",
    "/feedback/corrective/new/",
    "/feedback/conflicts/",
    "/feedback/conflicts/raise/",
    "/feedback/surveys/",
    "/feedback/surveys/new/",
    "/feedback/retrospectives/",
    "/feedback/lessons/",
    "/voice/",
    "/voice/anonymous/",
    "/voice/board/",
    "/my-files/",
)
# lists whose first entry is opened as well
FIRST_OF = {
    "/tasks/": "tasks",
    "/tasks/plans/": "plans",
    "/tasks/handovers/": "handovers",
    "/meetings/": "meetings",
    "/meetings/decisions/": "decisions",
    "/meetings/minutes/": "minutes",
    "/feedback/": "feedback",
    "/feedback/conflicts/": "conflicts",
    "/feedback/surveys/": "surveys",
    "/feedback/retrospectives/": "retrospectives",
    "/departments/": "departments",
}
LOOKS = {
    "english, light, wide": ("en", "light", 1280),
    "chinese, dark, wide": ("zh-hans", "dark", 1280),
    "chinese, light, narrow": ("zh-hans", "light", 360),
    "english, dark, narrow": ("en", "dark", 360),
}
IN_FULL = ("english, light, wide", "english, dark, narrow")
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def flaws(seat, path: str, width: int) -> list[str]:
    """What is wrong with the page that is open now."""
    seat.page.wait_for_selector(".htmx-request", state="detached")
    found = []
    for violation in Axe().run(seat.page).response["violations"]:
        targets = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
        found.append(f"{path}: {violation['id']} at {targets}")
    if width == 360 and seat.page.evaluate(TOO_WIDE):
        found.append(f"{path}: wider than the screen")
    return found


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_sound(look, sit, site):
    language, theme, width = LOOKS[look]
    seat = sit(None, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    seat.page.context.add_cookies([{"name": "theme", "value": theme, "url": site}])
    seat.go("/accounts/login/")
    found = flaws(seat, "/accounts/login/", width)
    seat.sign_in("coordinator")
    seat.speak(language)
    try:
        for path in (*PAGES, *(FURTHER if look in IN_FULL else ())):
            seat.go(path)
            found += flaws(seat, path, width)
            if path in FIRST_OF:
                found += first_of(seat, path, width)
    finally:
        seat.go("/")
        seat.speak("en")
    assert not found


def first_of(seat, path: str, width: int) -> list[str]:
    """The same for the first row of a list, and for its chain where it has one."""
    resource = FIRST_OF[path]
    rows = seat.page.request.get(f"{seat.site}/api/v1/{resource}/?limit=1").json()["results"]
    page = f"{path}{rows[0]['id']}/"
    seat.go(page)
    found = flaws(seat, page, width)
    if resource == "tasks":
        chain = f"/matters/{rows[0]['id']}/chain/"
        seat.go(chain)
        found += flaws(seat, chain, width)
    return found


def test_a_page_that_is_not_there_says_so_kindly(sit):
    seat = sit("staff")
    answer = seat.page.request.get(f"{seat.site}/m/T-999999/")
    assert answer.status == 404
    assert "<html" in answer.text()
