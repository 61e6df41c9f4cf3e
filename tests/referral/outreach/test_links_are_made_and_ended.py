"""What can be done with a share link, and what of it stands in the database."""

import uuid
from datetime import date, timedelta

import psycopg
import pytest

from deploy.base import database
from referral.database import as_desk, intake
from referral.errors import Malformed, NotAllowed, UnknownCase
from referral.outreach.counts import store
from referral.outreach.counts.totals import Bar, hidden, month, shown, weeks
from referral.outreach.links import service, states, targets
from referral.outreach.links.service import Wish

DAY = date(2026, 11, 24)
Desks = dict[str, uuid.UUID]


def test_a_link_is_paused_resumed_rotated_and_found_by_what_somebody_says(desks: Desks, referral_urls: database.Urls) -> None:
    with intake() as session:
        wish = Wish(desks["rotterdam"], "pl", "whatsapp", "minimum_wage", "Polski sklep KANARIOVKA", expires_on=DAY)
        link = service.create(session, wish)
        assert service.find(session, link.spoken.upper()) == link
        assert service.take(session, link.id, "pause").state == "paused"
        with pytest.raises(NotAllowed):
            service.take(session, link.id, "pause")
        service.take(session, link.id, "resume")
        newer = service.take(session, link.id, "rotate")
        assert (newer.slug != link.slug, newer.place, newer.topic, newer.expires_on) == (True, link.place, link.topic, DAY)
        old = service.find(session, link.slug)
        assert old is not None
        assert old.state == "replaced"
        with pytest.raises(NotAllowed):
            service.take(session, link.id, "resume")
        with pytest.raises(UnknownCase):
            service.take(session, uuid.uuid4(), "pause")
        assert [found.state for found in service.of_desk(session, desks["rotterdam"])] == ["active", "replaced"]
    with psycopg.connect(referral_urls.admin) as admin:
        stored = str(admin.execute("SELECT * FROM referral.share_links").fetchall())
    assert newer.slug in stored
    assert "KANARIOVKA" not in stored


def test_a_desk_sees_no_link_of_another(desks: Desks) -> None:
    with intake() as session:
        link = service.create(session, Wish(desks["rotterdam"], "pl"))
    with as_desk(desks["venlo"]) as session:
        assert service.find(session, link.slug) is None
        with pytest.raises(UnknownCase):
            service.take(session, link.id, "end")
    with as_desk(desks["rotterdam"]) as session:
        assert service.take(session, link.id, "end").state == "ended"


def test_what_a_link_cannot_be_is_refused(desks: Desks) -> None:
    with intake() as session:
        for wish in (
            Wish(desks["venlo"], "de"), Wish(desks["venlo"], "pl", topic="cooking"), Wish(desks["venlo"], "pl", place="x" * 61),
            Wish(desks["venlo"], "pl", "fax"),  # type: ignore[arg-type]
        ):  # fmt: skip
            with pytest.raises(Malformed):
                service.create(session, wish)


def test_why_a_link_leads_nowhere() -> None:
    day = timedelta(days=1)
    assert states.why_not("active", None, DAY) is None
    assert states.why_not("active", DAY + day, DAY) is None
    assert states.why_not("active", DAY, DAY) == "expired"
    assert states.why_not("paused", DAY, DAY) == "paused"
    assert states.why_not("replaced", None, DAY) == "replaced"


def test_counts_are_added_by_day_and_shown_only_from_five(desks: Desks) -> None:
    with intake() as session:
        link = service.create(session, Wish(desks["venlo"], "ro"))
        gone = uuid.uuid4()
        for _ in range(2):
            store.add(session, {(link.id, DAY, "visits"): 3, (link.id, DAY, "crawlers"): 1, (gone, DAY, "visits"): 1})
        store.add_topics(session, link.id, "bsn", DAY, 5)
        assert store.days_of(session, [link.id], DAY) == {link.id: {DAY: 6}}
        assert store.days_of(session, [link.id], DAY, "crawlers") == {link.id: {DAY: 2}}
        assert store.topics_of(session, [link.id], DAY) == {"bsn": 5}
    assert month({DAY: 6, DAY - timedelta(days=30): 9}, DAY) == 6
    assert shown(4) is None
    assert (shown(0), shown(5)) == (0, 5)
    assert weeks({DAY: 6, DAY - timedelta(days=7): 5}, DAY, 2) == [Bar(date(2026, 11, 16), 5), Bar(date(2026, 11, 23), 6)]


def test_a_single_small_number_cannot_be_worked_out_from_the_total() -> None:
    bars = [(DAY, 30), (DAY, 3), (DAY, 12), (DAY, 0)]
    assert [bar.n for bar in hidden(bars)] == [30, None, None, 0]
    assert [bar.n for bar in hidden([(DAY, 2), (DAY, 4), (DAY, 9)])] == [None, None, 9]


def test_addresses_are_those_that_telephones_understand() -> None:
    doors = targets.Doors("https://weg.example", "https://chat.example/chat", "whatsapp:+3197010200000", "+3197010200001")
    assert targets.short(doors, "takopimesa") == "https://weg.example/go/tako-pime-sa"
    assert targets.whatsapp(doors, "pl", "takopimesa") == "https://wa.me/3197010200000?text=Dzie%C5%84%20dobry%21%20%23tako-pime-sa"
    assert targets.sms(doors, "nl", "takopimesa") == "sms:+3197010200001?&body=Goedendag%21%20%23tako-pime-sa"
    assert targets.address("sms", targets.Doors("", "https://c/chat"), "bg", "bsn", "") == "https://c/chat?lang=bg&topic=bsn"
