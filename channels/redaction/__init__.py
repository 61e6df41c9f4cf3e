"""Deleting at the provider what we no longer keep ourselves."""
