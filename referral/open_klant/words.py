"""What is said there, in Dutch, within the limits of its description. Pure; nothing of what a case says can come in."""

import uuid
from datetime import UTC, datetime
from typing import Any

from content.i18n import translations

# longest texts (characters), of the fields that we fill
LIMITS = {"kanaal": 50, "onderwerp": 200, "inhoud": 1000, "gevraagdeHandeling": 200}
# ISO 639-2/B, as the description of `taal` asks (its example, nld, is the /T code of the language whose /B code is dut)
LANGUAGES = {"nl": "dut", "en": "eng", "pl": "pol", "ro": "rum", "bg": "bul"}
UNKNOWN = "und"
CHANNEL = "Wegwijzer"


def _fitting(**texts: str) -> dict[str, str]:
    return {name: text if len(text) <= LIMITS[name] else text[: LIMITS[name] - 1] + "…" for name, text in texts.items()}


def subject(kind: str, reference: str, desk: str) -> str:
    """Also what a klantcontact is found by when it must not be made twice: one for each case and desk."""
    _ = translations("nl").gettext
    words = (_("Report in Wegwijzer: %s") if kind == "report" else _("Referral in Wegwijzer: %s")) % reference
    return _fitting(onderwerp=f"{words} ({desk})")["onderwerp"]


def contact(subject: str, reference: str, language: str, at: datetime, where: str) -> dict[str, Any]:
    """A klantcontact. Nobody is named: it gets no betrokkene, so no partij either."""
    _ = translations("nl").gettext
    words = _("There is a case %(case)s. What it says is sealed to the desk. Log in to read and answer it: %(where)s")
    return {
        **_fitting(kanaal=CHANNEL, onderwerp=subject, inhoud=words % {"case": reference, "where": where}),
        "taal": LANGUAGES.get(language, UNKNOWN),
        "vertrouwelijk": True,
        "indicatieContactGelukt": None,
        "plaatsgevondenOp": at.astimezone(UTC).isoformat(timespec="seconds"),
    }


def task(contact_id: uuid.UUID, actor: uuid.UUID) -> dict[str, Any]:
    """An interne taak for the team of the desk."""
    _ = translations("nl").gettext
    return {
        **_fitting(gevraagdeHandeling=_("Read the case in Wegwijzer and answer it")),
        "aanleidinggevendKlantcontact": {"uuid": str(contact_id)},
        "toegewezenAanActoren": [{"uuid": str(actor)}],
        "status": "te_verwerken",
    }
