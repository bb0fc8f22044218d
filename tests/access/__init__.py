"""Who may see what; a package, as its world stands until the last of its tests."""
