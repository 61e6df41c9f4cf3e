"""Campaigns of a municipality: many links at once, their posters, and what came of them."""
