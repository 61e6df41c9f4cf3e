import uuid

from actions import codes

KEY = b"k" * 32
NONCE = "0123456789abcdef0123456789abcdef"


def test_a_repeated_turn_gives_the_same_code() -> None:
    assert codes.code_for(NONCE, KEY) == codes.code_for(NONCE, KEY)
    assert codes.code_for(NONCE, KEY) != codes.code_for(NONCE[::-1], KEY)
    assert codes.code_for(NONCE, KEY) != codes.code_for(NONCE, b"other")


def test_a_code_has_sixteen_digits_and_is_shown_in_groups_of_four() -> None:
    code = codes.code_for(NONCE, KEY)
    assert len(code) == 16
    assert code.isdigit()
    assert codes.shown("1234567890123456") == "1234 5678 9012 3456"


def test_the_ticket_is_the_nonce_as_uuid() -> None:
    assert uuid.UUID(codes.ticket_for(NONCE)).hex == NONCE


def test_the_origin_does_not_show_the_conversation() -> None:
    assert "w-1" not in codes.origin_of("w-1", KEY)
