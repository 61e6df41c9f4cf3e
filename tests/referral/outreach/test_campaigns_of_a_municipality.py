"""A lead makes a campaign, prints its posters in the background, and sees what it brought, but never a small number."""

import csv
import io
import re
import uuid
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from referral.database import Membership, intake
from referral.errors import CannotOpen
from referral.outreach.calendar import today
from referral.outreach.campaigns import results, runs, vault
from referral.outreach.campaigns.plan import GENERAL, MOST_LINKS, Plan, faults
from referral.outreach.campaigns.tables import Campaign, PrintRun
from referral.outreach.counts import store
from referral.outreach.links import service as links
from referral.outreach.links.states import why_not
from referral.outreach.tables import KeyFigure
from referral.outreach.wrap import wrapped
from referral.tasks import make_queue
from tests.referral.conftest import Officer, csrf

TOPICS, LANGUAGES, PLACES = ["general", "unpaid_wages"], ["pl", "bg"], ["Poolse winkel „Żabka”", "=Kerk"]


@pytest.fixture(autouse=True)
def no_campaigns(room: TestClient) -> None:
    with intake() as session:
        session.execute(text("DELETE FROM print_runs"))
        session.execute(text("DELETE FROM campaigns"))


def form(page: str, **changes: object) -> dict[str, object]:
    begin = today()
    filled = {
        "csrf": csrf(page), "name": "Najaar", "topic": TOPICS, "language": LANGUAGES, "places": "\n".join([*PLACES, "", PLACES[0]]),
        "begins": begin.isoformat(), "ends": (begin + timedelta(days=30)).isoformat(), "target": "page",
    }  # fmt: skip
    return filled | changes


def made(lead: TestClient, **changes: object) -> uuid.UUID:
    response = lead.post("/campaigns/new", data=form(lead.get("/campaigns/new").text, **changes))
    assert response.status_code == 200, response.text[:2000]
    return uuid.UUID(str(response.url).rsplit("/", 1)[1].split("?")[0])


def of_campaign(campaign: uuid.UUID) -> list[links.Link]:
    with intake() as session:
        return list(links.of_campaign(session, campaign))


async def let_the_worker_work() -> None:
    queue = make_queue()
    async with queue.open_async():
        await queue.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)


def test_a_campaign_has_a_link_for_every_place_topic_and_language_until_its_last_day(officer: Officer) -> None:
    lead = officer("rotterdam")
    campaign = made(lead)
    found = of_campaign(campaign)
    combinations = {(link.place, link.topic, link.language) for link in found}
    assert combinations == {(p, None if t == "general" else t, lang) for p in PLACES for t in TOPICS for lang in LANGUAGES}
    last = today() + timedelta(days=30)
    assert {why_not(link.state, link.expires_on, last) for link in found} == {None}
    assert {why_not(link.state, link.expires_on, last + timedelta(days=1)) for link in found} == {"expired"}
    assert "Najaar" in lead.get("/campaigns").text
    with intake() as session:
        stored = session.execute(
            text("SELECT string_agg(c::text, ' ') || string_agg(s::text, ' ') FROM campaigns c, share_links s")
        ).scalar_one()
    assert "Najaar" not in stored
    assert "winkel" not in stored


def test_another_desk_and_members_without_the_right_see_no_campaign(officer: Officer) -> None:
    lead, other = officer("rotterdam"), officer("venlo")
    campaign = made(lead)
    run = runs.begin(desk_of(campaign), campaign, ["a4"])
    slug = of_campaign(campaign)[0].spoken
    paths = ["", "/results.csv", f"/links/{slug}/a4.pdf", f"/prints/{run}", f"/prints/{run}/posters.zip"]
    assert [other.get(f"/campaigns/{campaign}{path}").status_code for path in paths] == [404] * len(paths)
    assert "Najaar" not in other.get("/campaigns").text
    assert other.post(f"/campaigns/{campaign}/end", data={"csrf": csrf(other.get("/campaigns/new").text)}).status_code == 404
    assert {link.state for link in of_campaign(campaign)} == {"active"}
    own = made(other)
    assert other.get(f"/campaigns/{own}/links/{slug}/a4.pdf").status_code == 404
    page = lead.get("/campaigns/new").text
    with intake() as session:
        session.query(Membership).update({"role": "officer"})
    assert [lead.get(f"/campaigns/{campaign}{path}").status_code for path in paths] == [403] * len(paths)
    assert lead.post("/campaigns/new", data=form(page)).status_code == 403


def desk_of(campaign: uuid.UUID) -> uuid.UUID:
    with intake() as session:
        return session.get_one(Campaign, campaign).desk_id


def test_what_is_wrong_is_said_and_what_was_filled_in_stays(officer: Officer) -> None:
    lead = officer("rotterdam")
    page = lead.get("/campaigns/new").text
    yesterday = (today() - timedelta(days=1)).isoformat()
    response = lead.post("/campaigns/new", data=form(page, language=[], places="x" * 61, begins=yesterday, ends=yesterday))
    assert response.status_code == 422
    assert response.text.count("<li>") == 3
    assert "x" * 61 in response.text
    assert 'value="unpaid_wages" checked' in response.text
    assert lead.post("/campaigns/new", data=form(page, ends="soon")).status_code == 422
    assert lead.post("/campaigns/new", data=form(page) | {"csrf": "x"}).status_code == 403
    with intake() as session:
        assert session.query(Campaign).count() == 0


