"""What can go wrong here, with the HTTP status on the class.

ReferralError 500
├── CannotOpen 403        a key does not fit
├── NotSignedIn 401
├── Forbidden 403         wrong token, missing CSRF
├── UnknownCase 404       also: not this desk's case
├── UnknownCode 404
├── TooManyTries 429      retry_after in seconds
├── NotAllowed 409        a step the workflow does not have
└── Malformed 422
"""


class ReferralError(Exception):
    status = 500
    title = "Something went wrong"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.title)
        self.detail = detail


class CannotOpen(ReferralError):
    status, title = 403, "The key does not fit"


class NotSignedIn(ReferralError):
    status, title = 401, "Not signed in"


class Forbidden(ReferralError):
    status, title = 403, "Forbidden"


class UnknownCase(ReferralError):
    status, title = 404, "Not found"


class UnknownCode(ReferralError):
    status, title = 404, "Unknown code"


class TooManyTries(ReferralError):
    status, title = 429, "Too many wrong codes"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"try again in {retry_after} seconds")
        self.retry_after = retry_after


class NotAllowed(ReferralError):
    status, title = 409, "Not possible in this state"


class Malformed(ReferralError):
    status, title = 422, "Malformed"
