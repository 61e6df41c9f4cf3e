"""The web chat: pages that look like a phone, without an account and without needing JavaScript."""
