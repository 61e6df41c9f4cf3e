"""Numbers of the own desk for its lead: small ones hidden on the page, in the files and in the report, and every file in the audit."""

import csv
import io
import re
import zipfile
from contextlib import closing
from datetime import date
from xml.etree import ElementTree

import psycopg
import pytest
from fastapi.testclient import TestClient
from pypdfium2 import PdfDocument

from content.live import catalogue
from deploy.base import database
from referral.audit import reading
from referral.database import AuditEvent, Membership, intake
from referral.statistics.figures import Figures, Year, year_of
from referral.statistics.plot import bars
from referral.statistics.sheets import sheets
from tests.referral.conftest import Officer, file_case

COPY = """
    INSERT INTO cases (id, reference, idempotency, code, code_salt, kind, topic, municipality, language, channel, may_contact, status,
        desk_id, filed_at, received_at)
    SELECT gen_random_uuid(), 'R-' || md5(random()::text), uuid_send(gen_random_uuid()), uuid_send(gen_random_uuid()), code_salt, %s, %s,
        municipality, %s, channel, false, 'new', desk_id, filed_at, %s::timestamptz + n * interval '7 days'
    FROM cases, generate_series(0, %s - 1) n WHERE reference = %s"""


@pytest.fixture
def stock(room: TestClient, one_time: dict[str, str], referral_urls: database.Urls) -> None:
    """2025 in Rotterdam: 30 wages (pl), 12 contract (ro), 3 bad_housing (bg, referrals); Venlo: 7 contract. 2024: 3 in Rotterdam."""
    rotterdam, venlo = file_case(room)[0], file_case(room, municipality="0983")[0]
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral") as admin:
        for kind, topic, language, begin, many, like in (
            ("report", "unpaid_wages", "pl", "2025-01-06 10:00+01", 30, rotterdam),
            ("report", "contract", "ro", "2025-02-03 10:00+01", 12, rotterdam),
            ("referral", "bad_housing", "bg", "2025-03-03 10:00+01", 3, rotterdam),
            ("report", "contract", "en", "2025-02-03 10:00+01", 7, venlo),
            ("report", "contract", "pl", "2024-02-05 10:00+01", 3, rotterdam),
        ):
            admin.execute(COPY, (kind, topic, language, begin, many, like))


def text_of(pdf: bytes) -> str:
    with closing(PdfDocument(pdf)) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def numbers(page: str) -> dict[str, list[str]]:
    """Heading of a line → its numbers, as somebody sees them."""
    found = {}
    for line in re.findall(r'<tr class="level\d">(.*?)</tr>', page, re.DOTALL):
        name = re.findall(r'<th scope="row">([^<]*)</th>', line)[0]
        found[name] = [re.sub(r"<.*?>.*?</.*?>", "", cell).strip() for cell in re.findall(r"<td>(.*?)</td>", line)]
    return found


def test_a_lead_sees_the_own_desk_only_and_no_small_number(room: TestClient, stock: None, officer: Officer) -> None:
    desk = officer("rotterdam")
    page = desk.get("/statistics", params={"year": 2025}).text
    shown = numbers(page)
    assert shown["Totaal"] == ["45"]
    assert shown["Pools"] == ["30", "0", "30"]
    assert shown["Bulgaars"] == ["0", "–", "–"]
    assert shown["Roemeens"] == ["–", "0", "–"]  # goes with it, so that 45 - 30 - 12 tells nothing
    assert shown[catalogue().title("bad_housing", "nl")] == ["–"]
    assert shown["Rotterdam"] == ["45"]
    assert "Venlo" not in page.split("<h1>")[1]
    other = numbers(officer("venlo").get("/statistics", params={"year": 2025}).text)
    assert other["Engels"] == ["7", "0", "7"]
    assert "Pools" not in other
    few = desk.get("/statistics", params={"year": 2024}).text
    assert "Minder dan vijf" in few
    assert numbers(few) == {}


