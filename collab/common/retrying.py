"""How often and how soon something that goes out of the house is tried again."""

AFTER_SECONDS = (60, 300, 900, 3600, 3 * 3600)
TRIES = len(AFTER_SECONDS) + 1
