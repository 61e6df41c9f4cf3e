"""Outreach: key figures, the links they share, and how many people these brought. Nothing here knows a case."""
