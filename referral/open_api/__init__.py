"""The API for other systems of a municipality, at /v1: routing facts in clear of the own desk's cases, and nothing else."""
