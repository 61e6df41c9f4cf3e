"""All 350 pages and the five indexes: valid, filled in, linked with each other, and without anything that could follow a reader."""

import base64
import hashlib
import re
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from justhtml import JustHTML

from channels.turns.pages import of as page_of
from content.languages import LANGUAGES
from content.live import catalogue
from content.slugs import slugs
from tests.referral.outreach.info.conftest import ORIGIN, WITH_NUMBERS, Open

TOPICS = tuple(catalogue().topics)
DANGER = [topic for topic in TOPICS if catalogue().topics[topic].danger]


@dataclass(frozen=True)
class Read:
    """An answer of the site, its text, and the parsed page."""

    response: Response
    text: str
    page: JustHTML


@pytest.fixture(scope="module")
def pages(site: TestClient) -> dict[str, Read]:
    """Path → page, all of them, read once."""
    paths = [f"/{lang}" for lang in LANGUAGES] + [slugs().path(topic, lang) for lang in LANGUAGES for topic in TOPICS]
    found = {path: site.get(path) for path in paths}
    return {path: Read(r, r.text, JustHTML(r.text, sanitize=False, collect_errors=True)) for path, r in found.items()}


def the_one(read: Read, selector: str) -> dict[str, str]:
    found = read.page.query(selector)
    assert len(found) == 1, selector
    return found[0].attrs


def test_each_page_is_valid_html_with_every_figure_filled_in(pages: dict[str, Read]) -> None:
    assert len(pages) == 355
    for path, read in pages.items():
        assert read.response.status_code == 200, path
        assert read.page.errors == [], (path, read.page.errors)
        assert not re.search(r"\{\{|\}\}|\{[a-z_]+\}|@(without|from|until)\b|None\b", read.text.split("</style>")[1]), path
        assert the_one(read, "html")["lang"] == path[1:3]
        assert len(read.page.query("h1")) == len(read.page.query("main")) == 1
        ids = [found.attrs["id"] for found in read.page.query("[id]")]
        assert len(ids) == len(set(ids)), path


def test_each_link_on_each_page_leads_somewhere(pages: dict[str, Read]) -> None:
    """Inside to a page (and a heading) that is there; outside only to a site, to call, or to write."""
    for path, read in pages.items():
        for link in read.page.query("a"):
            href = link.attrs["href"] or ""
            target, _, anchor = href.partition("#")
            if href.startswith(("/", "#")):
                assert (target or path) in pages, (path, href)
                assert not anchor or pages[target or path].page.query(f"#{anchor}"), (path, href)
            else:
                assert urlsplit(href).scheme in ("https", "http", "tel", "sms"), (path, href)  # an embassy has no https
                # where a reader came from is nobody's business
                assert not href.startswith("http") or "noreferrer" in link.attrs["rel"], (path, href)
            assert link.to_text().strip(), (path, href)


def test_search_engines_and_chats_are_told_what_belongs_together(pages: dict[str, Read]) -> None:
    named = {path: {x.attrs["hreflang"]: x.attrs["href"] for x in read.page.query("link[rel=alternate]")} for path, read in pages.items()}
    for path, read in pages.items():
        assert the_one(read, "link[rel=canonical]")["href"] == f"{ORIGIN}{path}"
        others = named[path]
        assert set(others) == {*LANGUAGES, "x-default"}
        assert others[path[1:3]] == f"{ORIGIN}{path}"
        for code in LANGUAGES:
            assert named[others[code].removeprefix(ORIGIN)] == others, "siblings must name each other, or search engines believe neither"
        told = {found.attrs["property"]: found.attrs["content"] for found in read.page.query("meta[property]")}
        assert told["og:url"] == f"{ORIGIN}{path}"
        assert told["og:title"] == read.page.query("h1")[0].to_text()
        assert 40 < len(told["og:description"]) <= 202
        assert re.fullmatch(rf"{re.escape(ORIGIN + path)}(/index)?\.png\?v=[0-9a-f]{{16}}", told["og:image"])


