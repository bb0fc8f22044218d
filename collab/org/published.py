"""Prints a country's published holidays and make-up workdays as JSON: published.py CN 2020 2030.

Run as a process of its own by `selectors.published_holidays`: the library brings every country of the world, 17 MB,
which would stay in each web process for the sake of a few dates.
"""

import json
import sys

import holidays


def published(country: str, first: int, last: int) -> tuple[list[str], list[str]]:
    """Days off and weekend days worked, in ISO form; none for a country the library does not know."""
    try:
        known = holidays.country_holidays(country, years=range(first, last + 1))
    except NotImplementedError:
        return [], []
    worked = getattr(known, "weekend_workdays", ()) or ()
    return [day.isoformat() for day in known], [day.isoformat() for day in worked]


if __name__ == "__main__":
    print(json.dumps(published(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
