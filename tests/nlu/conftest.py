"""Seen from the root environment only: the tests here need the bot's Python, so one test starts them there."""

collect_ignore_glob = ["test_understanding_*.py"]
