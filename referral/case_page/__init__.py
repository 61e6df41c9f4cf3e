"""The worker's own page for a case, with nothing but its code: `/case`."""
