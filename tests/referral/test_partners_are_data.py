"""Partners come from the operator's file: checked whole, offered to the desks they are for, with nothing made up."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from referral.database import Desk, as_desk, intake
from referral.errors import Malformed
from referral.partners import service
from referral.partners.cli import app
from referral.partners.kinds import ALLOWED, FIELDS, KINDS, chosen_of
from referral.partners.tables import Partner

VENLO = "{name: Meldpunt Venlo, kind: landlordship, way: portal, municipality: '0983', address: 'https://example.org/melden'}"


def offered(municipality: str | None) -> set[str]:
    with intake() as session:
        desk = session.query(Desk).filter_by(municipality=municipality).one().id
    with as_desk(desk) as session:
        return {partner.name for partner in session.query(Partner)}


def test_a_desk_is_offered_national_partners_and_those_of_its_own_municipality(
    room: TestClient, one_time: dict[str, str], tmp_path: Path
) -> None:
    file, run = tmp_path / "partners.yaml", CliRunner().invoke
    file.write_text(run(app, ["example"]).output + f"- {VENLO}\n")
    assert run(app, ["apply", str(file)]).output == "3 partners\n"
    national = {"Nederlandse Arbeidsinspectie", "FairWork"}
    assert offered("0983") == national | {"Meldpunt Venlo"}
    assert offered("0599") == offered(None) == national
    assert "address" not in run(app, ["example"]).output.split("way: portal}")[1]  # nothing is made up
    before = run(app, ["list"]).output
    file.write_text(before)
    run(app, ["apply", str(file)])
    assert run(app, ["list"]).output == before
    file.write_text(f"- {VENLO}\n")
    run(app, ["apply", str(file)])
    assert offered("0599") == set()


@pytest.mark.parametrize(
    "wrong",
    ["kind: bank", "way: pigeon", "municipality: '9999'", "public_key: YWJj", "phone: '112'", "address: ''", 'address: "a\\nb"'],
)
def test_one_wrong_entry_refuses_the_whole_file(wrong: str) -> None:
    given = ["kind: police", "way: portal"]
    kept = [pair for pair in given if pair.split(":")[0] != wrong.split(":")[0]]
    with pytest.raises(Malformed):
        service.read(f"- {VENLO}\n- {{name: x, {', '.join([*kept, wrong])}}}")
    assert service.read(f"- {VENLO}\n- {{name: x, {', '.join(given)}}}")[1].name == "x"


def test_words_names_and_contact_are_never_chosen_at_first_and_never_given_where_the_table_says_no() -> None:
    for kind in KINDS:
        assert ALLOWED[kind].first <= ALLOWED[kind].may
        assert not ALLOWED[kind].first & {"story", "about", "messages", "contact"}
    assert chosen_of("shelter", frozenset(FIELDS)) == ("urgent", "help", "municipality", "language", "contact")
    assert chosen_of("police", frozenset({"contact", "made up"})) == ("contact",)
