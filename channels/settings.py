"""The settings of this room, from environment variables (docs/contracts.md). Starting without a needed secret is refused."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Secret = Annotated[str, StringConstraints(min_length=16)]
TWILIO_API = "https://api.twilio.com"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    wegwijzer_env: str = "demo"
    wegwijzer_var_dir: Path = Path("var")
    channels_port: int = 8000
    channels_database_url: Annotated[str, StringConstraints(min_length=1)] = Field(repr=False)
    channels_public_url: str = "http://127.0.0.1:8000"
    channels_pseudonym_key: Annotated[str, StringConstraints(pattern=r"^([0-9a-fA-F]{2}){32,}$")] = Field(repr=False)
    channels_service_keys: Annotated[list[str], NoDecode] = Field(repr=False, min_length=1)
    # the address of the public information pages, https://www.example.nl; none: no SMS points to one
    channels_info_url: Annotated[str, StringConstraints(pattern=r"^(https?://[\w.-]+(:\d+)?(/[\w./-]*)?)?$")] = ""
    channels_token: Secret = Field(repr=False)
    bot_url: str
    bot_token: Secret = Field(repr=False)
    referral_url: str
    referral_channels_token: Secret = Field(repr=False)
    case_page_url: Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")] = ""  # where a worker opens his case with its code
    channels_providers: Annotated[list[str], NoDecode] = ["channels.twilio.client"]
    twilio_account_sid: str = ""
    twilio_auth_tokens: Annotated[list[str], NoDecode] = Field(default=[], repr=False)
    twilio_api_base: str = TWILIO_API
    twilio_whatsapp_from: str = ""
    twilio_sms_from: str = ""
    # messages that are over are deleted at Twilio too; off only where Twilio's own redaction does that
    twilio_redact: bool = True
    # how fast one conversation may go: a burst, then a steady pace; more than that waits its turn
    channels_burst: int = 20
    channels_pace: float = 1.0
    # the sites that may show the web chat in a frame, as https://www.example.nl; none: /embed answers 404
    channels_frame_ancestors: Annotated[list[Annotated[str, StringConstraints(pattern=r"^https?://[\w.-]+(:\d+)?$")]], NoDecode] = []
    # so many messages may wait for an answer over all; more are refused with 503, and the provider tries its fallback
    channels_most_waiting: int = 20_000
    # how fast we send over all: messages on WhatsApp (80 is what a number is given), parts on SMS
    channels_whatsapp_per_second: float = 80.0
    channels_sms_per_second: float = 10.0

    @field_validator("channels_frame_ancestors", "channels_providers", "channels_service_keys", "twilio_auth_tokens", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("channels_public_url", "channels_info_url", "bot_url", "referral_url", "twilio_api_base", mode="after")
    @classmethod
    def _no_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("twilio_api_base", mode="before")
    @classmethod
    def _empty_means_twilio_itself(cls, value: object) -> object:
        return value or TWILIO_API

    @model_validator(mode="after")
    def _whole_or_nothing(self) -> Self:
        if not self.twilio_on:
            if self.twilio_auth_tokens or self.twilio_whatsapp_from or self.twilio_sms_from:
                raise ValueError("TWILIO_ACCOUNT_SID is missing while other Twilio settings are given")
            return self
        if not 1 <= len(self.twilio_auth_tokens) <= 2:
            raise ValueError("TWILIO_AUTH_TOKENS needs one token, or two while rotating: webhooks cannot be checked without")
        if not (self.twilio_whatsapp_from or self.twilio_sms_from):
            raise ValueError("TWILIO_WHATSAPP_FROM or TWILIO_SMS_FROM is needed to send")
        if self.wegwijzer_env == "production" and not self.channels_public_url.startswith("https://"):
            raise ValueError("CHANNELS_PUBLIC_URL must be the https address that Twilio calls")
        return self

    @property
    def twilio_on(self) -> bool:
        return bool(self.twilio_account_sid)

    @property
    def secure_cookies(self) -> bool:
        return self.channels_public_url.startswith("https://")
