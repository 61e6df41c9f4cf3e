"""What is erased, and when."""
