"""Telling staff and other systems that there is something at the desk. Never what."""
