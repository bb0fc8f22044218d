"""The benchmark's own parts: copied rows keep every rule, the load counts right, the figures read true."""

import socket
import threading
import time

import pytest
from django.db import connection

from bench import clients
from bench.charts import ratio_bars
from bench.history import Span, invent
from bench.table import lines
from collab.activity.verification import verify
from tests.live.conftest import db  # noqa: F401  (commits that the loader's COPY needs)

SIZE = 60
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture
def server():
    """A server on a free port that answers everything the same way."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer(wire: socket.socket) -> None:
        with wire:
            while wire.recv(65536):
                wire.sendall(ANSWER)

    def accept() -> None:
        while True:
            try:
                wire, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(wire,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield listening.getsockname()[1]
    listening.close()


@pytest.mark.postgres
def test_what_is_loaded_keeps_the_journal_whole_and_is_found_by_its_readers(db):  # noqa: F811
    if connection.vendor != "postgresql":
        pytest.skip("COPY is PostgreSQL's")
    from bench.loading import load_matters
    from bench.organisation import load_organisation
    from bench.people import callers
    from collab.matters import search
    from tasks.models import Task

    house = load_organisation()
    load_matters(SIZE, house, int(time.time()), processes=1)
    assert list(verify()) == []
    assert Task.objects.count() == SIZE
    caller = callers(house)[0]
    newest = Task.objects.order_by("-pk").first()
    assert search.matching(Task.objects.visible_to(caller.person), f"T-{newest.serial}").exists()


def test_the_same_seed_invents_the_same_tasks():
    from random import Random

    from bench.organisation import Organisation

    members = {pk: list(range(pk * 10, pk * 10 + 10)) for pk in range(1, 21)}
    heads = {pk: pk * 10 for pk in members}
    house = Organisation(list(members), members, heads, heads, [1, 2], {})
    span = Span(1000, 1_700_000_000)
    first, second = (invent(7, span, house, Random(5)) for _ in range(2))
    assert first == second


def test_the_load_sends_each_request_and_counts_what_came_back(server):
    request = clients.encode("GET", "/", {"Accept": "text/plain"})
    outcome = clients.load(server, [[request] * 5, [request] * 5], 30, once=True)
    assert outcome.statuses == {"200": 10}
    assert outcome.length == len(ANSWER)


def _stage(size: int, list_rate: float, p50: float) -> dict:
    figures = {"rate": list_rate, "p50": p50, "p99": p50 * 2, "statuses": {"200": 10}, "length": 9}
    reference = figures | {"rate": 100}
    return {
        "size": size,
        "operations": {"reference": reference, "api_list": figures},
        "statements": {"api_list": {"count": 3, "statements": []}},
    }


def test_a_line_is_reached_at_its_target_and_missed_below_it():
    run = {"stages": [_stage(10_000, 250, 2), _stage(100_000, 199, 3)]}
    found = {line.what: line for line in lines(run)}
    assert found["API list of 50, filtered, audience applied"].reached is False
    assert found["SQL statements: api_list"].reached is True
    grown = next(line for line in found.values() if line.what.startswith("growth"))
    assert (grown.figure, grown.reached) == ("1.50", False)


def test_charts_escape_their_labels():
    assert "<b>" not in ratio_bars([("<b>", 1.0, 2.0, False)], "R")
