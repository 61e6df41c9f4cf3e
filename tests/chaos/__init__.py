"""Messages, faults and kills: is every message answered exactly once and in order? `make chaos` (minutes)."""
