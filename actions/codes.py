"""Case codes and other keyed numbers. The same nonce always gives the same code, so a repeated turn shows no second code."""

import hashlib
import hmac
import uuid

from content.case_codes import DIGITS
from content.case_codes import shown as shown


def code_for(nonce: str, key: bytes) -> str:
    """16 digits for a case_nonce (32 hex)."""
    digest = hmac.new(key, f"case-code:{nonce}".encode(), hashlib.sha256).digest()
    return str(int.from_bytes(digest, "big") % 10**DIGITS).zfill(DIGITS)


def origin_of(conversation: str, key: bytes) -> str:
    """What referral counts wrong codes by: no pseudonym of the channels leaves this room."""
    return hmac.new(key, f"origin:{conversation}".encode(), hashlib.sha256).hexdigest()[:32]


def ticket_for(nonce: str) -> str:
    """The nonce as a uuid: the ticket with which channels brings the address to the case."""
    return str(uuid.UUID(nonce))
