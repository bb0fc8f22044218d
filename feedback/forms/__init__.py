"""Shapes of what is typed on the pages of feedback."""
