"""The two requests and one question to Open Klant (klantinteracties 0.1), over HTTP with its token."""

import uuid
from dataclasses import dataclass
from typing import Any, Self

import httpx

SECONDS = 10.0


@dataclass(frozen=True)
class Contact:
    id: uuid.UUID
    has_task: bool


class Client:
    """Every method raises httpx.HTTPError: no answer, a refusal, or an answer that is none of its."""

    def __init__(self, url: str, token: str) -> None:
        self._http = httpx.Client(base_url=url + "/", headers={"Authorization": f"Token {token}"}, timeout=SECONDS, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def contact(self, subject: str) -> Contact | None:
        """The one with this very subject (its search also finds subjects that contain it)."""
        found = self._answer(self._http.get("klantcontacten", params={"onderwerp": subject}))
        same = [row for row in found.get("results", ()) if row.get("onderwerp") == subject]
        return _contact(same[0]) if same else None

    def make_contact(self, body: dict[str, Any]) -> Contact:
        return _contact(self._answer(self._http.post("klantcontacten", json=body)))

    def make_task(self, body: dict[str, Any]) -> None:
        self._answer(self._http.post("internetaken", json=body))

    def _answer(self, response: httpx.Response) -> dict[str, Any]:
        response.raise_for_status()
        try:
            body = response.json()
        except ValueError:
            body = None
        if response.is_redirect or not isinstance(body, dict):
            raise httpx.DecodingError("not an answer of Open Klant", request=response.request)
        return body


def _contact(row: dict[str, Any]) -> Contact:
    try:
        return Contact(uuid.UUID(row["uuid"]), bool(row.get("leiddeTotInterneTaken")))
    except (KeyError, TypeError, ValueError):
        raise httpx.DecodingError("a klantcontact without uuid") from None
