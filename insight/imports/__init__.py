"""Imports: files of departments, people, tasks and meeting series, read row by row and reported row by row."""
