"""Breaks the running site on purpose and counts what came through; `make faults`."""
