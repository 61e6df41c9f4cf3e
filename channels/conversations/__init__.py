"""What is remembered of a conversation: language, last options, pace. Never who it is."""