def test_a_page_has_no_script_no_cookie_and_needs_nothing_else(pages: dict[str, Read]) -> None:
    """All that it shows is in the one file, and the policy forbids anything more: opened once, it is read offline."""
    for path, read in pages.items():
        css = read.text.partition("<style>")[2].partition("</style>")[0]
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        policy = read.response.headers["Content-Security-Policy"]
        assert f"style-src 'sha256-{digest}'" in policy, path
        assert "default-src 'none'" in policy
        assert "script" not in policy
        assert "set-cookie" not in read.response.headers
        assert not read.page.query("script, img, iframe, [style], link[rel=stylesheet]"), path
        assert the_one(read, "link[rel=icon]")["href"].startswith("data:")
        assert "@import" not in css
        assert "url(" not in css


def test_a_page_of_danger_begins_with_112_and_the_special_line(pages: dict[str, Read]) -> None:
    c = catalogue()
    emergency = c.facts.by_series["phone.emergency"][0].value
    for lang in LANGUAGES:
        for topic in TOPICS:
            read = pages[slugs().path(topic, lang)]
            first = read.page.query("main > *")[2]  # after the way back and the title
            numbers = [a.attrs["href"] for a in first.query("a[href^='tel:']")] if topic in DANGER else []
            assert (first.attrs.get("class") == "alarm") == (topic in DANGER)
            if topic in DANGER:
                assert numbers[0] == f"tel:{emergency}", (topic, lang)
                assert topic == "emergency" or len(set(numbers)) > 1, (topic, lang)


def test_source_and_day_stand_under_the_answer(pages: dict[str, Read]) -> None:
    for lang, source, day in (("nl", "Bron: ", "Dit geldt op "), ("pl", "Źródło: ", "Stan na "), ("bg", "Източник: ", "Така е към ")):
        box = pages[slugs().path("minimum_wage", lang)].page.query(".source")[0]
        assert source in box.to_text()
        assert day in box.to_text()
        assert box.query("a")[0].attrs["href"].startswith("https://www.rijksoverheid.nl/")


def test_a_question_goes_to_whatsapp_sms_and_the_web_chat_in_that_language(
    site: TestClient, pages: dict[str, Read], open_site: Open
) -> None:
    wage, violence = pages["/pl/placa-minimalna"].text, pages["/pl/przemoc-w-domu"].text
    assert "https://wa.me/15550100001?text=Dzie%C5%84%20dobry%21%20P%C5%82aca%20minimalna" in wage
    assert "sms:+15550100002?&amp;body=Dzie%C5%84%20dobry%21%20P%C5%82aca" in wage
    assert f"{ORIGIN}/chat?lang=pl&amp;topic=minimum_wage" in wage
    assert f"{ORIGIN}/chat?lang=pl&amp;topic=report_abuse" in wage
    # nobody finds the word in a message of somebody else's phone
    assert 'wa.me/15550100001?text=Dzie%C5%84%20dobry%21"' in violence
    without = open_site().get("/pl/placa-minimalna").text
    assert "wa.me" not in without
    assert "sms:" not in without
    assert f"{ORIGIN}/chat?lang=pl&amp;topic=minimum_wage" in without
    open_site(**WITH_NUMBERS)


def test_the_site_map_names_each_page_once_and_the_desk_stays_out(site: TestClient, pages: dict[str, Read]) -> None:
    site_map = site.get("/sitemap.xml")
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = ElementTree.fromstring(site_map.content).findall("s:url", spaces)
    assert {url.findtext("s:loc", namespaces=spaces) for url in urls} == {f"{ORIGIN}{path}" for path in pages}
    assert len(urls) == len(pages)
    assert all(len(url.findall("x:link", spaces)) == len(LANGUAGES) for url in urls)
    robots = site.get("/robots.txt").text
    assert "Disallow: /\n" in robots
    assert "Allow: /bg/\n" in robots
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in robots
    assert site.get("/log-in").headers["X-Robots-Tag"] == "noindex"
    assert site.get("/pl").headers["X-Robots-Tag"] == "all"


def test_every_page_that_an_sms_can_point_to_is_there(pages: dict[str, Read]) -> None:
    addresses = {page_of(ORIGIN, lang)(topic) for lang in LANGUAGES for topic in TOPICS}
    assert len(addresses) == len(LANGUAGES) * len(TOPICS)
    for address in addresses:
        assert pages[address.removeprefix(ORIGIN)].response.status_code == 200, address
    assert page_of("", "nl")(TOPICS[0]) == page_of(ORIGIN, "nl")("no topic") == ""
