"""Retrospectives 复盘: what was expected, what came of it, why, and what is kept or changed."""
