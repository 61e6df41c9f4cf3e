"""One module for each kind of content. A check takes the catalogue and a day, and gives problems as `file:line: what; remedy`."""
