"""Pages of the organisation: departments, one's own profile, ways in."""
