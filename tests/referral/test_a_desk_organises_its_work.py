"""Who works on a case, urgency, labels, whom it is about, and what each role may do."""

import re
from pathlib import Path

import psycopg
import pytest
from fastapi.testclient import TestClient

from content.i18n import translations
from deploy.base import database
from referral import staff
from referral.database import CaseEvent, Membership, Staff, intake
from tests.referral.conftest import Officer, csrf, file_case
from tests.referral.test_cases_are_worked_on import post, receiver

TEMPLATES = Path(staff.__file__).parents[1] / "inbox" / "templates"


def person(city: str) -> str:
    with intake() as session:
        return str(session.query(Staff).filter_by(email=f"{city}@demo.example").one().id)


def test_a_case_is_taken_by_a_colleague_and_found_among_mine(room: TestClient, officer: Officer) -> None:
    mine, nobodys = file_case(room)[0], file_case(room)[0]
    desk = officer("rotterdam")
    assert "Iemand van het loket behandelt de zaak" in post(desk, mine, "assign", person=person("rotterdam"))
    for whose, there, away in (("mine", mine, nobodys), ("nobody", nobodys, mine)):
        page = desk.get("/", params={"whose": whose}).text
        assert there in page
        assert away not in page
    stranger = {"csrf": csrf(desk.get("/").text), "person": person("venlo")}
    assert desk.post(f"/cases/{mine}/assign", data=stranger).status_code == 422
    assert "Niemand behandelt de zaak nog" in post(desk, mine, "assign", person="")


def test_an_urgent_case_stands_above_newer_ones(room: TestClient, officer: Officer) -> None:
    old, newer = file_case(room)[0], file_case(room)[0]
    desk = officer("rotterdam")
    assert (page := desk.get("/").text).index(newer) < page.index(old)
    post(desk, old, "urgent", urgent="true")
    assert (page := desk.get("/").text).index(old) < page.index(newer)
    assert newer not in desk.get("/", params={"urgent": "true"}).text
    post(desk, old, "urgent", urgent="false")
    assert (page := desk.get("/").text).index(newer) < page.index(old)


def test_labels_are_chosen_from_the_desks_own_list(room: TestClient, officer: Officer) -> None:
    reference, other = file_case(room)[0], file_case(room)[0]
    desk, venlo = officer("rotterdam"), officer("venlo")
    token = csrf(desk.get("/").text)
    for name in ("loon", "huisvesting & loon", "loon"):
        assert desk.post("/labels", data={"csrf": token, "name": name}).status_code == 200
    assert desk.post("/labels", data={"csrf": token, "name": "<b>"}).status_code == 422
    assert "Labels: loon" in post(desk, reference, "labels", label="loon")
    assert desk.post(f"/cases/{reference}/labels", data={"csrf": token, "label": "made up"}).status_code == 422
    page = desk.get("/", params={"label": "loon"}).text
    assert reference in page
    assert other not in page
    assert "huisvesting &amp; loon" in desk.get("/labels").text
    assert "huisvesting" not in venlo.get("/labels").text
    desk.post("/labels", data={"csrf": token, "name": "loon", "drop": "yes"})
    assert desk.post(f"/cases/{reference}/labels", data={"csrf": token, "label": "loon"}).status_code == 422


def test_cases_about_the_same_firm_are_related_within_the_desk_only_and_the_third_is_a_signal(
    room: TestClient, officer: Officer, referral_urls: database.Urls
) -> None:
    first, second, third = (file_case(room)[0] for _ in range(3))
    elsewhere, _ = file_case(room, municipality="0983")
    desk, venlo = officer("rotterdam"), officer("venlo")
    post(desk, first, "about", name="Uitzendbureau Kanarie B.V.")
    page = post(desk, second, "about", name="KANARIE BV")
    assert f'href="/cases/{first}"' in page
    assert "derde zaak" not in page
    page = post(venlo, elsewhere, "about", name="Kanarie")
    assert "Geen andere zaken van uw loket." in page
    assert "derde zaak" in post(desk, third, "about", name="kanarie")
    assert "derde zaak" in desk.get(f"/cases/{first}").text
    with psycopg.connect(referral_urls.admin) as admin:
        rows = str(admin.execute("SELECT * FROM referral.case_subjects").fetchall()).casefold()
        marks = admin.execute("SELECT count(DISTINCT mark) FROM referral.case_subjects").fetchone()
    assert "kanarie" not in rows
    assert marks == (2,)  # one of Rotterdam, another of Venlo


def test_whom_a_case_is_about_goes_along_when_it_is_handed_over(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    rotterdam, venlo = officer("rotterdam"), officer("venlo")
    post(rotterdam, reference, "about", name="Kas Kanarie")
    post(rotterdam, reference, "assign", person=person("rotterdam"))
    post(rotterdam, reference, "hand-over", desk=receiver(rotterdam, reference, "Venlo"))
    page = venlo.get(f"/cases/{reference}").text
    assert "Kas Kanarie" in page
    assert "rotterdam@demo.example" not in page


@pytest.mark.parametrize("role", ["reader", "officer"])
def test_each_role_does_what_it_may_and_no_more(room: TestClient, officer: Officer, role: str) -> None:
    reference, _ = file_case(room)
    desk = officer("rotterdam")
    with intake() as session:
        session.query(Membership).update({"role": role})
    page = desk.get(f"/cases/{reference}").text
    assert "Szef nie płaci." in page
    assert ("Beantwoord" in page or f"/cases/{reference}/answer" in page) is (role == "officer")
    token, allowed = csrf(page), 200 if role == "officer" else 403
    forms = {
        "answer": {"text": "x"},
        "note": {"text": "x"},
        "urgent": {"urgent": "true"},
        "assign": {},
        "status": {"status": "in_progress"},
    }
    forms |= {"about": {"name": "x1"}, "labels": {}}
    for action, form in forms.items():
        expected = 409 if (action, role) == ("status", "officer") else allowed  # answering took it up already
        assert desk.post(f"/cases/{reference}/{action}", data={"csrf": token} | form).status_code == expected, action
    assert desk.get("/labels").status_code == 403
    assert desk.post("/labels", data={"csrf": token, "name": "x"}).status_code == 403
    if role == "reader":
        with intake() as session:
            assert {e.what for e in session.query(CaseEvent)} == {"received", "opened"}


def test_every_word_on_the_pages_of_the_desk_exists_in_dutch() -> None:
    dutch, same = (
        translations("nl"),
        {"Status", "Contact", "Labels", "Label", "Webhooks", "Partner", "Code", "Week", "Posters", "Poster A4"},
    )
    missing = []
    mails = TEMPLATES.parents[1] / "notify" / "mails"
    for template in (*TEMPLATES.glob("*.html"), *mails.glob("*/*")):
        for found in re.findall(r"_\(\"([^\"]+)\"\)|_\('([^']+)'\)", template.read_text()):
            words = found[0] or found[1]
            if dutch.gettext(words) == words and words not in same:
                missing.append(f"{template.name}: {words}")
    assert missing == []