def test_rules_of_a_plan() -> None:
    day = date(2026, 12, 1)
    good = Plan("Winter", (GENERAL,), ("pl",), (), ("Winkel",), day, day)
    figure = uuid.uuid4()

    def wrong(**changes: object) -> list[str]:
        return faults(Plan(**{**good.__dict__, **changes}), day, [figure])

    assert wrong() == []
    assert wrong(name="") == wrong(name="a\nb") == ["name"]
    assert wrong(topics=("nonsense",)) == ["topics"]
    assert wrong(languages=("xx",)) == ["languages"]
    assert wrong(places=(), figures=(uuid.uuid4(),)) == wrong(places=()) == ["points"]
    assert wrong(places=(), figures=(figure,)) == []
    assert wrong(begins_on=day + timedelta(days=1)) == wrong(ends_on=day + timedelta(days=400)) == ["period"]
    assert wrong(places=tuple(str(n) for n in range(MOST_LINKS + 1))) == ["count"]


async def test_all_posters_come_as_one_file_that_lies_sealed_and_is_erased(officer: Officer, tmp_path: Path) -> None:
    lead = officer("rotterdam")
    campaign = made(lead)
    page = lead.post(
        f"/campaigns/{campaign}/prints", data={"csrf": csrf(lead.get(f"/campaigns/{campaign}").text), "kind": ["a6", "mix", "qr.png"]}
    )
    run = uuid.UUID(str(page.url).rsplit("/", 1)[1])
    assert 'http-equiv="refresh"' in page.text
    assert lead.get(f"{page.url}/posters.zip").status_code == 404
    await let_the_worker_work()
    page = lead.get(str(page.url))
    assert 'http-equiv="refresh"' not in page.text
    fetched = lead.get(f"{page.url}/posters.zip")
    assert fetched.headers["content-type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(fetched.content))
    assert archive.testzip() is None
    names = archive.namelist()
    found = {link.spoken: link for link in of_campaign(campaign)}
    assert len(names) == 1 + 8 + 8 + 4  # the list, A6, codes, and a mix for each place and topic
    assert all(re.fullmatch(r"links\.csv|(Poolse-winkel-Zabka|Kerk)/[\w.-]+", name) for name in names)
    poster = next(name for name in names if name.endswith("a6.pdf"))
    picture = pypdfium2.PdfDocument(archive.read(poster))[0].render(scale=2).to_pil()
    assert zxingcpp.read_barcodes(picture)[0].text.rsplit("/", 1)[1] in found
    on_disk = runs.path_of(run).read_bytes()
    assert runs.path_of(run).is_relative_to(tmp_path)
    assert b"PK" not in on_disk[:200]
    assert not any(spoken.encode() in on_disk for spoken in found)
    assert runs.erase_old(datetime.now(UTC) + timedelta(hours=23)) == 0
    assert runs.erase_old(datetime.now(UTC) + timedelta(hours=25)) == 1
    assert not runs.path_of(run).exists()
    assert lead.get(f"{page.url}/posters.zip").status_code == 404


async def test_a_run_that_was_broken_off_begins_anew_and_files_without_a_run_go(officer: Officer) -> None:
    campaign = made(officer("rotterdam"), topic=["general"], language=["pl"])
    run = runs.begin(desk_of(campaign), campaign, ["card"])
    with intake() as session:  # a worker that was killed in the middle
        session.get_one(PrintRun, run).state = "working"
    folder = runs.path_of(run).parent
    folder.mkdir(parents=True)
    runs.path_of(run).with_suffix(".part").write_bytes(b"half")
    (folder / f"{uuid.uuid4()}.sealed").write_bytes(b"left")
    runs.work(run)
    with intake() as session:
        found = session.get_one(PrintRun, run)
        assert (found.state, found.done, found.total) == ("done", 2, 2)
        key = runs.key_of(found)
    assert runs.erase_old() == 1
    assert [path.name for path in folder.iterdir()] == [f"{run}.sealed"]
    assert zipfile.ZipFile(io.BytesIO(b"".join(vault.opened(runs.path_of(run), key)))).testzip() is None
    runs.work(run)  # the same job again changes nothing
    assert b"".join(vault.opened(runs.path_of(run), key))


def test_a_sealed_file_that_was_changed_or_cut_off_opens_nothing(tmp_path: Path) -> None:
    path, key, text_ = tmp_path / "a.sealed", vault.new_key(), bytes(range(256)) * 1000
    with vault.Sealing(path, key) as out:
        for at in range(0, len(text_), 1000):
            out.write(text_[at : at + 1000])
    assert b"".join(vault.opened(path, key)) == text_
    whole = path.read_bytes()
    for broken in (whole[:-1], whole[: len(whole) // 2], whole[:100] + b"x" + whole[101:], b""):
        path.write_bytes(broken)
        with pytest.raises(CannotOpen):
            list(vault.opened(path, key))
    path.write_bytes(whole)
    with pytest.raises(CannotOpen):
        list(vault.opened(path, vault.new_key()))
    with pytest.raises(OSError, match="disk"), vault.Sealing(tmp_path / "b.sealed", key):
        raise OSError("disk full")
    assert [file.name for file in tmp_path.iterdir()] == ["a.sealed"]


def test_results_show_no_number_below_five_and_key_figures_only_together(officer: Officer) -> None:
    lead = officer("rotterdam")
    desk = desk_of(made(lead))
    with intake() as session:
        for name in ("Ania", "Bogdan", "Gone"):
            profile, until = wrapped({"name": name}), today() + timedelta(days=300)
            mark = None if name == "Gone" else name.encode()  # her page was closed
            dates = {"invited_on": today(), "expires_on": until}
            session.add(KeyFigure(id=uuid.uuid4(), desk_id=desk, token_hash=mark, wrapped_profile=profile, language="pl", **dates))
    page = lead.get("/campaigns/new").text
    keys = re.findall(r'name="figure" value="([^"]+)"', page)
    assert len(keys) == 2
    begin = today() - timedelta(days=9)
    campaign = made(lead, figure=keys, topic=["general"], begins=begin.isoformat())
    by_place: dict[tuple[str, str], links.Link] = {
        (link.place, link.language): link for link in of_campaign(campaign) if not link.figure_id
    }
    figures = [link for link in of_campaign(campaign) if link.figure_id]
    day, before, now = today() - timedelta(days=1), begin - timedelta(days=1), today()
    counts = {
        (by_place[PLACES[0], "pl"].id, day): 20, (by_place[PLACES[0], "bg"].id, day): 11, (by_place[PLACES[1], "pl"].id, day): 3,
        (by_place[PLACES[0], "pl"].id, before): 100, (by_place[PLACES[0], "pl"].id, now): 100,
    }  # fmt: skip
    counts |= {(link.id, day): 4 for link in figures}
    with intake() as session:
        store.add(session, {(link, on, "visits"): n for (link, on), n in counts.items()})
        store.add_topics(session, figures[0].id, "minimum_wage", day, 7)
    page = lead.get(f"/campaigns/{campaign}").text
    assert "<dd>50</dd>" in page
    assert "Ania" not in page.split('/prints"')[0]
    rows = {
        (row["what"], row["name"]): row["count"]
        for row in csv.DictReader(io.StringIO(lead.get(f"/campaigns/{campaign}/results.csv").text[1:]))
    }
    together = next(name for what, name in rows if what == "place" and name not in (PLACES[0], "'=Kerk"))
    assert rows["visits", ""] == "50"
    assert rows["place", PLACES[0]] == "31"
    # three at the church: hidden, and the sixteen of the key figures with them
    assert (rows["place", "'=Kerk"], rows["place", together]) == ("hidden", "hidden")
    assert rows["language", "pl"], rows["language", "bg"]
    assert any(what == "topic asked" and count == "7" for (what, _), count in rows.items())
    assert all(count == "hidden" or int(count) == 0 or int(count) >= 5 for count in rows.values())


def test_what_a_single_key_figure_brought_is_not_shown_either() -> None:
    sums = {"": 40, "Winkel": 30, "Kerk": 20}
    assert [(row.name, row.n) for row in results.rows(sums, [""])] == [("Winkel", 30), ("", None), ("Kerk", None)]
    assert [row.n for row in results.rows(sums)] == [40, 30, 20]


@given(st.lists(st.integers(0, 40), max_size=8))
def test_nothing_hidden_can_be_worked_out_from_the_whole(counts: list[int]) -> None:
    shown = results.kept_back(counts)
    hidden = [n for n, seen in zip(counts, shown, strict=True) if seen is None]
    assert all(seen is None or seen == 0 or seen >= 5 for seen in shown)
    if hidden and sum(counts) >= 5 and any(seen for seen in shown):
        assert len(hidden) > 1
        assert sum(hidden) >= 5


def test_ending_a_campaign_stops_its_links_and_a_poster_can_be_fetched_alone(officer: Officer) -> None:
    lead = officer("rotterdam")
    campaign = made(lead)
    slug = of_campaign(campaign)[0].spoken
    assert lead.get(f"/campaigns/{campaign}/links/{slug}/a4.pdf").content.startswith(b"%PDF-1.7")
    assert lead.get(f"/campaigns/{campaign}/links/{slug}/preview.png").headers["content-type"] == "image/png"
    assert lead.get(f"/campaigns/{campaign}/links/{slug}/secrets.pdf").status_code == 422
    page = lead.post(f"/campaigns/{campaign}/end", data={"csrf": csrf(lead.get(f"/campaigns/{campaign}").text)})
    assert page.status_code == 200
    assert {link.state for link in of_campaign(campaign)} == {"ended"}
    assert "/prints" not in page.text
    with pytest.raises(Exception, match="choose what to print"):
        runs.begin(desk_of(campaign), campaign, ["nonsense"])
