"""Starts the whole house on one machine: `make run`, and the journeys in the tests."""
