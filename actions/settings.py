"""The environment variables of this room (docs/contracts.md)."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Raises pydantic.ValidationError when one that is needed is missing: the server then does not start."""

    actions_port: int = 5055
    referral_url: str
    referral_actions_token: SecretStr
    actions_code_key: SecretStr = Field(description="hex; case codes are made with it")
    actions_spool_dir: Path
    referral_intake_public_key: str

    @property
    def code_key(self) -> bytes:
        return bytes.fromhex(self.actions_code_key.get_secret_value())


@lru_cache
def settings() -> Settings:
    return Settings()  # type: ignore[call-arg]  # the values come from the environment
