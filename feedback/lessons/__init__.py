"""The lesson library 案例库: lessons found again, marked as useful, and applied to new work."""
