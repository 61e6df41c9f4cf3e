"""Desk answers on their way to a worker who asked to be contacted."""
