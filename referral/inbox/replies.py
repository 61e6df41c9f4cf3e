"""Answering with a reply that exists in every language: the worker reads his own, the officer both."""

from collections.abc import Mapping
from dataclasses import dataclass

from content.errors import MissingContent
from content.replies import Reply, replies
from referral.database import Case, as_desk
from referral.errors import Malformed, UnknownCase
from referral.inbox import changes
from referral.inbox.service import find
from referral.staff.sessions import SignedIn

READS = "nl"  # the language in which staff choose and keep a reply


@dataclass(frozen=True)
class Preview:
    """`dutch`, `theirs`: empty while a field is missing or wrong; `language`: the worker's, or Dutch where the reply lacks it."""

    reply: Reply
    language: str
    dutch: str
    theirs: str
    problem: str


def preview(who: SignedIn, reference: str, name: str, given: Mapping[str, str]) -> Preview:
    """Raises UnknownCase for a case or a reply that is not there."""
    with as_desk(who.desk_id) as session:
        case: Case = find(session, who, reference)
        language = case.language
    reply = replies().get(name)
    if reply is None:
        raise UnknownCase
    language = language if language in reply.texts else READS
    if any(field not in given for field in reply.fields):
        return Preview(reply, language, "", "", "")
    try:
        return Preview(reply, language, reply.said(READS, given), reply.said(language, given), "")
    except (ValueError, MissingContent) as error:
        return Preview(reply, language, "", "", str(error))


def send(who: SignedIn, reference: str, name: str, given: Mapping[str, str]) -> None:
    """Raises UnknownCase, Malformed, NotAllowed, Forbidden."""
    shown = preview(who, reference, name, given)
    if not shown.theirs:
        raise Malformed("a field is missing or wrong")
    changes.write(who, reference, shown.theirs, shown.language, dutch=shown.dutch if shown.language != READS else "")
