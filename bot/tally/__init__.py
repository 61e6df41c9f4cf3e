"""What is counted for the editors: how useful answers are, and what could not be answered. Never who asked (docs/decisions/0008)."""
