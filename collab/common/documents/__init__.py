"""Documents to take away: what Word and PDF files of all rooms have in common."""
