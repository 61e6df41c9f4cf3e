"""A case goes to a partner: chosen fields, shown before, signed, confirmed once, followed up; and nothing internal goes along."""

import base64
import html
import io
import json
import re
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey
from nacl.signing import SigningKey
from pypdfium2 import PdfDocument
from typer.testing import CliRunner

from referral.audit import reading
from referral.database import AuditEvent, Case, CaseEvent, Desk, Staff, as_desk, intake
from referral.errors import NotAllowed
from referral.packages import archive, signing, states
from referral.packages.cli import app
from referral.partners import service
from referral.partners.tables import Package, Partner
from referral.retention.service import erase_old
from tests.referral.conftest import ACTIONS, Officer, csrf, file_case
from tests.referral.test_cases_are_worked_on import ADDRESS, case_with_contact, post, receiver

STORY, NOTE, FIRM = "Pleśń w pokoju, #let x = 1 *KANAREK-OPOWIEŚĆ*", "KANARIE-NOTITIE", "Kas Kanarie BV"
SHELTER = "Opvang De Kanarie"


@pytest.fixture
def partners(room: TestClient, one_time: dict[str, str]) -> dict[str, str]:
    """Name → id."""
    more = f"- {{name: {SHELTER}, kind: shelter, way: by_hand, address: Kanariestraat}}\n"
    with intake() as session:
        service.apply(session, service.read(service.NATIONAL.read_text() + more))
        return {row.name: str(row.id) for row in session.query(Partner)}


def full_case(room: TestClient, desk: TestClient) -> str:
    """A case with everything that could leak: contact, a note, an answer, a label, a firm, somebody who works on it."""
    reference, _ = case_with_contact(room, text=STORY)
    page = post(desk, reference, "about", name=FIRM)
    post(desk, reference, "note", text=NOTE)
    post(desk, reference, "answer", text="Wij bellen terug, KANARIE-ANTWOORD", language="nl")
    desk.post("/labels", data={"csrf": csrf(page), "name": "kanarielabel"})
    post(desk, reference, "labels", label="kanarielabel")
    with intake() as session:
        person = session.query(Staff).filter_by(email="rotterdam@demo.example").one().id
    post(desk, reference, "assign", person=str(person))
    return reference


def form_of(page: str) -> dict[str, list[str]]:
    """The hidden fields of the form that makes the package."""
    found: dict[str, list[str]] = {}
    part = page.split('id="preview"')[1].split("</form>")[0]
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', part):
        found.setdefault(name, []).append(html.unescape(value))
    return found


def preview(desk: TestClient, reference: str, partner: str, *fields: str, **more: str) -> str:
    token = csrf(desk.get(f"/cases/{reference}").text)
    form = {"csrf": token, "partner": partner, "basis": "agreed", "field": list(fields)} | more
    answer = desk.post(f"/cases/{reference}/package/preview", data=form)
    assert answer.status_code == 200, answer.text
    return answer.text


def send(desk: TestClient, reference: str, partner: str, *fields: str, **more: str) -> bytes:
    """The file, fetched from the link that the case then has."""
    made = desk.post(f"/cases/{reference}/package", data=form_of(preview(desk, reference, partner, *fields, **more)))
    assert made.status_code == 200, made.text
    link = re.findall(rf'href="(/cases/{reference}/packages/P-\w+)"', made.text)[-1]
    return desk.get(link).content


def opened(file: bytes) -> tuple[dict[str, object], str]:
    """(JSON, text of the PDF)."""
    with zipfile.ZipFile(io.BytesIO(file)) as found:
        return json.loads(found.read("package.json")), text_of(found.read("package.pdf"))


def text_of(pdf: bytes) -> str:
    with closing(PdfDocument(pdf)) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def everything_in(file: bytes) -> str:
    """Every text of the file, also the names, comments and the metadata of the PDF."""
    with zipfile.ZipFile(io.BytesIO(file)) as found:
        pdf = found.read("package.pdf")
        texts = [found.read(name).decode() for name in found.namelist() if not name.endswith(".pdf")]
        about = [repr((i.filename, i.comment, i.extra)) for i in found.infolist()]
        return "\n".join([*texts, *about, repr(found.comment), pdf.decode("latin-1"), text_of(pdf)])


