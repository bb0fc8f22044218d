"""Conflict cases 分歧 between departments: who may do what, who sees what, what is told."""
