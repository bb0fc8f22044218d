"""A real site with the demo organisation in a process of its own, and browsers that people sit at."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from scripts.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SOON = 15_000
START_WITHIN = 180
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[str]:
    """The address of an embedded site as `make run` starts it."""
    if not (ROOT / "static" / "dist").is_dir():
        pytest.fail("the front end is not built: make setup")
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=ROOT,
            env=kept | {"DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        answers(process, port, log)
        yield f"http://127.0.0.1:{port}"
        assert process.poll() is None, log.read_text()
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers(process: subprocess.Popen, port: int, log: Path) -> None:
    """Wait until the site is up; the demo organisation is loaded before that."""
    give_up = time.monotonic() + START_WITHIN
    while time.monotonic() < give_up and process.poll() is None:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=5),
        ):
            return
        time.sleep(0.2)
    pytest.fail(f"the site did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests; every person gets a context of their own in it."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium here: apt-get install chromium, or set CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Seat:
    """Somebody at a browser; `complaints` are errors the page itself reported."""

    def __init__(self, page: Page, site: str):
        self.page, self.site, self.complaints = page, site, []
        page.set_default_timeout(SOON)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def _listen(self, message: ConsoleMessage) -> None:
        expected = "status of 412" in message.text or "status of 422" in message.text
        if message.type == "error" and not expected:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def go(self, path: str) -> Page:
        answer = self.page.goto(self.site + path)
        assert answer is not None
        assert answer.status < 400, f"{path} answered {answer.status}"
        return self.page

    def sign_in(self, role: str) -> "Seat":
        self.go("/accounts/login/")
        self.page.click(f"button[name=username][value={role}]")
        self.page.wait_for_url(f"{self.site}/")
        return self

    def speak(self, language: str) -> None:
        """Choose a language in one's menu."""
        self.page.eval_on_selector(f"button[name=language][value={language}]", "button => button.click()")
        self.page.wait_for_selector(f"html[lang={language}]")

    def open_dialog(self, step: str, within: str = "body") -> None:
        """Open the dialog of a step by its address' last word, once the one before is gone: it covers the button."""
        self.page.wait_for_selector("#dialog:not([open])", state="attached")
        self.page.eval_on_selector(f"{within} [data-dialog-url*='/{step}/']", "button => button.click()")
        self.page.wait_for_selector("#dialog-body form")

    def send_dialog(self) -> None:
        self.page.click("#dialog-body .dialog-foot button:not([type=button])")

    def mark(self) -> None:
        """Leave a mark that a reload would wipe away."""
        self.page.evaluate("window.markOfThisVisit = true")

    def was_not_reloaded(self) -> bool:
        return bool(self.page.evaluate("window.markOfThisVisit === true"))


@pytest.fixture
def sit(chromium, site) -> Iterator:
    """`sit("staff")` is that person at a browser of their own; nothing may have gone wrong in it at the end."""
    seats: list[Seat] = []

    def down(role: str | None = None, **options) -> Seat:
        context = chromium.new_context(
            **({"viewport": {"width": 1280, "height": 900}, "locale": "en"} | options)
        )
        seat = Seat(context.new_page(), site)
        seats.append(seat)
        return seat.sign_in(role) if role else seat

    yield down
    for seat in seats:
        seat.page.context.close()
    assert not [complaint for seat in seats for complaint in seat.complaints]
