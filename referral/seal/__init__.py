"""What only the desk and the worker can open: keys, padding, sealed boxes."""
