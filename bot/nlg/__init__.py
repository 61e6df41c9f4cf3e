"""What the bot says: words from content, figures valid today, buttons in the worker's language."""
