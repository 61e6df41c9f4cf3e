"""Members of a desk: invited, given another role, removed with a change of the desk's key, helped after a lost password."""

import re

import psycopg
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from deploy.base import database
from referral import demo
from referral.cli import app
from referral.database import Case, CaseSubject, Desk, DeskSession, Membership, PastKey, Staff, intake
from referral.desks import keys
from referral.desks import service as desks
from referral.errors import CannotOpen
from referral.seal import boxes
from referral.staff import people, sessions
from tests.referral.conftest import ACTIONS, CHANNELS, PASSWORD, Officer, csrf, file_case, log_in, new_code
from tests.referral.test_cases_are_worked_on import case_with_contact, post

run = CliRunner()
BO = "bo@rotterdam.example"
ONE_TIME, RECOVERY = r"([a-z2-9]{4}(?:-[a-z2-9]{4}){3})", r"([A-Z2-7]{4}(?:-[A-Z2-7]{4}){12,})"


def said(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text[:500]
    return found.group(1)


def form(desk: TestClient, action: str, **fields: str) -> str:
    answer = desk.post(f"/staff/{action}", data={"csrf": csrf(desk.get("/staff").text)} | fields)
    assert answer.status_code == 200, answer.text
    return answer.text


def signed_in(room: TestClient, email: str, one_time: str, own: str = PASSWORD) -> TestClient:
    client = TestClient(room.app, raise_server_exceptions=False, follow_redirects=True)
    page = log_in(client, email, one_time).text
    assert client.post("/password", data={"csrf": csrf(page), "old": one_time, "new": own, "again": own}).status_code == 200
    return client


def member(email: str) -> str:
    with intake() as session:
        return str(session.query(Staff).filter_by(email=email).one().id)


def private_key(client: TestClient) -> bytes:
    return sessions.who(client.cookies["desk"]).private_key


def invited(room: TestClient, admin: TestClient, role: str = "officer") -> TestClient:
    return signed_in(room, BO, said(ONE_TIME, form(admin, "invite", email=BO.upper(), role=role)))


def test_an_admin_invites_a_colleague_who_reads_the_cases(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    admin = officer("rotterdam")
    colleague = invited(room, admin)
    assert "Szef nie płaci." in colleague.get(f"/cases/{reference}").text
    assert colleague.get("/staff").status_code == 403
    token = csrf(colleague.get("/").text)
    for action in ("invite", "role", "reset", "remove", "key"):
        answer = colleague.post(f"/staff/{action}", data={"csrf": token, "email": "x@y.example", "role": "admin", "person": member(BO)})
        assert answer.status_code == 403
    again = admin.post("/staff/invite", data={"csrf": csrf(admin.get("/staff").text), "email": BO, "role": "reader"})
    assert again.status_code == 409
    form(admin, "role", person=member(BO), role="reader")
    assert colleague.post(f"/cases/{reference}/note", data={"csrf": token, "text": "x"}).status_code == 403


def test_the_last_admin_stays_one_and_an_admin_of_another_desk_can_do_nothing_here(room: TestClient, officer: Officer) -> None:
    admin, venlo = officer("rotterdam"), officer("venlo")
    mine = {"csrf": csrf(admin.get("/staff").text), "person": member("rotterdam@demo.example")}
    assert admin.post("/staff/role", data=mine | {"role": "lead"}).status_code == 409
    assert admin.post("/staff/remove", data=mine).status_code == 409
    for action in ("role", "reset", "remove"):
        theirs = mine | {"csrf": csrf(venlo.get("/staff").text), "role": "reader"}
        assert venlo.post(f"/staff/{action}", data=theirs).status_code == 409
    assert "rotterdam@" not in venlo.get("/staff").text


def test_removal_changes_the_key_and_the_old_one_opens_nothing_any_more(
    room: TestClient, officer: Officer, referral_urls: database.Urls
) -> None:
    reference, closed = case_with_contact(room)[0], file_case(room)[0]
    admin = officer("rotterdam")
    post(admin, reference, "about", name="Kanarie BV")
    colleague = invited(room, admin)
    stolen = private_key(colleague)
    page = form(admin, "remove", person=member(BO))
    assert colleague.get("/").url.path == "/log-in"
    assert private_key(admin) != stolen
    for known in (reference, closed):
        assert admin.get(f"/cases/{known}").status_code == 200
    post(admin, closed, "about", name="KANARIE")
    assert reference in admin.get(f"/cases/{closed}").text  # marks were made anew too
    after, _ = file_case(room)
    with intake() as session:
        assert session.query(PastKey).count() == 1
    admin.get("/")  # the next look finds nothing left to do
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral") as connection:
        sealed = connection.execute("SELECT desk_key, contact_key FROM cases").fetchall()
        assert connection.execute("SELECT count(*) FROM past_keys").fetchone() == (0,)
    assert len(sealed) == 3
    for blob in (bytes(cell) for row in sealed for cell in row if cell):
        with pytest.raises(CannotOpen):
            boxes.open_sealed(blob, stolen)
    assert admin.get(f"/cases/{after}").status_code == 200
    with intake() as session:
        desk = session.query(Desk).filter_by(municipality="0599").one()
        assert desks.recovered(desk, said(RECOVERY, page)) == private_key(admin)


def test_sealing_anew_goes_in_steps_shows_how_far_it_is_and_everything_is_readable_meanwhile(room: TestClient, officer: Officer) -> None:
    references = [file_case(room)[0] for _ in range(7)]
    admin = officer("rotterdam")
    people.change_key(sessions.who(admin.cookies["desk"]))
    people.change_key(sessions.who(admin.cookies["desk"]))  # twice: cases of two keys before
    who = sessions.who(admin.cookies["desk"])
    assert keys.progress(who) == keys.Progress(7, 7)
    assert keys.seal_anew(who, 3) == 3
    assert "3 / 7" in admin.get("/staff").text
    assert all("Szef nie płaci." in admin.get(f"/cases/{r}").text for r in references)
    admin.get("/")
    assert keys.progress(who) == keys.Progress(0, 7)
    admin.get("/")
    assert not sessions.who(admin.cookies["desk"]).past_keys
    assert all("Szef nie płaci." in admin.get(f"/cases/{r}").text for r in references)


def test_a_contact_that_comes_after_the_change_of_key_is_sealed_to_the_key_of_its_case(room: TestClient, officer: Officer) -> None:
    admin = officer("rotterdam")
    nonce = "ab" * 16
    body = {"kind": "report", "code": new_code(), "municipality": "0599", "language": "pl", "text": "x", "may_contact": True,
            "channel": "whatsapp", "filed_at": "2026-11-24T10:00:00Z"}  # fmt: skip
    headers = {"Authorization": f"Bearer {ACTIONS}", "Idempotency-Key": nonce}
    reference = room.post("/api/cases", json=body, headers=headers).json()["case"]
    people.change_key(sessions.who(admin.cookies["desk"]))
    contact = {"ticket": nonce, "channel": "whatsapp", "address": "whatsapp:+48511110003"}
    assert room.post("/internal/contacts", json=contact, headers={"Authorization": f"Bearer {CHANNELS}"}).status_code == 204
    for _ in range(3):  # before, while and after it is sealed anew
        assert "Opgeslagen" in post(admin, reference, "answer", text="x", language="nl")
        assert "uw antwoord gaat naar de telefoon" in admin.get(f"/cases/{reference}").text
        admin.get("/")


def test_an_admin_helps_a_colleague_who_lost_the_password(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    admin = officer("rotterdam")
    colleague = invited(room, admin)
    page = form(admin, "reset", person=member(BO))
    assert colleague.get("/").url.path == "/log-in"
    assert log_in(TestClient(room.app), BO, PASSWORD).status_code == 401
    colleague = signed_in(room, BO, said(ONE_TIME, page), "another-long-password")
    assert "Szef nie płaci." in colleague.get(f"/cases/{reference}").text


def test_a_colleague_of_two_desks_is_not_reset_by_one_of_them_and_can_switch(room: TestClient, officer: Officer) -> None:
    there, _ = file_case(room, municipality="0983")
    admin, venlo = officer("rotterdam"), officer("venlo")
    page = form(admin, "invite", email="venlo@demo.example", role="officer")
    assert "logt in met het eigen wachtwoord" in page
    answer = admin.post("/staff/reset", data={"csrf": csrf(admin.get("/staff").text), "person": member("venlo@demo.example")})
    assert answer.status_code == 409
    with intake() as session:
        ids = {d.municipality: str(d.id) for d in session.query(Desk)}
    token = csrf(venlo.get("/password").text)
    assert "Demo-loket Rotterdam" in venlo.post("/desk", data={"csrf": token, "desk": ids["0599"]}).text
    assert venlo.get(f"/cases/{there}").status_code == 404
    venlo.post("/desk", data={"csrf": token, "desk": ids["0983"]})
    assert venlo.get(f"/cases/{there}").status_code == 200
    assert venlo.post("/desk", data={"csrf": token, "desk": ids[None]}).status_code == 403


def test_the_recovery_key_helps_the_only_member_who_lost_the_password(room: TestClient, one_time: dict[str, str]) -> None:
    made = run.invoke(app, ["create", "Loket Eindhoven", "eva@eindhoven.example", "--municipality", "0772"]).output
    reference, _ = file_case(room, municipality="0772")
    command = ["staff", "reset", "Loket Eindhoven", "eva@eindhoven.example"]
    assert run.invoke(app, command, input="AAAA-BBBB\n").exit_code == 1
    done = run.invoke(app, command, input=said(RECOVERY, made) + "\n")
    assert done.exit_code == 0, done.output
    eva = signed_in(room, "eva@eindhoven.example", said(ONE_TIME, done.output))
    assert "Szef nie płaci." in eva.get(f"/cases/{reference}").text
    invite = ["staff", "invite", "Loket Eindhoven", "bo@eindhoven.example"]
    assert run.invoke(app, invite, input=said(RECOVERY, made) + "\n").exit_code == 0
    removed = run.invoke(app, ["staff", "remove", "Loket Eindhoven", "bo@eindhoven.example", "--recovery-key", said(RECOVERY, made)])
    assert removed.exit_code == 0, removed.output
    assert run.invoke(app, invite, input=said(RECOVERY, made) + "\n").exit_code == 1  # the paper of before opens nothing
    assert run.invoke(app, invite, input=said(RECOVERY, removed.output) + "\n").exit_code == 0
    assert "Szef nie płaci." in eva.get(f"/cases/{reference}").text


def test_nothing_of_this_touches_another_desk(room: TestClient, officer: Officer) -> None:
    there, _ = file_case(room, municipality="0983")
    admin, venlo = officer("rotterdam"), officer("venlo")
    before = private_key(venlo)
    form(admin, "key")
    admin.get("/")
    assert private_key(venlo) == before
    assert "Szef nie płaci." in venlo.get(f"/cases/{there}").text
    with intake() as session:
        assert {c.key_no for c in session.query(Case)} == {1}
        assert session.query(CaseSubject).count() == 0
        assert session.query(Membership).count() == len(demo.DEMO)
        assert session.query(DeskSession).count() >= 2
