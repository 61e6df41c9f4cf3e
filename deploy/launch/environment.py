"""Which variable each process is given: only what it needs, so that a leak of one does not open the others."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from deploy.base.database import Urls

TWILIO = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKENS", "TWILIO_API_BASE", "TWILIO_WHATSAPP_FROM", "TWILIO_SMS_FROM", "TWILIO_REDACT")
FROM_OUTSIDE = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SSL_CERT_FILE", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


@dataclass(frozen=True)
class Ports:
    channels: int = 8000
    referral: int = 8001
    bot: int = 5005
    actions: int = 5055


@dataclass(frozen=True)
class Plan:
    """Everything that decides the environment of the processes."""

    root: Path
    var: Path
    env: str
    ports: Ports
    urls: Urls
    secrets: dict[str, str]
    extra: dict[str, str] = field(default_factory=dict)  # Twilio's and other settings from outside


def environments(plan: Plan) -> dict[str, dict[str, str]]:
    """room → its environment."""
    s, p = plan.secrets, plan.ports
    here = "http://127.0.0.1:"
    common = {k: os.environ[k] for k in FROM_OUTSIDE if k in os.environ}
    common |= {
        "PYTHONPATH": str(plan.root),
        "PYTHONUNBUFFERED": "1",
        "WEGWIJZER_ENV": plan.env,
        "WEGWIJZER_VAR_DIR": str(plan.var),
        "WEGWIJZER_LOG_LEVEL": plan.extra.get("WEGWIJZER_LOG_LEVEL", "INFO"),
    }
    public = plan.extra.get("CHANNELS_PUBLIC_URL", f"{here}{p.channels}")
    # only where the desk has an address that a worker's phone can open
    desk = plan.extra.get("REFERRAL_PUBLIC_URL", "").rstrip("/")
    case_page = {"CASE_PAGE_URL": f"{desk}/case"} if desk else {}
    channels = {
        "CHANNELS_PORT": str(p.channels),
        "CHANNELS_DATABASE_URL": plan.urls.roles["wegwijzer_channels"],
        "CHANNELS_PUBLIC_URL": public,
        "BOT_URL": f"{here}{p.bot}",
        "REFERRAL_URL": f"{here}{p.referral}",
        "CHANNELS_INFO_URL": plan.extra.get("REFERRAL_OUTREACH_URL", ""),
        **_take(s, "CHANNELS_PSEUDONYM_KEY", "CHANNELS_SERVICE_KEYS", "CHANNELS_TOKEN", "BOT_TOKEN", "REFERRAL_CHANNELS_TOKEN"),
        **case_page,
        **{k: v for k, v in plan.extra.items() if k in TWILIO or k.startswith("CHANNELS_")},
    }
    bot = {
        "BOT_PORT": str(p.bot),
        "BOT_DATABASE_URL": plan.urls.roles["wegwijzer_bot"],
        "ACTIONS_URL": f"{here}{p.actions}",
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "LOG_LEVEL_LIBRARIES": "ERROR",
        **case_page,
        **_take(s, "BOT_TOKEN", "BOT_STATE_KEY"),
    }
    actions = {
        "ACTIONS_PORT": str(p.actions),
        "REFERRAL_URL": f"{here}{p.referral}",
        "ACTIONS_SPOOL_DIR": str(plan.var / "spool"),
        **_take(s, "REFERRAL_ACTIONS_TOKEN", "ACTIONS_CODE_KEY", "REFERRAL_INTAKE_PUBLIC_KEY"),
    }
    referral = {
        "REFERRAL_PORT": str(p.referral),
        "REFERRAL_DATABASE_URL": plan.urls.roles["wegwijzer_referral"],
        "REFERRAL_DESK_DATABASE_URL": plan.urls.roles["wegwijzer_desk"],
        "CHANNELS_URL": f"{here}{p.channels}",
        "REFERRAL_PUBLIC_URL": f"{here}{p.referral}",
        "REFERRAL_CHAT_URL": f"{public}/chat",
        "REFERRAL_WHATSAPP_NUMBER": plan.extra.get("TWILIO_WHATSAPP_FROM", "").removeprefix("whatsapp:"),
        "REFERRAL_SMS_NUMBER": plan.extra.get("TWILIO_SMS_FROM", ""),
        **{k: v for k, v in plan.extra.items() if k.startswith("REFERRAL_")},
        **_take(
            s, "REFERRAL_ACTIONS_TOKEN", "REFERRAL_CHANNELS_TOKEN", "REFERRAL_LOOKUP_KEY", "REFERRAL_INTAKE_PRIVATE_KEY", "CHANNELS_TOKEN"
        ),
    }
    rooms = {"channels": channels, "bot": bot, "actions": actions, "referral": referral}
    return {room: common | values for room, values in rooms.items()}


def _take(secrets: dict[str, str], *names: str) -> dict[str, str]:
    return {name: secrets[name] for name in names}
