"""The ground under the rooms: database, migrations, logs. Rooms may import this; it imports no room."""
