"""Measuring the understanding: scores, the report, the calibration picture, Rasa's stock pipeline as baseline."""
