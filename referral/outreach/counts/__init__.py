"""Counting visits without knowing visitors."""
