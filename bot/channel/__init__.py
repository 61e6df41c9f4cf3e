"""The bot's only door: one HTTP route that takes a turn and gives the replies of that turn."""
