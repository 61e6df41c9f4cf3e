"""Public information pages: every topic in every language, at an address that lasts."""
