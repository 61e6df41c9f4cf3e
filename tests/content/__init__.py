"""Tests of the voice: what is said, in every language, on every day."""
