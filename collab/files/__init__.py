"""Files that a job makes for one person: asked for anywhere, written in the background, kept for a week, theirs alone."""
