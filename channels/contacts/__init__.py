"""The worker who asked to be contacted, and the desk's messages to that worker."""
