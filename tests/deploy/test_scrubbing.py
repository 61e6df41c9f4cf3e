"""What reaches a log has no personal data in it."""

import pytest

from deploy.base.scrub import scrub


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("from whatsapp:+31612345678 to us", "[address]"),
        ("call 06 12345678 now", "[phone]"),
        ("call 06-12 34 56 78 now", "[phone]"),
        ("+48 512 345 678", "[phone]"),
        ("0040 721 234 567", "[phone]"),
        ("sender NL.13491208655302741918", "[user-id]"),
        ("ania.k+work@example.pl wrote", "[e-mail]"),
        ("NL91 ABNA 0417 1643 00", "[iban]"),
        ("bsn 111222333", "[bsn]"),
        ("bsn 111222333.", "[bsn]"),
        ("bsn 1112.22.333", "[bsn]"),
        ("bsn=123456782, text", "[bsn]"),
        ("PL61 1090 1014 0000 0712 1981 2874", "[iban]"),
        ("RO49AAAA1B31007593840000", "[iban]"),
        ("BG80 BNBG 9661 1020 3456 78", "[iban]"),
        ("iban nl91abna0417164300", "[iban]"),
        ("+31 (0)6 1234 5678", "[phone]"),
        ("tel:+48512345678", "[phone]"),
        ("number=+40721234567;", "[phone]"),
        ("WHATSAPP:NL.Ab12345678", "[address]"),
        ("{'From': 'whatsapp:+31612345678', 'Body': 'x'}", "[address]"),
        ("Ivan.Petrov@mail.bg,", "[e-mail]"),
        ("код иван@пример.бг", "[e-mail]"),
        ("code 1234 5678 9012 3456", "[case-code]"),
        ("code 1234567890123456", "[case-code]"),
    ],
)
def test_personal_data_is_replaced_by_a_label(text: str, label: str) -> None:
    assert label in scrub(text)
    assert not any(len(part) >= 4 and part.isdigit() for part in scrub(text).split())


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24T10:00:00.123456Z turn answered in 48 ms",
        "conversation w-0123456789abcdef0123456789abcdef",
        "status 200, job 123456, port 5005",
        "bsn-like 123456789 fails the 11-test",
        "case R-7K2M9",
    ],
)
def test_what_an_operator_needs_stays(text: str) -> None:
    assert scrub(text) == text
