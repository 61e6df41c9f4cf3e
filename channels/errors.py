"""The errors of this room.

ChannelsError
├── BadSignature          403  a webhook that the provider did not sign
├── Malformed             422  a request we cannot read
├── TooLarge              413  a body over the limit
├── Unauthorized          401  a wrong bearer token
├── StoreDown             503  the database does not answer; the sender should try again
├── TooBusy               503  more messages wait than we can answer soon; the sender should try again
└── BotError                   the bot did not answer this message
    ├── BotDown                it is not there or not ready: wait for it
    ├── BotBroke               it failed on this message: try a few times
    └── BotRefused             it will never take this message
"""


class ChannelsError(Exception):
    status = 500


class BadSignature(ChannelsError):
    status = 403


class Malformed(ChannelsError):
    status = 422


class TooLarge(ChannelsError):
    status = 413


class Unauthorized(ChannelsError):
    status = 401


class StoreDown(ChannelsError):
    status = 503


class TooBusy(ChannelsError):
    status = 503


class BotError(ChannelsError):
    pass


class BotDown(BotError):
    pass


class BotBroke(BotError):
    pass


class BotRefused(BotError):
    pass
