"""Open Klant hears that there is a case, within the limits of its own description, and never what the case says."""

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from typer.testing import CliRunner

from deploy.base import database
from deploy.cli import app as wegwijzer
from referral.database import Case, Desk, intake
from referral.forward.keys import OwnKey
from referral.open_klant import words
from referral.settings import settings
from tests.referral.conftest import Officer, csrf, file_case
from tests.referral.open_klant.double import OpenKlantDouble, wrong_with
from tests.referral.test_cases_are_worked_on import work

WORDS = "KANARIOVKA schreeuwt"
TOKEN = "token-of-open-klant"
DESK = "Demo-loket Rotterdam"
TEAM = "5f1d9bd6-5d2f-4c49-8f0c-5c7ff5b4ff4e"


@pytest.fixture
def open_klant(room: TestClient) -> Iterator[OpenKlantDouble]:
    with OpenKlantDouble(TOKEN) as running:
        yield running


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(wegwijzer, ["desk", "open-klant", *arguments])
    return done.exit_code, done.output


def switch_on(url: str, desk: str = DESK, token: str = TOKEN) -> None:
    assert run("set", desk, "--url", url + "/", "--actor", TEAM, "--token", token) == (0, "")


async def all_work(own: OwnKey) -> None:
    for _ in range(2):  # the event, then what is told
        await work(own)


def jobs(urls: database.Urls) -> list[tuple[str, int]]:
    """(state, tries) of what is left to tell; those that wait for a later try may go at once."""
    with psycopg.connect(urls.admin, options="-csearch_path=referral", autocommit=True) as admin:
        rows = admin.execute("SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = 'open_klant:tell'").fetchall()
        admin.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE task_name = 'open_klant:tell'")
    return [(row[0], row[1]) for row in rows]


async def test_a_new_case_becomes_a_contact_and_a_task_without_a_word_of_it(
    room: TestClient, officer: Officer, own: OwnKey, open_klant: OpenKlantDouble
) -> None:
    switch_on(open_klant.url)
    reference, code = file_case(room, text=WORDS, language="ro", details={"who": WORDS})
    file_case(room, municipality="0983", text=WORDS)  # Venlo has not switched it on
    room.post("/api/cases/messages", json={"code": code, "origin": "x", "text": WORDS, "language": "ro"})
    await all_work(own)
    (contact,), (task,) = open_klant.made["klantcontacten"], open_klant.made["internetaken"]
    assert contact["onderwerp"] == f"Melding in Wegwijzer: {reference} ({DESK})"
    assert reference in contact["inhoud"]
    assert settings().referral_public_url in contact["inhoud"]
    assert (contact["taal"], contact["vertrouwelijk"], contact["indicatieContactGelukt"]) == ("rum", True, None)
    assert task["aanleidinggevendKlantcontact"] == {"uuid": contact["uuid"]}
    assert (task["toegewezenAanActoren"], task["status"]) == ([{"uuid": TEAM}], "te_verwerken")
    assert open_klant.refused == []
    whole = json.dumps(open_klant.made)
    assert not any(secret in whole for secret in (WORDS, code, "unpaid_wages", "0599", "whatsapp", "demo.example"))


async def test_trouble_there_loses_nothing_and_makes_nothing_twice(
    room: TestClient,
    officer: Officer,
    own: OwnKey,
    open_klant: OpenKlantDouble,
    referral_urls: database.Urls,
    capfd: pytest.CaptureFixture[str],
) -> None:
    switch_on(open_klant.url)
    open_klant.fail = {"internetaken": 503}  # after the contact was made
    reference, _ = file_case(room)
    await all_work(own)
    assert reference in officer("rotterdam").get("/").text
    assert jobs(referral_urls) == [("todo", 1)]
    assert [len(rows) for rows in open_klant.made.values()] == [1, 0]
    open_klant.fail, open_klant.token = {}, "another"  # a refused token may be mended, so it is tried again too
    await work(own)
    assert jobs(referral_urls) == [("todo", 2)]
    open_klant.token = TOKEN
    await work(own)
    assert jobs(referral_urls) == []
    assert [len(rows) for rows in open_klant.made.values()] == [1, 1]
    open_klant.fail = {"klantcontacten": 400}  # what is refused as wrong is not said again
    file_case(room)
    await all_work(own)
    assert jobs(referral_urls) == [("failed", 1)]
    said = "".join(capfd.readouterr())
    assert TOKEN not in said


async def test_a_desk_that_gets_a_case_later_has_a_task_of_its_own(
    room: TestClient, officer: Officer, own: OwnKey, open_klant: OpenKlantDouble
) -> None:
    switch_on(open_klant.url)
    switch_on(open_klant.url, "Demo-loket Venlo")
    reference, _ = file_case(room)
    await all_work(own)
    client = officer("rotterdam")
    page = client.get(f"/cases/{reference}").text
    with intake() as session:
        venlo = str(session.execute(select(Desk.id).where(Desk.name == "Demo-loket Venlo")).scalar_one())
    assert client.post(f"/cases/{reference}/hand-over", data={"csrf": csrf(page), "desk": venlo}).status_code == 200
    await all_work(own)
    assert [row["onderwerp"].split("(")[1] for row in open_klant.made["klantcontacten"]] == [f"{DESK})", "Demo-loket Venlo)"]
    assert len(open_klant.made["internetaken"]) == 2
    with intake() as session:  # and one whose content was erased before its turn is not told of
        gone, _ = file_case(room)
        session.query(Case).where(Case.reference == gone).one().erased_at = datetime.now(UTC)
    await all_work(own)
    assert len(open_klant.made["klantcontacten"]) == 2


def test_the_longest_words_keep_the_limits() -> None:
    desk, where = "Loket " + "x" * 300, "https://" + "y" * 1200
    for language in ("nl", "en", "pl", "ro", "bg", "uk"):
        subject = words.subject("referral", "D-7K2M94", desk)
        contact = words.contact(subject, "D-7K2M94", language, datetime.now(UTC), where)
        assert wrong_with("klantcontact", contact) == []
        assert (len(contact["onderwerp"]), len(contact["inhoud"])) == (200, 1000)
    assert wrong_with("internetaak", words.task(uuid.uuid4(), uuid.uuid4())) == []
    assert wrong_with("klantcontact", contact | {"inhoud": "x" * 1001})
    assert wrong_with("klantcontact", contact | {"taal": "nl"})


def test_the_operator_switches_it_on_and_off_and_the_token_is_wrapped(
    room: TestClient, one_time: dict[str, str], referral_urls: database.Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("show", DESK) == (0, "off\n")
    switch_on("https://klant.example/klantinteracties/api/v1")
    code, said = run("show", DESK)
    assert (code, said) == (0, f"https://klant.example/klantinteracties/api/v1  actor {TEAM}\n")
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral") as admin:
        (kept,) = admin.execute("SELECT wrapped_token FROM open_klant").fetchone() or (b"",)
    assert TOKEN.encode() not in bytes(kept)
    monkeypatch.setenv("WEGWIJZER_ENV", "production")
    settings.cache_clear()
    for wrong in ("http://klant.example", "nonsense", "https://"):
        assert run("set", DESK, "--url", wrong, "--actor", TEAM, "--token", TOKEN)[0] == 1
    assert run("off", DESK) == (0, "")
    assert run("show", DESK) == (0, "off\n")
    assert run("show", "nowhere")[0] == 1
