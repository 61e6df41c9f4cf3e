"""What can go wrong with the referral service, as the conversation needs to tell it apart."""


class ReferralError(Exception):
    """Anything the referral service did not do."""


class ReferralDown(ReferralError):
    """Not reachable, too slow, or a fault on its side. Trying again later can work."""


class Refused(ReferralError):
    """It understood and said no (4xx). Trying the same again does not help."""


class UnknownCode(Refused):
    """No case has this code."""


class NotPossible(Refused):
    """The case is in a state that does not allow it: withdrawn, finished, or kept by the desk."""


class TooManyTries(Refused):
    """Too many wrong codes; `retry_after` seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("too many tries")
        self.retry_after = retry_after
