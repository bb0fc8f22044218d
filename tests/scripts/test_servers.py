"""Holds that throw-away servers answer while they are wanted and leave nothing behind."""

import socket
from urllib.parse import urlsplit

import psycopg2
import pytest
import redis

from scripts import servers

pytestmark = pytest.mark.full


def refuses(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", urlsplit(url).port)) != 0


def test_a_private_postgres_answers_and_is_gone_afterwards():
    with servers.postgres() as url:
        connection = psycopg2.connect(url)
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION pg_trgm; SELECT cardinality(show_trgm('部门协作')) > 0")
            assert cursor.fetchone() == (True,)
        # left open: the server must go all the same
    assert refuses(url)
    connection.close()


def test_a_private_redis_answers_and_is_gone_afterwards():
    with servers.redis() as url:
        assert redis.Redis.from_url(url).ping()
    assert refuses(url)
