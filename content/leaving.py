"""Where "leave quickly" goes, on every page: a page that anyone may be looking at."""

ELSEWHERE = "https://www.buienradar.nl/"
