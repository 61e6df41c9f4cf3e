"""How the house is started, checked and measured. Not a room: it starts the rooms as processes and imports none of them at run time."""
