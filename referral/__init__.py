"""The desk: cases arrive sealed, are routed to a desk, read and answered by its staff, and erased in time."""
