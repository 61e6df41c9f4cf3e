"""Key figures: invited, known only as they want, leaving when they like."""
