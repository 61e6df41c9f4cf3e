"""A key figure from the invitation to leaving: a magic link, a page in the own language, links, counts, remarks and signals."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import psycopg
import pytest
import time_machine
from fastapi.testclient import TestClient
from sqlalchemy import select
from typer.testing import CliRunner

from content.languages import LANGUAGES
from content.sharing import share_text
from deploy.base import database, slugs
from referral.database import intake
from referral.desks import keys
from referral.outreach import retention
from referral.outreach.calendar import today
from referral.outreach.cli import app as commands
from referral.outreach.counts import store
from referral.outreach.figures import tell_pages
from referral.outreach.links import service as links
from referral.outreach.tables import KeyFigure, Signal
from referral.staff import sessions
from tests.referral.conftest import Officer, csrf

Desks = dict[str, uuid.UUID]
NAME, PLACE = "KANARIOVKA Ania", "Polski sklep KANARIOVKA"


def invite(lead: TestClient, name: str = NAME, language: str = "pl") -> str:
    """The magic link."""
    form = {"csrf": csrf(lead.get("/figures").text), "name": name, "language": language}
    found = re.search(r"<code>(http[^<]+/my/enter\?key=[^<]+)</code>", lead.post("/figures/invite", data=form).text)
    assert found
    return found[1]


def enter(room: TestClient, magic: str) -> TestClient:
    """A telephone on which the magic link was opened and its button pressed."""
    phone = TestClient(room.app, raise_server_exceptions=False, headers={"accept-language": "ro"})
    page = phone.get(magic.removeprefix("http://127.0.0.1:8001"))
    assert "Deschide pagina mea" in page.text
    assert not phone.cookies, "fetching the link, as previews do, lets nobody in"
    phone.post("/my/enter", data={"key": magic.rsplit("=", 1)[1]})
    return phone


def join(room: TestClient, lead: TestClient, **more: object) -> TestClient:
    phone = enter(room, invite(lead))
    form = {"csrf": csrf(phone.get("/my").text), "name": NAME, **more}
    assert phone.post("/my/me", data=form).status_code == 200
    return phone


def does(phone: TestClient, path: str, **form: object) -> str:
    answer = phone.post(path, data={"csrf": csrf(phone.get("/my/me").text), **form})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_person_decides_what_is_kept_and_can_change_and_delete_it(
    room: TestClient, officer: Officer, referral_urls: database.Urls
) -> None:
    lead = officer("rotterdam")
    phone = enter(room, invite(lead))
    welcome = phone.get("/my").text
    assert "Chcesz pomóc innym trafić do nas?" in welcome
    assert "Demo-loket Rotterdam" in welcome
    assert phone.get("/my/tell").url.path == "/my", "nothing before the person has said yes"
    does_it = phone.post("/my/me", data={"csrf": csrf(welcome), "name": "Ania", "languages": ["pl", "nl"], "place": PLACE})
    assert "Cześć Ania" in does_it.text
    listed = lead.get("/figures").text
    assert "Ania" in listed
    assert PLACE in listed
    assert "polski, Nederlands" in listed
    assert NAME not in listed
    does(phone, "/my/me", name="Basia", language="bg")
    assert "Здравей, Basia" in phone.get("/my").text
    does(phone, "/my/links", language="pl", topic="minimum_wage", place=PLACE)
    with psycopg.connect(referral_urls.admin) as admin:
        rows = str(admin.execute("SELECT * FROM referral.key_figures, referral.share_links").fetchall())
        assert not any(word in rows for word in ("Basia", "Ania", "KANARIOVKA")), "neither name nor place in clear"
        slug = admin.execute("SELECT slug FROM referral.share_links").fetchone()
        assert slug
        assert "Всичко е изтрито" in does(phone, "/my/leave")
        assert admin.execute("SELECT count(*) FROM referral.key_figures").fetchone() == (0,)
    assert phone.get("/my").status_code == 404
    assert room.get(f"/go/{slug[0]}", headers={"user-agent": "Mozilla/5.0"}).status_code == 410, "a poster that still hangs explains itself"
    assert "Basia" not in lead.get("/figures").text


def test_a_magic_link_is_kept_as_a_hash_revoked_renewed_and_ends(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    lead = officer("rotterdam")
    magic = invite(lead)
    token = magic.rsplit("=", 1)[1]
    phone = enter(room, magic)
    does_join = phone.post("/my/me", data={"csrf": csrf(phone.get("/my").text), "name": NAME})
    assert does_join.status_code == 200
    does(phone, "/my/links", language="pl")
    with psycopg.connect(referral_urls.admin) as admin:
        assert token not in str(admin.execute("SELECT * FROM referral.key_figures").fetchall())
    figure = {"csrf": csrf(lead.get("/figures").text), "figure": re.search(r'name="figure" value="([^"]+)"', lead.get("/figures").text)[1]}  # type: ignore[index]
    lead.post("/figures/revoke", data=figure)
    assert "Acest link către pagina ta" in phone.get("/my").text
    assert phone.get("/my").status_code == 404
    with intake() as session:
        assert [link.state for link in links.of_figure(session, uuid.UUID(figure["figure"]))] == ["paused"]
    newer = re.search(r"key=([^<]+)</code>", lead.post("/figures/renew", data=figure).text)[1]  # type: ignore[index]
    assert phone.post("/my/enter", data={"key": token}).status_code == 404
    assert "Cześć" in phone.post("/my/enter", data={"key": newer}).text
    with intake() as session:
        session.scalars(select(KeyFigure)).one().expires_on = today()
    assert phone.get("/my").status_code == 404, "on the day of its end"
    with intake() as session:
        session.scalars(select(KeyFigure)).one().expires_on = today() - timedelta(days=100)
    assert retention.erase_old() == 1
    venlo = officer("venlo")
    assert venlo.post("/figures/renew", data={**figure, "csrf": csrf(venlo.get("/figures").text)}).status_code == 404


def test_another_desk_and_another_role_see_no_key_figure(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    lead, venlo = officer("rotterdam"), officer("venlo")
    phone = join(room, lead)
    does(phone, "/my/links", language="pl", place=PLACE)
    does(phone, "/my/signal", words="trzy domy")
    for path in ("/figures", "/links", "/signals"):
        assert not any(word in venlo.get(path).text for word in (NAME, PLACE, "trzy domy"))
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral", autocommit=True) as admin:
        admin.execute("UPDATE memberships SET role = 'officer'")
    token = csrf(lead.get("/signals").text)
    assert lead.get("/figures").status_code == lead.get("/links").status_code == 403
    assert lead.post("/figures/invite", data={"csrf": token, "name": "x", "language": "pl"}).status_code == 403
    assert "trzy domy" in lead.get("/signals").text
    assert room.get("/figures", follow_redirects=False).headers["location"] == "/log-in"


def test_a_key_figure_makes_links_and_changes_only_its_own(room: TestClient, officer: Officer) -> None:
    lead = officer("rotterdam")
    first, second = join(room, lead), join(room, lead)
    page = does(first, "/my/links", language="ro", topic="bsn", place="biserică")
    spoken = re.search(r'class="slug" lang="en">([a-z-]+)<', page)[1]  # type: ignore[index]
    assert f"/go/{spoken}" in page
    assert unquote(re.search(r"wa\.me/\?text=([^\"]+)", page)[1]) == share_text("bsn", "ro", f"http://127.0.0.1:8001/go/{spoken}")  # type: ignore[index]
    assert room.get(f"/go/{spoken}", follow_redirects=False).headers["location"].startswith("/ro/")
    mine = re.search(r'name="link" value="([^"]+)"', page)[1]  # type: ignore[index]
    token = csrf(second.get("/my/me").text)
    assert second.post("/my/links/step", data={"csrf": token, "link": mine, "step": "end"}).status_code == 404
    assert "wstrzymany" in does(first, "/my/links/step", link=mine, step="pause")
    assert room.get(f"/go/{spoken}").status_code == 410, "at once, whatever was remembered"
    does(first, "/my/links/step", link=mine, step="rotate")
    for wrong in ({"language": "xx"}, {"language": "pl", "topic": "x"}, {"language": "pl", "place": "x" * 61}):
        assert first.post("/my/links", data={"csrf": csrf(first.get("/my/me").text), **wrong}).status_code == 422
    assert first.post("/my/links", data={"csrf": token, "language": "pl"}).status_code == 403, "a form of another page"
    desk = does_lead(lead, language="bg", place="църква")
    assert "църква" in desk
    assert "biserică" in desk
    assert "vervangen" in desk


def test_a_key_figure_prints_its_own_links_and_is_told_what_is_new(room: TestClient, officer: Officer) -> None:
    lead = officer("rotterdam")
    phone, other = join(room, lead), join(room, lead)
    page = does(phone, "/my/links", language="pl", topic="minimum_wage", place=PLACE)
    slug = re.search(r'/my/links/([a-z]{10})/a6\.pdf"', page)[1]  # type: ignore[index]
    assert phone.get(f"/my/links/{slug}/a6.pdf").content.startswith(b"%PDF")
    assert phone.get(f"/my/links/{slug}/qr.png").content.startswith(b"\x89PNG")
    for path in (f"{slug}/x.pdf", "nosuchslug/a4.pdf"):
        assert phone.get(f"/my/links/{path}").status_code == 404
    assert other.get(f"/my/links/{slug}/a4.pdf").status_code == 404
    with time_machine.travel(datetime(2026, 7, 10, 9, tzinfo=UTC), tick=False):
        fresh = phone.get("/my").text
    assert "Nowe w tym miesiącu" in fresh
    assert unquote(re.search(r'<h3>Płaca minimalna</h3>.*?wa\.me/\?text=([^"]+)"', fresh, re.S)[1]).endswith(slugs.shown(slug))  # type: ignore[index]


def does_lead(lead: TestClient, **form: object) -> str:
    return lead.post("/links", data={"csrf": csrf(lead.get("/links").text), **form}).text


def test_what_was_brought_is_told_in_the_own_language_and_never_below_five(room: TestClient, officer: Officer) -> None:
    phone = join(room, officer("rotterdam"))
    does(phone, "/my/links", language="pl", place=PLACE)
    page = does(phone, "/my/links", language="pl", place="KOSCIOL")
    with intake() as session:
        by_place = {link.place: link.id for link in links.of_figure(session, session.scalars(select(KeyFigure.id)).one())}
        store.add(session, {(by_place[PLACE], today(), "visits"): 3})
    assert "mniej niż pięć osób" in phone.get("/my").text
    with intake() as session:
        store.add(session, {(by_place[PLACE], today(), "visits"): 31, (by_place[PLACE], today(), "starts"): 7})
        store.add_topics(session, by_place[PLACE], "minimum_wage", today(), 6)
        store.add(session, {(by_place["KOSCIOL"], today() - timedelta(days=14), "visits"): 4})
    page = phone.get("/my").text
    assert "przyciągnęły przez ostatnie trzydzieści dni około 38 osób" in page
    assert "„Polski sklep KANARIOVKA”" not in page, "34 would give away the 4 of the other link"
    assert "Rozmowy rozpoczęte przez Twoje linki: 7." in page
    assert '<svg viewBox="0 0 320 150" role="img" aria-label="Ile osób przyszło">' in page
    assert "nie pokazujemy" in page
    with intake() as session:
        store.add(session, {(by_place["KOSCIOL"], today() - timedelta(days=14), "visits"): 1})
    assert "Twój link „Polski sklep KANARIOVKA” przyciągnął przez ostatnie trzydzieści dni około 34 osób." in phone.get("/my").text


def test_remarks_go_to_the_editors_and_signals_to_the_desk_without_a_name(
    room: TestClient, officer: Officer, referral_urls: database.Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = officer("rotterdam")
    phone = join(room, lead)
    assert "Redakcja to sprawdzi" in does(phone, "/my/remark", what="wrong", topic="bsn", language="ro", words="Stary  adres")
    does(phone, "/my/remark", what="missing")
    assert phone.post("/my/remark", data={"csrf": csrf(phone.get("/my/me").text), "what": "awful"}).status_code == 422
    assert "Urząd to przeczyta" in does(phone, "/my/signal", words="W parku trzy domy są pełne.")
    with psycopg.connect(referral_urls.admin) as admin:
        rows = str(admin.execute("SELECT * FROM referral.signals, referral.remarks").fetchall())
    assert "trzy domy" not in rows
    assert "Stary" not in rows
    said = CliRunner().invoke(commands, ["remarks"]).output.splitlines()
    assert re.fullmatch(r" +\d+ 20\d\d-\d\d-\d\d wrong    ro bsn +Stary adres", said[0])
    assert len(said) == 2
    CliRunner().invoke(commands, ["remarks", "--finish", said[0].split()[0]])
    assert len(CliRunner().invoke(commands, ["remarks"]).output.splitlines()) == 1
    assert "Nieuwe signalen uit de gemeenschap: 1" in lead.get("/").text
    page = lead.get("/signals").text
    assert "W parku trzy domy są pełne." in page
    assert NAME not in page
    which = re.search(r'name="signal" value="([^"]+)"', page)[1]  # type: ignore[index]
    lead.post("/signals/seen", data={"csrf": csrf(page), "signal": which})
    assert "Nieuwe signalen" not in lead.get("/").text
    # a desk that changes its key still reads what was told before
    lead.post("/staff/key", data={"csrf": csrf(lead.get("/staff").text)})
    lead.get("/")
    who = sessions.who(lead.cookies["desk"])
    with intake() as session:
        assert session.scalars(select(Signal.key_no)).one() == who.key_no == 2
    keys.go_on(who)
    assert "W parku trzy domy są pełne." in lead.get("/signals").text
    lead.post("/signals/erase", data={"csrf": csrf(page), "signal": which})
    assert "trzy domy" not in lead.get("/signals").text
    monkeypatch.setattr(tell_pages.pace, "burst", 0.0)
    tell_pages.pace._left.clear()
    token = csrf(phone.get("/my/me").text)
    assert phone.post("/my/signal", data={"csrf": token, "words": "jeszcze"}).status_code == 429


def test_helping_somebody_to_report_carries_no_code_in_any_language(room: TestClient, officer: Officer) -> None:
    phone = join(room, officer("rotterdam"))
    page = does(phone, "/my/links", language="pl")
    spoken = re.search(r'class="slug" lang="en">([a-z-]+)<', page)[1]  # type: ignore[index]
    for language in LANGUAGES:
        shown = phone.get(f"/my/help?lang={language}").text
        assert f"/chat?lang={language}" in shown
        assert spoken not in shown
        assert "via=" not in shown
        does(phone, "/my/me", name="x", language=language)
        for path in ("/my", "/my/tell", "/my/help", "/my/me"):
            assert f'<html lang="{language}">' in phone.get(path).text
