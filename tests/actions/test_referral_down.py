"""When the referral service does not answer, a report is kept, sealed, and handed in later."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nacl.public import PrivateKey, SealedBox

from actions import cases, filing
from actions.errors import ReferralDown, Refused
from actions.handover import Handover
from actions.view import View
from tests.actions.conftest import Referral

SLOTS: dict[str, Any] = {"report_text": "canary sentence", "municipality": "0599", "may_contact": False, "case_nonce": "1" * 32}


@pytest.mark.parametrize("status", [-1, 500, 503, 401, 422])
async def test_the_worker_gets_the_code_and_the_truth(says: Callable[..., View], referral: Referral, status: int) -> None:
    good = await filing.file("report", says(**SLOTS))
    referral.status = status
    kept = await filing.file("report", says(**SLOTS))
    assert [name for name, _ in kept.says] == ["utter_filed_later", "utter_filed_hide"]
    assert kept.says[0][1]["code"] == good.says[0][1]["code"]
    assert kept.end


async def test_a_kept_report_is_readable_only_with_the_private_key(
    says: Callable[..., View], referral: Referral, tmp_path: Path, intake_key: PrivateKey
) -> None:
    referral.status = -1
    await filing.file("report", says(**SLOTS))
    (path,) = (tmp_path / "spool").iterdir()
    assert b"canary" not in path.read_bytes()
    opened = json.loads(SealedBox(intake_key).decrypt(base64.b64decode(path.read_bytes())))
    assert opened["text"] == "canary sentence"
    assert opened["idempotency_key"] == "1" * 32


async def test_it_is_handed_in_when_referral_is_back_and_then_deleted(says: Callable[..., View], referral: Referral) -> None:
    referral.status = -1
    await filing.file("report", says(**SLOTS))
    down = True
    taken: list[str] = []

    def hand_in(sealed: str) -> None:
        if down:
            raise ReferralDown("no")
        taken.append(sealed)

    handover = Handover(filing.spool(), hand_in)
    assert handover.round() is False
    assert len(filing.spool().waiting()) == 1
    down = False
    assert handover.round() is True
    assert len(taken) == 1
    assert filing.spool().waiting() == []


async def test_a_refused_report_is_put_aside_and_never_thrown_away(says: Callable[..., View], referral: Referral, tmp_path: Path) -> None:
    referral.status = -1
    await filing.file("report", says(**SLOTS))

    def refuse(_: str) -> None:
        raise Refused("HTTP 422")

    assert Handover(filing.spool(), refuse).round() is True
    assert [p.suffix for p in (tmp_path / "spool").iterdir()] == [".refused"]


async def test_a_full_disk_is_told_and_the_form_stays_open(
    says: Callable[..., View], referral: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    referral.status = -1

    def full(*_: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(filing.spool(), "keep", full)
    outcome = await filing.file("report", says(**SLOTS))
    assert not outcome.end
    assert outcome.variant == "not_filed"


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "utter_case_unknown"), (429, "utter_case_too_many_tries"), (503, "utter_case_service_down"), (-1, "utter_case_service_down")],
)
async def test_each_reason_why_a_case_is_not_shown_has_its_own_words(referral: Referral, status: int, said: str) -> None:
    referral.status = status
    view = View("1234", "case_status", 1.0, "code", {"case_code": "1" * 16}, {"language": "en"}, "w-1")
    outcome = await cases.status(view)
    assert [name for name, _ in outcome.says] == [said]
    if status == 429:
        assert outcome.says[0][1]["minutes"] == "3"


async def test_status_and_messages_are_said(says: Callable[..., View], referral: Referral) -> None:
    filed = await filing.file("report", says(**SLOTS))
    code = filed.says[0][1]["code"].replace(" ", "")
    outcome = await cases.status(View(code, "case_status", 1.0, "code", {"case_code": code}, {"language": "en"}, "w-2"))
    assert [name for name, _ in outcome.says] == ["utter_case_status_answer", "utter_case_message_desk"]
    assert outcome.says[0][1]["status"] == "phrase:status_in_progress"
    assert outcome.says[1][1]["words"] == "We are looking into it"
