"""Bodies outside the service that a case can be handed over to."""
