"""What can be done with feedback, declared once for every door."""
