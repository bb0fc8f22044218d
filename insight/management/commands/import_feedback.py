"""Imports feedback that came by telephone from a CSV file or a workbook."""

from insight.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Import feedback that came by telephone from a CSV file or an XLSX workbook."
    target = "feedback"
