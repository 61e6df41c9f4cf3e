"""Which desk a case goes to."""
