"""Within how many working days a case is acknowledged and answered, and which are late."""
