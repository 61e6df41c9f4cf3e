"""What can be wrong with content.

ContentError
├── MissingContent   a text, phrase or fact that should be there is not
└── BrokenContent    a file that cannot be read; names file, line and remedy
"""


class ContentError(Exception):
    """Base of all errors of this room."""


class MissingContent(ContentError, KeyError):
    """A text, phrase or fact that should be there is not."""


class BrokenContent(ContentError, ValueError):
    """A file that cannot be read; the message names file, line and remedy."""
