"""What goes out: kept, encrypted, until it is delivered."""
