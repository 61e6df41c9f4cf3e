"""What the editors may read of questions without an answer: what three conversations shared, and nothing that only one of them wrote."""

import os
import secrets
import subprocess
from datetime import date

import psycopg
import pytest

from deploy.base.database import Urls
from deploy.launch.house import BOT_PYTHON, ROOT
from tests.bot.service import Bot, Worker

pytestmark = pytest.mark.rasa


def asks(bot: Bot, text: str) -> None:
    """A conversation of its own."""
    Worker(bot, language="nl").turn(text)


def listed(bot: Bot, urls: Urls) -> str:
    """What `wegwijzer gaps` prints."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "BOT_DATABASE_URL": urls.roles["wegwijzer_bot"], "BOT_STATE_KEY": bot.state_key}
    done = subprocess.run([str(BOT_PYTHON), "-m", "bot.gaps"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def everything(urls: Urls) -> str:
    """Every value in every table of the bot's schema, as text."""
    found = []
    with psycopg.connect(urls.admin) as admin:
        for (table,) in admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'bot'").fetchall():
            found += [str(row[0]) for row in admin.execute(f"SELECT t::text FROM bot.{table} t")]  # type: ignore[arg-type]
    return "\n".join(found).casefold()


def test_a_gap_shows_after_three_conversations_and_never_a_name_or_a_number(bot: Bot, house_urls: Urls) -> None:
    nobody = "kanariovski"  # no pattern knows it: in small letters, without a word before it
    asks(bot, f"welke olie hoort er in een grasmaaier van {nobody} 06 12345678")
    again = Worker(bot, language="nl")
    for _ in range(3):
        again.turn(f"Ik heet Jan {nobody}, welke olie moet er in de grasmaaier? mail jan.{nobody}@example.org")
    before = listed(bot, house_urls)
    assert "grasmaa" not in before, before
    assert nobody not in before
    asks(bot, "grasmaaier olie welke soort bsn 123456782")
    after = listed(bot, house_urls)
    assert f"    3  {date.today()} – {date.today()}  grasmaa + olie" in after
    stored = everything(house_urls) + after
    assert "grasmaa" in stored
    for canary in (nobody, "12345678", "example.org", "jan", "soort"):  # what one or two of them wrote
        assert canary not in stored, canary


def test_words_of_a_report_and_a_repeated_message_are_no_gap(bot: Bot, house_urls: Urls) -> None:
    worker = Worker(bot, language="nl")
    worker.turn("!report_abuse")
    with psycopg.connect(house_urls.admin) as admin:
        count = "SELECT count(*) FROM bot.gap_voices"
        before = admin.execute(count).fetchone()
        worker.turn("welke olie hoort er in een zaagmachine")
        assert admin.execute(count).fetchone() == before
        asked = {"message_id": secrets.token_hex(8)}
        other = Worker(bot, language="nl")
        first = other.turn("welke olie hoort er in een motorboot", **asked)
        once = admin.execute(count).fetchone()
        assert once != before
        assert other.turn("welke olie hoort er in een motorboot", **asked) == first
        assert admin.execute(count).fetchone() == once


def test_feedback_is_counted_for_the_topic_in_the_language_by_the_day(bot: Bot, house_urls: Urls) -> None:
    worker = Worker(bot, language="ro")
    worker.turn("!payslip")
    worker.turn("!feedback_negative")
    Worker(bot, language="ro").turn("!feedback_positive?value=payslip")
    Worker(bot, language="ro").turn("!feedback_positive")  # about nothing: counts for nothing
    with psycopg.connect(house_urls.admin) as admin:
        rows = admin.execute("SELECT * FROM bot.feedback_counts WHERE language = 'ro'").fetchall()
    assert rows == [(date.today(), "payslip", "ro", 1, 1, 0)]
    assert "    1     1     0  payslip" in listed(bot, house_urls).split("ro: feedback")[1]
