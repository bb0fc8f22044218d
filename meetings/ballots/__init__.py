"""Votes 表决: who is entitled and there, what the count comes to, open and secret."""