def test_what_was_shown_goes_and_nothing_internal_goes_along(room: TestClient, officer: Officer, partners: dict[str, str]) -> None:
    desk = officer("rotterdam")
    reference = full_case(room, desk)
    shown = preview(desk, reference, partners["FairWork"], "topic", "story", "contact", summary="Kort: KANARIE-SAMENVATTING")
    file = send(desk, reference, partners["FairWork"], "topic", "story", "contact", summary="Kort: KANARIE-SAMENVATTING")
    document, text = opened(file)
    fields = document["fields"]
    assert isinstance(fields, list)
    assert [field["name"] for field in fields] == ["summary", "topic", "story", "contact"]
    flat = re.sub(r"\s+", "", text)
    for field in fields:
        for line in field["lines"]:
            assert html.escape(line["text"], quote=False) in shown
            assert re.sub(r"\s+", "", line["text"]) in flat  # a PDF breaks lines where it likes
    assert ADDRESS.removeprefix("whatsapp:") in text
    assert "KANAREK-OPOWIEŚĆ" in flat
    with intake() as session:
        case, staff = session.query(Case).one(), session.query(Staff).filter_by(email="rotterdam@demo.example").one()
        rotterdam, sent = session.query(Desk).filter_by(municipality="0599").one(), session.query(Package).one()
        ids = [case.id, case.desk_id, staff.id, sent.partner_id, *(e.id for e in session.query(AuditEvent))]
        keys = [rotterdam.public_key, staff.public_key, case.desk_key, case.worker_key, case.code, sent.code, sent.sealed_file]
    canaries = [NOTE, "KANARIE-NOTITIE", "kanarielabel", FIRM, "KANARIE-ANTWOORD", reference, "rotterdam@demo.example", "desk_key"]
    canaries += [form for row in ids for form in (str(row), row.hex)]
    canaries += [form for key in keys if key for form in (key.hex(), base64.b64encode(key).decode())]
    found = everything_in(file)
    assert "KANARIE-SAMENVATTING" in found  # this search can find
    assert [canary for canary in canaries if canary in found] == []


def test_a_shelter_cannot_be_given_a_story_even_by_a_forged_form(room: TestClient, officer: Officer, partners: dict[str, str]) -> None:
    desk = officer("rotterdam")
    reference = full_case(room, desk)
    page = desk.get(f"/cases/{reference}/package", params={"partner": partners[SHELTER]}).text
    assert set(re.findall(r'name="field" value="(\w+)"', page)) == {"urgent", "help", "municipality", "language", "contact"}
    assert set(re.findall(r'name="field" value="(\w+)" checked', page)) == {"municipality", "language"}
    document, text = opened(send(desk, reference, partners[SHELTER], "story", "about", "messages", "municipality"))
    assert [field["name"] for field in document["fields"]] == ["municipality"]  # type: ignore[attr-defined]
    assert "KANAREK" not in text


def test_what_is_sent_is_what_was_shown_or_it_is_not_sent(room: TestClient, officer: Officer, partners: dict[str, str]) -> None:
    desk, venlo = officer("rotterdam"), officer("venlo")
    reference, code = case_with_contact(room)
    form = form_of(preview(desk, reference, partners["FairWork"], "messages"))
    adding = {"code": code, "origin": "origin-of-this-conversation", "text": "Nog iets", "language": "nl"}
    assert room.post("/api/cases/messages", json=adding, headers={"Authorization": f"Bearer {ACTIONS}"}).status_code == 201
    assert desk.post(f"/cases/{reference}/package", data=form).status_code == 409
    with intake() as session:
        assert session.query(Package).count() == 0
    assert desk.post(f"/cases/{reference}/package/preview", data=form | {"basis": "because"}).status_code == 422
    assert desk.post(f"/cases/{reference}/package/preview", data=form | {"partner": "x"}).status_code == 404
    token = csrf(venlo.get("/").text)
    for action in ("package", "package/preview"):
        assert venlo.post(f"/cases/{reference}/{action}", data=form | {"csrf": token}).status_code == 404
    assert venlo.get(f"/cases/{reference}/package", params={"partner": partners["FairWork"]}).status_code == 404