def test_the_page_says_its_plots_in_words_and_by_more_than_colour(room: TestClient, stock: None, officer: Officer) -> None:
    page = officer("rotterdam").get("/statistics", params={"year": 2025}).text
    plots = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(plots) == 2
    ids = []
    for plot in plots:
        svg = ElementTree.fromstring(plot)
        named = svg.attrib["aria-labelledby"].split()
        ids += named
        assert svg.attrib["role"] == "img"
        assert [child.attrib["id"] for child in svg if "id" in child.attrib] == named
        assert all(child.text for child in svg if "id" in child.attrib)
        assert "style" not in plot  # the policy of the page has no inline styles
    assert len(set(ids)) == 4
    assert "Meeste: " in plots[0]
    drawn = ElementTree.fromstring(bars("x", "t", "d", [("1", 9), ("2", None), ("3", 0)], "h"))
    frames = [rect for rect in drawn if rect.tag.endswith("rect")]
    assert [("stroke-dasharray" in rect.attrib, rect.attrib["fill"]) for rect in frames] == [
        (False, "#01568c"),
        (True, "none"),
        (True, "none"),
    ]  # the last one explains


def test_files_and_reports_hide_the_same_and_stand_in_the_audit(room: TestClient, stock: None, officer: Officer) -> None:
    desk = officer("rotterdam")
    rows = list(csv.reader(io.StringIO(desk.get("/statistics/2025/tables.csv").content.decode("utf-8-sig"))))
    assert ["Naar taal en soort", "Pools", "30", "0", "30"] in rows
    assert ["Naar gemeente", "Totaal", "45"] in rows
    assert not [row for row in rows if {"1", "2", "3", "4"} & set(row[2:])]
    with zipfile.ZipFile(io.BytesIO(desk.get("/statistics/2025/tables.ods").content)) as ods:
        assert ods.infolist()[0].filename == "mimetype"
        assert ods.infolist()[0].compress_type == zipfile.ZIP_STORED
        sheet = ElementTree.fromstring(ods.read("content.xml"))
    table, office = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office"))
    named = {t.attrib[f"{table}name"]: t for t in sheet.iter(f"{table}table")}
    assert len(named) == 4
    values = [float(cell.attrib[f"{office}value"]) for cell in sheet.iter() if f"{office}value" in cell.attrib]
    assert 45.0 in values
    assert not [value for value in values if 0 < value < 5]
    dutch, english = (text_of(desk.get(f"/statistics/2025/report-{language}.pdf").content) for language in ("nl", "en"))
    for text, said in ((dutch, "45 zaken ontvangen"), (english, "45 cases received"), (dutch, "Signaalrapport 2025"), (english, "Polish")):
        assert said in text
    with intake() as session:
        assert session.query(AuditEvent).filter_by(what="exported").count() == 4
    assert reading.verify()[1] == []


@pytest.mark.parametrize("role", ["reader", "officer"])
def test_only_a_lead_gets_numbers(room: TestClient, officer: Officer, role: str) -> None:
    desk = officer("rotterdam")
    assert desk.get("/statistics", params={"year": 1999}).status_code == 422
    assert desk.get("/statistics", params={"year": 2150}).status_code == 422
    assert desk.get("/statistics").status_code == 200
    with intake() as session:
        session.query(Membership).update({"role": role})
    for address in ("/statistics", "/statistics/2025/tables.csv", "/statistics/2025/tables.ods", "/statistics/2025/report-nl.pdf"):
        assert desk.get(address).status_code == 403
    assert 'href="/statistics"' not in desk.get("/").text


def test_years_are_made_of_whole_weeks() -> None:
    whole = year_of(2026, date(2027, 6, 1))
    assert (whole.first, whole.end, whole.weeks) == (date(2025, 12, 29), date(2027, 1, 4), 53)
    assert year_of(2026, date(2026, 11, 24)).end == date(2026, 11, 23)  # a Tuesday: up to the Monday before
    with pytest.raises(ValueError):
        year_of(2027, date(2026, 11, 24))
    figures = Figures(whole, {("pl", "report"): 530}, {"work": {"contract": 530}}, {"0599": 530}, dict.fromkeys(range(1, 54), 10))
    periods = sheets(figures)["weeks"].shown(1)
    assert (len(periods), periods[0], periods[-1]) == (13, ("1-4", 40), ("49-53", 50))
    assert sheets(Figures(Year(2026, whole.first, whole.end), {}, {}, {}, {1: 0}))["weeks"].rows[-1].numbers == (0,)
