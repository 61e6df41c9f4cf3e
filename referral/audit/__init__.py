"""What was done at the desk and by whom; it only grows."""
