"""Shape of what is typed about feedback."""
