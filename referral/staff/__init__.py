"""People of a desk: passwords, keys, sessions."""
