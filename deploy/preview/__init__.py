"""Every text as workers see it, as pages to look at: `make preview`."""
