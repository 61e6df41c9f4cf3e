"""Desks and their keys."""
