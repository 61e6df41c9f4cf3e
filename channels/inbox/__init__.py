"""What came in: kept, encrypted, until it is answered."""
