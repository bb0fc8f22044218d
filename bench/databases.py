"""Makes an empty database beside an existing one: python -m bench.databases URL NAME."""

import sys
from contextlib import closing

import psycopg2


def create(server_url: str, name: str) -> None:
    """CREATE DATABASE on the server this URL leads to."""
    with closing(psycopg2.connect(server_url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(f'CREATE DATABASE "{name}"')


if __name__ == "__main__":
    create(*sys.argv[1:])
