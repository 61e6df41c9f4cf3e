"""Share links: a slug that can be said aloud, and where it leads."""
