"""The part of the Twilio double that keeps the pictures and voice notes that came with messages."""

import secrets
from typing import Any

from tests.channels.twilio_contents import Answer

GONE: Answer = (404, {"code": 20404, "message": "not found", "status": 404})


class Media:
    """`of`: sid of a message → sid of a file → its type; `deleted`: sids of files in the order in which they went."""

    def __init__(self, account: str) -> None:
        self._account = account
        self.of: dict[str, dict[str, str]] = {}
        self.deleted: list[str] = []
        self.fail_with = 0  # an HTTP status for every request
        self._without_message: set[str] = set()

    def keep(self, message: str, number: int, kind: str) -> None:
        """The same message again brings the same files."""
        if number:
            self.of.setdefault(message, {f"ME{secrets.token_hex(16)}": kind for _ in range(number)})

    def forget(self, message: str) -> None:
        """The message was deleted: its files stay, and nobody is told any more which they are."""
        self._without_message.add(message)

    def listed(self, message: str) -> Answer:
        if self.fail_with:
            return self.fail_with, {"code": self.fail_with, "message": "injected", "status": self.fail_with}
        if message in self._without_message:
            return GONE
        place = f"/2010-04-01/Accounts/{self._account}/Messages/{message}/Media"
        found: list[dict[str, Any]] = [
            {"sid": name, "parent_sid": message, "account_sid": self._account, "content_type": kind, "uri": f"{place}/{name}.json"}
            for name, kind in self.of.get(message, {}).items()
        ]
        page = {"page": 0, "page_size": 50, "start": 0, "end": len(found), "uri": f"https://api.twilio.com{place}.json"}
        return 200, page | {"media_list": found}

    def delete(self, message: str, name: str) -> Answer:
        if self.of.get(message, {}).pop(name, None) is None:
            return GONE
        self.deleted.append(name)
        return 204, {}
