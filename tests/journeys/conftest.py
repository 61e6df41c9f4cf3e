"""The whole house, once for all journeys: every room as its own process, Twilio's double outside."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.launch.environment import Ports
from deploy.launch.house import House, free_port
from tests.channels.twilio_double import TwilioDouble

ACCOUNT, TOKEN, PUBLIC_URL = "AC" + "0" * 32, "journey-token-0123456789", "https://wegwijzer.example"
WHATSAPP, SMS = "whatsapp:+3197010200001", "+3197010200002"


@pytest.fixture(scope="session")
def twilio() -> Iterator[TwilioDouble]:
    double = TwilioDouble(account_sid=ACCOUNT, auth_token=TOKEN, whatsapp_from=WHATSAPP, sms_from=SMS)
    double.start()
    yield double
    double.stop()


@pytest.fixture(scope="session")
def house(twilio: TwilioDouble) -> Iterator[House]:
    """Every room running; stopped at the end. The model is trained only if the content or the bot changed."""
    with tempfile.TemporaryDirectory(prefix="wegwijzer-house-") as folder:
        extra = twilio.settings() | {"CHANNELS_PUBLIC_URL": PUBLIC_URL}
        ports = Ports(free_port(), free_port(), free_port(), free_port())
        house = House(var=Path(folder), env="test", ports=ports, extra=extra, say=lambda line: print(line, file=sys.stderr))
        try:
            house.start()
            twilio.connect(PUBLIC_URL, f"http://127.0.0.1:{ports.channels}")
            yield house
        finally:
            house.stop()
