"""Understanding: what language a message is in, what it asks, and whether somebody is in danger."""
