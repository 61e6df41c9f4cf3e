"""A really trained model behind real HTTP, once for all conversation tests."""

import base64
import os
import subprocess
from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet
from nacl.public import PrivateKey

from content.catalogue import Catalogue
from content.live import catalogue
from deploy.base.database import Urls
from deploy.launch.house import BOT_PYTHON, ROOT
from tests.bot.service import Bot, Referral


@pytest.fixture(scope="session")
def referral() -> Referral:
    return Referral()


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory, house_urls: Urls, referral: Referral) -> Iterator[Bot]:
    env = os.environ | {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    subprocess.run([str(BOT_PYTHON), "-m", "bot.train"], cwd=ROOT, env=env, check=True, timeout=1800)
    folder = tmp_path_factory.mktemp("bot")
    running = Bot(
        folder,
        {
            "BOT_DATABASE_URL": house_urls.roles["wegwijzer_bot"],
            "BOT_TOKEN": "test-bot-token",
            "BOT_STATE_KEY": Fernet.generate_key().decode(),
            "REFERRAL_URL": referral.serve(),
            "REFERRAL_ACTIONS_TOKEN": "test-token",
            "ACTIONS_CODE_KEY": "ab" * 32,
            "ACTIONS_SPOOL_DIR": str(folder / "spool"),
            "REFERRAL_INTAKE_PUBLIC_KEY": base64.b64encode(bytes(PrivateKey.generate().public_key)).decode(),
        },
    )
    try:
        running.wait()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def words() -> Catalogue:
    return catalogue()
