"""Imports departments from a CSV file or a workbook."""

from insight.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Import departments from a CSV file or an XLSX workbook."
    target = "departments"