def test_the_partner_confirms_once_and_the_desk_reads_how_it_goes_on(room: TestClient, officer: Officer, partners: dict[str, str]) -> None:
    desk, venlo = officer("rotterdam"), officer("venlo")
    reference, _ = file_case(room)
    file = send(desk, reference, partners["FairWork"], "topic")
    number = str(opened(file)[0]["package"])
    code = opened(file)[0]["receipt"]["code"]  # type: ignore[index]
    page = desk.get(f"/cases/{reference}").text
    assert "nog niet bevestigd" in page
    assert venlo.get(f"/cases/{reference}/packages/{number}").status_code == 404
    partner = TestClient(room.app)
    token = csrf(partner.get("/receipt").text)

    def tell(**form: str) -> tuple[int, str]:
        answer = partner.post("/receipt", data={"csrf": token} | form)
        return answer.status_code, answer.text

    assert tell(code="A" * 20) == (404, tell(code="A" * 20)[1])
    status, page = tell(code=code.lower().replace("-", " "))
    assert status == 200
    assert number in page
    assert reference not in page
    assert code not in str(partner.get("/receipt").url)
    assert tell(code=code, step="finished")[0] == 409
    assert tell(code=code, step="received")[0] == 200
    assert tell(code=code, step="received")[0] == 409
    assert "De partner meldt: ontvangen" in desk.get(f"/cases/{reference}").text
    assert "In behandeling" not in desk.get(f"/cases/{reference}").text.split("</h1>")[0]
    assert tell(code=code, step="finished")[0] == 200
    assert "In behandeling" in desk.get(f"/cases/{reference}").text.split("</h1>")[0]
    assert tell(code=code)[0] == 404  # used up
    assert partner.post("/receipt", data={"csrf": "forged", "code": code}).status_code == 403
    assert "afgerond" in desk.get("/handed-on").text
    for city, rows in (("0599", 1), ("0983", 0)):
        with intake() as session:
            of_city = session.query(Desk).filter_by(municipality=city).one().id
        with as_desk(of_city) as session:
            assert session.query(Package).count() == rows
    assert reference not in venlo.get("/handed-on").text


