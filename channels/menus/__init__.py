"""Menus with buttons: what they look like, which there are, and which of them are laid down at the provider."""
