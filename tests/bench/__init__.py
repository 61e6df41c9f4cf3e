"""Measurements (`make bench`): the whole house, and beside it stock Rasa on the same data. Never part of the tests."""
