"""Decisions 决定: how they are consulted on, decided by each method, carried out and looked at again."""
