"""Addresses that staff type lead out of the house: a webhook must not reach what only this network can see."""

import socket
from ipaddress import ip_address

from referral.settings import settings


def leads_inside(host: str, port: int | None) -> bool:
    """True where a host is one of this network, and the operator has not allowed that. A name that is not found leads nowhere: False.

    Asked when a hook is made and again before each call, since a name may point elsewhere later.
    """
    if settings().webhooks_inside:
        return False
    try:
        found = socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return any(not ip_address(str(address[4][0]).split("%")[0]).is_global for address in found)
