"""Demo desks, and the commands for real ones."""

import re
import stat
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from referral import demo
from referral.cli import app
from referral.settings import settings
from tests.referral.conftest import Officer, csrf, file_case, log_in

run = CliRunner()


def said(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return found.group(1)


def test_demo_desks_are_made_once_and_their_unused_passwords_shown_again(room: TestClient, officer: Officer) -> None:
    first = demo.ensure_demo()
    assert [row["desk"] for row in first] == ["Demo-loket Rotterdam", "Demo-loket Venlo", "Demo-loket landelijk"]
    officer("venlo")
    again = {row["email"]: row for row in demo.ensure_demo()}
    assert again["venlo@demo.example"]["password"] is None
    assert again["rotterdam@demo.example"]["password"] == first[0]["password"]
    assert {row["recovery_key"] for row in again.values()} == {None}
    file = Path(settings().wegwijzer_var_dir) / "demo.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "venlo" not in file.read_text()


def test_demo_desks_are_refused_in_production(room: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJZER_ENV", "production")
    settings.cache_clear()
    with pytest.raises(SystemExit, match="production"):
        demo.ensure_demo()
    assert run.invoke(app, ["demo"]).exit_code != 0


@pytest.mark.parametrize("missing", ["REFERRAL_ACTIONS_TOKEN", "REFERRAL_LOOKUP_KEY", "REFERRAL_INTAKE_PRIVATE_KEY", "CHANNELS_TOKEN"])
def test_without_a_secret_nothing_starts_and_the_message_names_it(
    room: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    from referral import __main__, worker

    monkeypatch.setattr("deploy.base.logs.configure", lambda room: None)  # the log of the test run stays as it is
    monkeypatch.delenv(missing)
    settings.cache_clear()
    for start in (__main__.main, worker.main):
        with pytest.raises(SystemExit):
            start()
        assert missing.lower() in capsys.readouterr().err.lower()


def test_a_desk_is_made_and_a_colleague_invited_with_the_recovery_key(room: TestClient, one_time: dict[str, str]) -> None:
    made = run.invoke(app, ["create", "Loket Eindhoven", "eva@eindhoven.example", "--municipality", "0772", "--kind", "housing"])
    assert made.exit_code == 0, made.output
    recovery, password = said(r"([A-Z2-7]{4}(?:-[A-Z2-7]{4})+)", made.output), said(r"([a-z2-9]{4}(?:-[a-z2-9]{4}){3})", made.output)
    assert run.invoke(app, ["create", "Loket Eindhoven", "x@y.example"]).exit_code == 1
    reference, _ = file_case(room, municipality="0772", desk_kind="housing")
    elsewhere, _ = file_case(room, municipality="0772", desk_kind="work_rights")
    wrong = run.invoke(app, ["staff", "invite", "Loket Eindhoven", "bo@eindhoven.example"], input="AAAA-BBBB\n")
    assert (wrong.exit_code, "recovery key" in wrong.output) == (1, True)
    invited = run.invoke(app, ["staff", "invite", "Loket Eindhoven", "bo@eindhoven.example"], input=recovery.lower() + "\n")
    assert invited.exit_code == 0, invited.output
    second = said(r"([a-z2-9]{4}(?:-[a-z2-9]{4}){3})", invited.output)
    for email, own in (("eva@eindhoven.example", password), ("bo@eindhoven.example", second)):
        client = TestClient(room.app, follow_redirects=True)
        page = log_in(client, email, own).text
        client.post("/password", data={"csrf": csrf(page), "old": own, "new": "a-long-new-password", "again": "a-long-new-password"})
        assert "Szef nie płaci." in client.get(f"/cases/{reference}").text
        assert client.get(f"/cases/{elsewhere}").status_code == 404
    assert "bo@eindhoven.example" in run.invoke(app, ["staff", "list", "Loket Eindhoven"]).output
    assert run.invoke(app, ["staff", "remove", "Loket Eindhoven", "bo@eindhoven.example"]).exit_code == 0
    assert "bo@" not in run.invoke(app, ["staff", "list", "Loket Eindhoven"]).output
    assert "0772" in run.invoke(app, ["list"]).output
