"""The end of a cycle: its goals scored by owner and sponsor, closed, looked back on and carried over."""
