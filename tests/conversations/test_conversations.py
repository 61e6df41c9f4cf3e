"""Every written conversation in this folder (README.md), with the real bot and the real actions."""

from typing import Any

import pytest

from deploy.base.database import Urls
from tests.bot.service import Bot, Referral
from tests.conversations.script import Play, talks

pytestmark = pytest.mark.rasa
TALKS = talks()


@pytest.mark.parametrize("talk", [talk for _, talk in TALKS], ids=[name for name, _ in TALKS])
def test_a_written_conversation_goes_as_written(bot: Bot, referral: Referral, house_urls: Urls, talk: dict[str, Any]) -> None:
    Play(bot, referral, house_urls.roles["wegwijzer_bot"], talk).run()