def test_the_hash_stands_in_the_history_and_verify_finds_every_change(
    room: TestClient, officer: Officer, partners: dict[str, str], tmp_path: Path
) -> None:
    desk = officer("rotterdam")
    reference, _ = file_case(room)
    file = send(desk, reference, partners["Nederlandse Arbeidsinspectie"], "topic", "story")
    run, path, keys = CliRunner().invoke, tmp_path / "p.zip", tmp_path / "keys.json"
    path.write_bytes(file)
    keys.write_text(room.get("/keys.json").text)
    genuine = run(app, ["verify", str(path)])
    assert genuine.exit_code == 0, genuine.output
    assert run(app, ["verify", str(path), "--keys", str(keys)]).exit_code == 0  # as a partner, without our database
    with intake() as session:
        event = session.query(CaseEvent).filter_by(what="sent_to_partner").one().detail
        audited = [line.what for line in session.query(AuditEvent).filter_by(reference=reference).order_by(AuditEvent.seq)]
    assert event.split("SHA-256 ")[1] in genuine.output
    assert [what for what in audited if what in ("case_sent", "exported")] == ["case_sent", "exported"]
    assert reading.verify()[1] == []
    with zipfile.ZipFile(io.BytesIO(file)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    forged = SigningKey.generate()
    manifest = json.loads(parts["manifest.json"])
    resigned = parts | {"manifest.sig": base64.b64encode(forged.sign(parts["manifest.json"]).signature)}
    own_key = archive.as_bytes(manifest | {"key": signing.fingerprint(bytes(forged.verify_key))})
    changes = {
        "json": parts | {"package.json": parts["package.json"].replace(b"report", b"rapport") + b" "},
        "pdf": parts | {"package.pdf": parts["package.pdf"] + b" "},
        "manifest": parts | {"manifest.json": archive.as_bytes(manifest | {"desk": "Demo-loket Venlo"})},
        "another key": resigned,
        "a key of nobody": resigned | {"manifest.json": own_key, "manifest.sig": base64.b64encode(forged.sign(own_key).signature)},
        "more in it": parts | {"extra.txt": b"x"},
        "less in it": {name: data for name, data in parts.items() if name != "package.pdf"},
    }
    for what, files in changes.items():
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as changed:
            for name, data in files.items():
                changed.writestr(name, data)
        path.write_bytes(out.getvalue())
        refused = run(app, ["verify", str(path), "--keys", str(keys)])
        assert (refused.exit_code, refused.output[:11]) == (1, "NOT genuine"), what
    with zipfile.ZipFile(out := io.BytesIO(), "w") as again:  # the same documents in another zip: genuine, but not our file
        for name, data in parts.items():
            again.writestr(name, data)
    path.write_bytes(out.getvalue())
    assert run(app, ["verify", str(path), "--keys", str(keys)]).exit_code == 0
    assert run(app, ["verify", str(path)]).exit_code == 1


@given(st.binary(max_size=300))
def test_no_bytes_from_outside_are_genuine_or_break_the_check(data: bytes) -> None:
    with pytest.raises(archive.NotGenuine):
        archive.verify(data, lambda _: None)
    with pytest.raises(archive.NotGenuine):
        archive.verify(b"PK\x03\x04" + data + b"PK\x05\x06" + bytes(18), lambda _: None)


def test_a_partner_with_a_key_gets_a_file_that_only_it_can_open(
    room: TestClient, officer: Officer, partners: dict[str, str], tmp_path: Path
) -> None:
    run, private = CliRunner().invoke, PrivateKey.generate()
    desk = officer("rotterdam")
    with intake() as session:
        session.query(Partner).filter_by(name="FairWork").update({"public_key": bytes(private.public_key)})
    reference, _ = file_case(room)
    sealed = tmp_path / "p.sealed"
    sealed.write_bytes(send(desk, reference, partners["FairWork"], "story"))
    assert b"package.json" not in sealed.read_bytes()
    out = tmp_path / "p.zip"
    wrong = base64.b64encode(bytes(PrivateKey.generate())).decode()
    assert run(app, ["open", str(sealed), str(out), "--private-key", wrong]).exit_code == 1
    right = base64.b64encode(bytes(private)).decode()
    assert run(app, ["open", str(sealed), str(out), "--private-key", right]).exit_code == 0
    assert run(app, ["verify", str(out)]).exit_code == 0


def test_a_package_and_its_code_go_when_the_case_is_erased(room: TestClient, officer: Officer, partners: dict[str, str]) -> None:
    desk = officer("rotterdam")
    reference, _ = file_case(room)
    code = opened(send(desk, reference, partners["FairWork"], "story"))[0]["receipt"]["code"]  # type: ignore[index]
    post(desk, reference, "status", status="closed", outcome="passed_on")
    erase_old(datetime.now(UTC) + timedelta(days=91))
    with intake() as session:
        left = session.query(Package).one()
        assert (left.sealed_file, left.code) == (None, None)
        assert len(left.sha256) == 32  # what went stays provable
    partner = TestClient(room.app)
    token = csrf(partner.get("/receipt").text)
    assert partner.post("/receipt", data={"csrf": token, "code": code}).status_code == 404


def test_the_sending_desk_sees_how_far_a_case_is_that_it_gave_away_and_nothing_else(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    rotterdam, venlo = officer("rotterdam"), officer("venlo")
    post(rotterdam, reference, "hand-over", desk=receiver(rotterdam, reference, "Venlo"))
    page = rotterdam.get("/handed-on").text
    assert reference in page
    assert "Demo-loket Venlo" in page
    assert rotterdam.get(f"/cases/{reference}").status_code == 404
    post(venlo, reference, "status", status="closed", outcome="solved")
    after = rotterdam.get("/handed-on").text
    assert "Afgesloten" in after
    assert "opgelost" not in after
    assert reference not in venlo.get("/handed-on").text


def test_every_step_of_a_package_is_taken_once() -> None:
    for state in states.STATES:
        with pytest.raises(NotAllowed):
            states.step(state, state)
        with pytest.raises(NotAllowed):
            states.step(state, "sent")
        assert states.is_over(state) is (state in ("finished", "not_for_us"))
