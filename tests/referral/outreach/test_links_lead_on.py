"""Opening a link: where it leads, who is counted, what a dead one says, and what machines and floods do to the counts."""

import re
import uuid
from datetime import timedelta

import psycopg
import pytest
from fastapi.testclient import TestClient

from deploy.base import database, slugs
from referral.database import intake
from referral.outreach.calendar import today
from referral.outreach.counts import store
from referral.outreach.counts.agents import is_person
from referral.outreach.counts.limits import Pace, Today, side
from referral.outreach.links import service
from referral.outreach.links.service import Link, Wish
from referral.settings import settings

Desks = dict[str, uuid.UUID]
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
FACEBOOK_APP = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/485.0]"
PREVIEWS = (
    "WhatsApp/2.24.20.89 A", "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "curl/8.5.0", "", "python-requests/2.32",
    "Mozilla/5.0 (Macintosh) AppleWebKit/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
)  # fmt: skip


@pytest.fixture
def numbers(room: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERRAL_WHATSAPP_NUMBER", "+3197010200000")
    monkeypatch.setenv("REFERRAL_SMS_NUMBER", "+3197010200001")
    settings.cache_clear()


def make(desks: Desks, **changes: object) -> Link:
    with intake() as session:
        return service.create(session, Wish(desks["venlo"], **({"language": "pl", "topic": "minimum_wage"} | changes)))  # type: ignore[arg-type]


def opens(room: TestClient, said: str, agent: str = PHONE, **more: object) -> object:
    headers = {"user-agent": agent, **more.pop("headers", {})}  # type: ignore[dict-item]
    return room.get(f"/go/{said}", headers=headers, follow_redirects=False, **more)  # type: ignore[arg-type]


def counted(room: TestClient, link: Link) -> dict[str, int]:
    room.app.state.tally.flush(today())  # type: ignore[attr-defined]
    with intake() as session:
        found = {w: store.days_of(session, [link.id], today(), w)[link.id] for w in ("visits", "crawlers", "excess")}  # type: ignore[arg-type]
    return {what: sum(days.values()) for what, days in found.items()}


def test_each_target_opens_in_its_language(room: TestClient, desks: Desks, numbers: None) -> None:
    page, whatsapp, chat, sms = (make(desks, target=t) for t in ("page", "whatsapp", "chat", "sms"))
    where = opens(room, page.spoken).headers["location"]
    assert where.startswith("/pl/")
    assert where.endswith(f"?via={page.spoken}")
    where = opens(room, whatsapp.spoken).headers["location"]
    assert where == f"https://wa.me/3197010200000?text=Dzie%C5%84%20dobry%21%20%23{whatsapp.spoken}"
    assert opens(room, chat.spoken).headers["location"].endswith(f"/chat?lang=pl&topic=minimum_wage&via={chat.spoken}")
    answer = opens(room, sms.spoken)
    assert answer.status_code == 200
    assert f'href="sms:+3197010200001?&amp;body=Dzie%C5%84%20dobry%21%20%23{sms.spoken}"' in answer.text
    assert f'<span class="whole">#{sms.spoken}</span>' in answer.text
    assert "+3197010200001" in answer.text
    other = opens(room, f"{page.spoken}/whatsapp").headers["location"]
    assert other.startswith("https://wa.me/")
    assert page.spoken in other
    assert counted(room, page) == {"visits": 1, "crawlers": 0, "excess": 0}


def test_a_page_opened_through_a_link_asks_with_its_code_and_reports_without(room: TestClient, desks: Desks, numbers: None) -> None:
    for topic in ("minimum_wage", None):
        link = make(desks, topic=topic)
        where = opens(room, link.spoken).headers["location"]
        plain, page = room.get(where.split("?")[0]).text, room.get(where).text
        assert link.spoken not in plain
        ways = re.findall(r'href="([^"]*(?:wa\.me|sms:|/chat\?)[^"]*)"', page)
        assert {way for way in ways if link.spoken in way} == {
            way for way in ways if "report_abuse" not in way and "talk_to_desk" not in way
        }
        assert len([way for way in ways if link.spoken in way]) >= 3
        assert room.get(where.split("?")[0] + "?via=tako-pime-sa").text == plain


def test_a_slug_in_capitals_in_cyrillic_and_with_spaces_is_the_same_link(room: TestClient, desks: Desks) -> None:
    link = make(desks)
    cyrillic = link.slug.translate(str.maketrans("fklmnpstaeio", "фклмнпстаеио"))
    for said in (link.spoken.upper(), cyrillic, link.spoken.replace("-", "%20"), link.slug):
        assert opens(room, said).status_code == 302
    assert opens(room, link.spoken, FACEBOOK_APP).status_code == 302
    assert counted(room, link)["visits"] == 2, "one telephone, however it was typed, and another"


def test_previews_and_crawlers_are_led_to_the_page_and_not_counted_as_people(room: TestClient, desks: Desks, numbers: None) -> None:
    link = make(desks, target="whatsapp")
    for agent in PREVIEWS:
        assert opens(room, link.slug, agent).headers["location"].startswith("/pl/")
    opens(room, link.slug, headers={"sec-purpose": "prefetch;prerender"})
    assert room.head(f"/go/{link.slug}", headers={"user-agent": PHONE}, follow_redirects=False).status_code == 302
    assert counted(room, link) == {"visits": 0, "crawlers": len(PREVIEWS) + 2, "excess": 0}
    assert is_person("GET", {"user-agent": PHONE})


@pytest.mark.parametrize(("why", "polish"), [("pause", "wstrzymany"), ("end", "nie jest już używany"), ("rotate", "nowy link")])
def test_a_dead_link_explains_itself_in_five_languages_and_still_offers_everything(
    room: TestClient, desks: Desks, numbers: None, why: str, polish: str
) -> None:
    link = make(desks, target="chat")
    with intake() as session:
        service.take(session, link.id, why)  # type: ignore[arg-type]
    answer = opens(room, link.spoken)
    assert answer.status_code == 410
    assert polish in answer.text
    for language in ("nl", "en", "pl", "ro", "bg"):
        assert f'<section lang="{language}"' in answer.text
        assert f'href="/{language}"' in answer.text
        assert f"/chat?lang={language}&amp;topic=minimum_wage" in answer.text
    assert answer.text.index('lang="pl" class') < answer.text.index('lang="nl" class'), "the language of the link comes first"
    assert answer.text.count("https://wa.me/3197010200000") == 5
    assert link.spoken not in answer.text
    assert "112" in answer.text
    assert counted(room, link)["visits"] == 0


def test_an_expired_link_says_so_from_its_day_on(room: TestClient, desks: Desks) -> None:
    late, fresh = make(desks, expires_on=today()), make(desks, expires_on=today() + timedelta(days=1))
    assert "stracił ważność" in opens(room, late.slug).text
    assert opens(room, fresh.slug).status_code == 302


def test_guessed_slugs_are_slowed_down_and_counted_apart(room: TestClient, desks: Desks, referral_urls: database.Urls) -> None:
    link = make(desks)
    answers = [opens(room, slugs.new() if n % 2 else "no-such-thing", headers={"accept-language": "bg"}) for n in range(25)]
    assert [a.status_code for a in answers] == [404] * 20 + [429] * 5
    assert "Не познаваме този код" in answers[0].text
    assert "Изчакай" in answers[-1].text
    assert "retry-after" in answers[-1].headers
    assert opens(room, link.slug).status_code == 429, "who guesses does not even find what there is"
    room.app.state.tally.flush(today())  # type: ignore[attr-defined]
    with psycopg.connect(referral_urls.admin) as admin:
        assert admin.execute("SELECT what, n FROM referral.outreach_days").fetchall() == [("guess", 26)]
    assert room.get("/metrics").text.count(link.slug) == 0


def test_a_flood_from_one_side_is_refused_and_counted_apart(room: TestClient, desks: Desks) -> None:
    link = make(desks)
    got = [opens(room, link.slug).status_code for _ in range(100)]
    assert got.count(302) <= 65
    assert got[-1] == 429
    assert counted(room, link) == {"visits": 1, "crawlers": 0, "excess": got.count(429)}


def test_more_than_a_poster_brings_is_led_on_but_counted_apart(room: TestClient, desks: Desks) -> None:
    link, gate = make(desks), room.app.state.gate  # type: ignore[attr-defined]
    gate.hits, gate.crowd = Pace(1e6, 1e6), Pace(10, 0.001)
    assert {opens(room, link.slug, f"{PHONE} v{n}").status_code for n in range(30)} == {302}
    assert counted(room, link) == {"visits": 10, "crawlers": 0, "excess": 20}


def test_marks_of_visitors_change_their_key_every_day_and_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    marks, day = Today(), today()
    assert [marks.is_new(day, "slug", "1.2.3.4", PHONE) for _ in range(2)] == [True, False]
    before = marks.mark("slug", "1.2.3.4", PHONE)
    assert marks.is_new(day + timedelta(days=1), "slug", "1.2.3.4", PHONE)
    assert marks.mark("slug", "1.2.3.4", PHONE) != before
    monkeypatch.setattr("referral.outreach.counts.limits.MOST_MARKS", 1)
    assert [marks.is_new(day + timedelta(days=1), "other") for _ in range(2)] == [True, True]
    pace = Pace(1, 1, most=2)
    assert [pace.allows(key, 0.0) for key in "abcd"] == [True] * 4
    assert len(pace._left) == 2


def test_a_household_is_one_side_and_stands_nowhere_as_an_address() -> None:
    key = b"k" * 32
    assert side("2001:db8:1:2::7", key) == side("2001:db8:1:2:ffff::1", key) != side("2001:db8:1:3::7", key)
    assert side("203.0.113.7", key) == side("::ffff:203.0.113.7", key) != side("203.0.113.8", key)
    assert side("203.0.113.7", key) != side("203.0.113.7", b"l" * 32)
    assert len(side("testclient", key)) == 8


def test_counts_wait_for_a_database_that_is_away(room: TestClient, desks: Desks, referral_urls: database.Urls) -> None:
    link, tally = make(desks), room.app.state.tally  # type: ignore[attr-defined]
    opens(room, link.slug)
    tally.add_topic(link.id, "bsn", 4)
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral", autocommit=True) as admin:
        admin.execute("ALTER TABLE link_days RENAME TO away")
        try:
            tally.flush(today())
        finally:
            admin.execute("ALTER TABLE away RENAME TO link_days")
        assert counted(room, link)["visits"] == 1
        assert admin.execute("SELECT count(*) FROM link_topics").fetchone() == (0,), "four are not written"
        tally.add_topic(link.id, "bsn", 3)
        tally.flush(today())
        assert admin.execute("SELECT topic, asked FROM link_topics").fetchall() == [("bsn", 7)]
