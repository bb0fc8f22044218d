"""Feedback by e-mail: what comes in, what is left aside, and the answers that go out."""
