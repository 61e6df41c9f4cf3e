"""Demo secrets: made once, kept under `var/` and readable by the owner only. Production gives its own and never comes here."""

import base64
import json
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet
from nacl.public import PrivateKey

from deploy.base.database import ROLES


def load_or_make(path: Path) -> dict[str, str]:
    """The secrets in `path`; missing ones are made and written back at once."""
    found: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    intake = PrivateKey(base64.b64decode(found["REFERRAL_INTAKE_PRIVATE_KEY"])) if found else PrivateKey.generate()
    fresh = {
        "POSTGRES_PASSWORD": secrets.token_urlsafe(24),
        **{f"ROLE_{role}": secrets.token_urlsafe(24) for role in ROLES},
        "BOT_TOKEN": secrets.token_urlsafe(32),
        "BOT_STATE_KEY": Fernet.generate_key().decode(),
        "REFERRAL_ACTIONS_TOKEN": secrets.token_urlsafe(32),
        "REFERRAL_CHANNELS_TOKEN": secrets.token_urlsafe(32),
        "CHANNELS_TOKEN": secrets.token_urlsafe(32),
        "ACTIONS_CODE_KEY": secrets.token_hex(32),
        "CHANNELS_PSEUDONYM_KEY": secrets.token_hex(32),
        "CHANNELS_SERVICE_KEYS": Fernet.generate_key().decode(),
        "REFERRAL_LOOKUP_KEY": secrets.token_hex(32),
        "REFERRAL_INTAKE_PRIVATE_KEY": base64.b64encode(bytes(intake)).decode(),
        "REFERRAL_INTAKE_PUBLIC_KEY": base64.b64encode(bytes(intake.public_key)).decode(),
    }
    result = {**fresh, **found}
    if result != found:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".new")
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(result, file, indent=1)
        temporary.replace(path)
    return result
