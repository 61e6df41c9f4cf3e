"""A stand-in for Open Klant that holds every request to what its description asks."""
