"""The settings of this room, from environment variables (docs/contracts.md). Starting without a needed secret is refused."""

import base64
from functools import lru_cache
from typing import Annotated

from pydantic import Field, StringConstraints
from pydantic_settings import BaseSettings, SettingsConfigDict

from referral.seal.stretch import Cost

Secret = Annotated[str, StringConstraints(min_length=16)]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    wegwijzer_env: str = "demo"
    wegwijzer_var_dir: str = "var"
    referral_port: int = 8001
    referral_database_url: str = Field(min_length=1, repr=False)
    referral_desk_database_url: str = Field(min_length=1, repr=False)
    referral_actions_token: Secret = Field(repr=False)
    referral_channels_token: Secret = Field(repr=False)
    referral_lookup_key: Annotated[str, StringConstraints(pattern=r"^([0-9a-fA-F]{2}){32,}$")] = Field(repr=False)
    referral_intake_private_key: Secret = Field(repr=False)
    referral_public_url: str = "http://127.0.0.1:8001"  # where staff open the desk
    # outreach: the address of the public pages and links (empty: the one above), the numbers people write to (+31…), the web chat
    referral_outreach_url: str = ""
    referral_whatsapp_number: str = ""
    referral_sms_number: str = ""
    referral_looks_dir: str = ""  # colours and logos of municipalities; empty: those that come with the code
    referral_chat_url: str = "http://127.0.0.1:8000/chat"
    # the look: a municipality's own design tokens (NL Design System), a file with a class of its own, such as `.utrecht-theme { --… }`
    referral_theme_css: str = ""
    referral_theme_class: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][\w-]*$")] = "voorbeeld-theme"
    # staff need a second factor: always in production, elsewhere where this says so
    referral_second_factor: bool = False
    # the municipality's own accounts (OpenID Connect): issuer, client and secret; off while there is no issuer. `only`: no log-in without
    referral_oidc_issuer: str = ""
    referral_oidc_client: str = ""
    referral_oidc_secret: str = Field("", repr=False)
    referral_oidc_only: bool = False
    # webhooks to addresses of the operator's own network; refused in production unless this says so
    referral_webhooks_inside: bool = False
    # mail to staff; off while there is no server: smtps://user:password@host, or smtp:// with STARTTLS
    referral_smtp_url: str = Field("", repr=False)
    referral_mail_from: str = "wegwijzer@localhost"
    # the API for other systems: who answers for it (shown to anybody in its description), and how fast one token may call
    referral_api_contact_name: str = "Wegwijzer"
    referral_api_contact_email: str = "wegwijzer@demo.example"  # nobody's: the operator names the one who answers
    referral_api_contact_url: str = ""  # empty: REFERRAL_PUBLIC_URL
    referral_api_burst: int = Field(60, ge=1)  # at once, then so many a second
    referral_api_pace: float = Field(1.0, gt=0)
    channels_url: str = "http://127.0.0.1:8000"
    channels_token: Secret = Field(repr=False)
    # wrong codes: from one conversation, and over all, in a quarter of an hour
    code_tries_each: int = 5
    code_tries_all: int = 200
    # Argon2id. Raising these is safe at any time: each salt remembers what it was made with.
    referral_argon2_memory_kib: int = Field(64 * 1024, ge=8 * 1024, le=1024 * 1024)
    referral_argon2_code_passes: int = Field(1, ge=1, le=20)
    referral_argon2_password_passes: int = Field(3, ge=1, le=20)

    @property
    def lookup_key(self) -> bytes:
        return bytes.fromhex(self.referral_lookup_key)

    @property
    def intake_private(self) -> bytes:
        return base64.b64decode(self.referral_intake_private_key)

    @property
    def outreach_url(self) -> str:
        return (self.referral_outreach_url or self.referral_public_url).rstrip("/")

    @property
    def api_url(self) -> str:
        return self.referral_public_url.rstrip("/") + "/v1"

    @property
    def secure_cookies(self) -> bool:
        return self.referral_public_url.startswith("https://") or self.wegwijzer_env == "production"

    @property
    def oidc_issuer(self) -> str:
        return self.referral_oidc_issuer.rstrip("/")

    @property
    def webhooks_inside(self) -> bool:
        return self.referral_webhooks_inside or self.wegwijzer_env != "production"

    @property
    def needs_second_factor(self) -> bool:
        return self.referral_second_factor or self.wegwijzer_env == "production"

    @property
    def code_cost(self) -> Cost:
        return Cost(self.referral_argon2_code_passes, self.referral_argon2_memory_kib)

    @property
    def password_cost(self) -> Cost:
        return Cost(self.referral_argon2_password_passes, self.referral_argon2_memory_kib)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Raises pydantic's ValidationError naming what is missing (never its value)."""
    return Settings()  # type: ignore[call-arg]
