"""How a goal stands: reckoned from its figures, the time gone, what is said of it, and the goals that report to it."""
