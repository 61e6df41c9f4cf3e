"""Rules as data: every municipality resolves, faults are found, a change is tried first, and a page says why a case is here."""

import itertools
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from content.places import index
from referral.database import intake
from referral.routing import files, service
from referral.routing.cli import app
from referral.routing.lint import faults
from referral.routing.rules import Facts, Rule, first
from tests.referral.conftest import Officer, file_case

run = CliRunner()
SMALL = {
    "kind": ("report", "referral"), "desk_kind": ("housing", "work_rights", None), "municipality": ("0599", "0983", None),
    "topic": ("contract", None), "language": ("nl", "pl"), "urgent": (True, False),
}  # fmt: skip
DESKS = ("a", "b")


def found(*rules: Rule[str], national: str | None = "n") -> list[tuple[str, int]]:
    return [(fault.what, fault.where) for fault in faults(rules, SMALL, DESKS, national)]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([Rule("report", None, "0599", "a"), Rule(None, None, "0599", "b")], []),
        ([Rule(None, None, "0599", "a"), Rule("report", None, "0599", "b")], [("unreachable", 2)]),
        ([Rule("report", None, "0599", "a"), Rule("referral", None, "0599", "a"), Rule(None, None, "0599", "b")], [("unreachable", 3)]),
        ([Rule("report", None, None, "a"), Rule(None, None, "0599", "b")], [("conflict", 2)]),
        ([Rule("report", None, None, "a"), Rule(None, None, "0599", "a")], []),
        ([Rule(None, None, "9999", "a")], [("unknown", 1)]),
        ([Rule(None, None, "0599", "c")], [("unknown", 1)]),
        ([Rule(None, None, None, "a", urgent=True), Rule(None, None, None, "b", urgent=False), Rule(None, None, None, "b")],
         [("unreachable", 3)]),
    ],
)  # fmt: skip
def test_a_fault_in_the_rules_is_found(rules: list[Rule[str]], expected: list[tuple[str, int]]) -> None:
    assert found(*rules) == expected
    assert found(*rules, national=None) == [("missing", 0), *expected]


RULE = st.builds(Rule, **{name: st.sampled_from([None, *(v for v in values if v is not None)]) for name, values in SMALL.items()},
                 desk=st.sampled_from(DESKS))  # fmt: skip


@given(st.lists(RULE, max_size=6))
@settings(max_examples=150, deadline=None)
def test_a_rule_is_called_unreachable_exactly_when_no_case_ever_comes_to_it(rules: list[Rule[str]]) -> None:
    deciding = {id(first(rules, Facts(*values))) for values in itertools.product(*SMALL.values())}
    silent = {place for place, rule in enumerate(rules, 1) if id(rule) not in deciding}
    assert {where for what, where in found(*rules) if what == "unreachable"} == silent


def test_every_municipality_and_kind_resolves_to_a_desk(room: TestClient, one_time: dict[str, str]) -> None:
    values = files.domains()
    assert len(index().municipalities) == 342
    with intake() as session:
        rules, national = [service.by_name(rule) for rule in service.rules(session)], service.national_desk(session)
        assert national
        name = national.name
        for code in values["municipality"]:
            desk = service.decide(session, Facts("report", None, str(code) if code else None)).desk.name
            assert desk == {"0599": "Demo-loket Rotterdam", "0983": "Demo-loket Venlo"}.get(str(code), "Demo-loket landelijk")
    assert list(faults(rules, values, [rule.desk for rule in rules], name)) == []


def test_rules_are_listed_changed_tried_and_put_in_force(room: TestClient, one_time: dict[str, str], tmp_path: Path) -> None:
    here, _ = file_case(room)
    file = tmp_path / "rules.yaml"
    file.write_text(run.invoke(app, ["list"]).output)
    assert run.invoke(app, ["lint", str(file)]).exit_code == 0
    assert "0 of the last 500" in run.invoke(app, ["try", str(file)]).output
    rows = [{"topic": "unpaid_wages", "language": "pl", "desk": "Demo-loket Venlo"}, *yaml.safe_load(file.read_text())]
    file.write_text(yaml.safe_dump(rows))
    tried = run.invoke(app, ["try", str(file)]).output
    assert f"{here}  Demo-loket Rotterdam → Demo-loket Venlo" in tried
    assert "conflict" in run.invoke(app, ["lint", str(file)]).output
    assert run.invoke(app, ["apply", str(file)]).exit_code == 0
    moved, _ = file_case(room)
    said = run.invoke(app, ["explain", moved.lower()]).output
    assert "then: topic=unpaid_wages language=pl" in said
    assert "YES" in said
    assert run.invoke(app, ["explain", "R-NOBODY"]).exit_code == 1
    no_topic = "- {desk: Demo-loket Venlo, topic: no_such}"
    for broken in ("- {desk: Nobody}", "- {desk: Demo-loket Venlo, municipality: '1'}", "- [", no_topic):
        file.write_text(broken)
        assert run.invoke(app, ["apply", str(file)]).exit_code == 1
    assert len(yaml.safe_load(run.invoke(app, ["list"]).output)) == len(rows)


def test_the_page_says_why_a_case_came_here_and_not_to_another_desk(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    far, _ = file_case(room, municipality=None)
    page = officer("rotterdam").get(f"/cases/{reference}/why").text
    assert "gemeente Rotterdam" in page
    assert "Demo-loket Rotterdam" in page
    assert officer("venlo").get(f"/cases/{reference}/why").status_code == 404
    assert "geen regel: het landelijke loket" in officer("landelijk").get(f"/cases/{far}/why").text


def test_a_case_of_exploitation_is_urgent_before_anybody_read_it(room: TestClient, officer: Officer) -> None:
    urgent, _ = file_case(room, topic="exploitation", desk_kind="exploitation")
    newer, _ = file_case(room)
    page = officer("rotterdam").get("/").text
    assert page.index(urgent) < page.index(newer)
