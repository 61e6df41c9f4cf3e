"""Phones side by side against the whole house, with the Twilio double in between: `make simulate`."""
