"""What a member of a desk may do. A table; checked where the change is made, never only on the page."""

from typing import Literal, get_args

from referral.errors import Forbidden

Role = Literal["reader", "officer", "lead", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
# read: see cases · work: change them · lead: labels, legal hold, norm times, statistics · people: give and take access
Right = Literal["read", "work", "lead", "people"]
RIGHTS: dict[Role, frozenset[Right]] = {
    "reader": frozenset({"read"}),
    "officer": frozenset({"read", "work"}),
    "lead": frozenset({"read", "work", "lead"}),
    "admin": frozenset({"read", "work", "lead", "people"}),
}


def may(role: str, right: Right) -> bool:
    """An unknown role may do nothing."""
    return any(known == role and right in rights for known, rights in RIGHTS.items())


def require(role: str, right: Right) -> None:
    """Raises Forbidden."""
    if not may(role, right):
        raise Forbidden(f"not for a {role}")
