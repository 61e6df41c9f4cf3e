"""One message of a worker and its answer."""
