"""What the bot remembers: one sealed snapshot per conversation, and the answers of the last day's turns."""
