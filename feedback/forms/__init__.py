"""Shape of what is typed into feedback’s pages."""
