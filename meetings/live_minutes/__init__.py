"""Minutes several people write at once: the document they share, its readable text, and what is proposed in it."""
