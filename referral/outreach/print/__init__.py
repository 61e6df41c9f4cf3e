"""Posters, cards and codes on paper. Pure: needs words, a link and colours, and knows no table."""
