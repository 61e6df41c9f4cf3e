"""The ear: Rasa understands, decides and speaks with words from content."""
