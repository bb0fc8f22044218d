"""Measures the product against plain references in the same run, on PostgreSQL."""
