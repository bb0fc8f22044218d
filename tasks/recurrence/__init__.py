"""Recurring tasks: when the next one falls, who may set a series up, and what is told of it."""
