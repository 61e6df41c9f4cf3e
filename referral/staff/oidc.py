"""Signing in with the municipality's own account (OpenID Connect, code flow with PKCE).

The account says who somebody is, and stands for the second factor, which the municipality asks for itself. It does not open cases:
for that the desk's password is asked afterwards, because the key of a case lies under it and under nothing a server has.
"""

import json
import secrets
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import httpx
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from deploy.base.logs import logger
from referral.errors import CannotOpen, NotSignedIn
from referral.seal import boxes, stretch
from referral.settings import settings

log = logger(__name__)
SECONDS = 600  # for going to the municipality and back, and for the password afterwards
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]


@dataclass(frozen=True)
class Going:
    """Where to send the browser, and what it keeps until it comes back (closed, for one journey)."""

    address: str
    cookie: str


def on() -> bool:
    return bool(settings().referral_oidc_issuer)


@lru_cache(maxsize=4)
def _discovered(issuer: str) -> dict[str, Any]:
    """Raises httpx.HTTPError, ValueError for a document of another issuer."""
    found: dict[str, Any] = httpx.get(f"{issuer}/.well-known/openid-configuration", timeout=10).raise_for_status().json()
    if str(found.get("issuer", "")).rstrip("/") != issuer:
        raise ValueError("the document is of another issuer")
    return found


def go() -> Going:
    """Raises NotSignedIn when the municipality's server does not answer."""
    state, nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(24), generate_token(64)  # type: ignore[no-untyped-call]
    with _client() as client:
        address, _ = client.create_authorization_url(_where("authorization_endpoint"), state=state, nonce=nonce, code_verifier=verifier)  # type: ignore[no-untyped-call]
    return Going(address, _closed({"state": state, "nonce": nonce, "verifier": verifier}))


def come_back(cookie: str, state: str, code: str) -> str:
    """The e-mail address that the municipality vouches for. Raises NotSignedIn; the log says why, without who."""
    kept = opened(cookie)
    if not state or not secrets.compare_digest(kept.get("state", ""), state):
        raise _refused("another state")
    try:
        with _client() as client:
            token = client.fetch_token(_where("token_endpoint"), code=code, code_verifier=kept["verifier"])  # type: ignore[no-untyped-call]
        keys = KeySet.import_key_set(httpx.get(_where("jwks_uri"), timeout=10).raise_for_status().json())
        claims = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS).claims
        chosen = settings()
        rules = jwt.JWTClaimsRegistry(
            leeway=60,
            iss={"essential": True, "value": _discovered(chosen.oidc_issuer)["issuer"]},
            aud={"essential": True, "value": chosen.referral_oidc_client},
            exp={"essential": True},
            nonce={"essential": True, "value": kept["nonce"]},
        )
        rules.validate(claims)
    except (httpx.HTTPError, OAuthError, JoseError, KeyError, ValueError) as error:
        raise _refused(type(error).__name__) from None
    email = claims.get("email")
    if not isinstance(email, str) or claims.get("email_verified") is False:
        raise _refused("no verified e-mail address")
    return email.strip().lower()


def proof(email: str) -> str:
    """A closed cookie that says for some minutes: this browser came back as this person."""
    return _closed({"email": email})


def opened(cookie: str) -> dict[str, str]:
    """What a closed cookie says. Raises NotSignedIn for one that is old or was not made here."""
    try:
        found: dict[str, Any] = json.loads(boxes.unwrap(bytes.fromhex(cookie), _key()))
    except (ValueError, CannotOpen):
        raise _refused("no journey was begun") from None
    if found.pop("until") < time.time():
        raise _refused("too late")
    return found


def _closed(what: dict[str, Any]) -> str:
    return boxes.wrap(json.dumps({**what, "until": time.time() + SECONDS}).encode(), _key()).hex()


def _key() -> bytes:
    return stretch.subkey(settings().lookup_key, "oidc")


def _client() -> OAuth2Client:
    chosen = settings()
    back = f"{chosen.referral_public_url.rstrip('/')}/oidc/back"
    given = {"redirect_uri": back, "scope": "openid email", "code_challenge_method": "S256", "timeout": 10}
    return OAuth2Client(chosen.referral_oidc_client, chosen.referral_oidc_secret, **given)  # type: ignore[no-untyped-call]


def _where(name: str) -> str:
    try:
        return str(_discovered(settings().oidc_issuer)[name])
    except (httpx.HTTPError, KeyError, ValueError) as error:
        raise _refused(f"discovery: {type(error).__name__}") from None


def _refused(why: str) -> NotSignedIn:
    log.warning("sign-in by the municipality refused", why=why)
    return NotSignedIn()
