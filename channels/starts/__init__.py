"""Questions that began through a share link: counted by the hour, never beside who asked."""
