"""Circulars 通报: counting a period, freezing what was counted, and showing it on pages and in files."""
