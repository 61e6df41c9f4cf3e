"""Twilio's form fields → InboundMessage. ProfileName, WaId and ChannelMetadata are dropped here and never go further."""

from collections.abc import Sequence

from channels.errors import Malformed
from channels.messages import Channel, InboundMessage, Kind, Location

CONTACT_TYPES = ("text/vcard", "text/x-vcard", "text/directory")
# MessageType of WhatsApp messages → kind; anything unknown with media is media
KINDS = {
    "image": Kind.MEDIA,
    "audio": Kind.MEDIA,
    "voice": Kind.MEDIA,
    "video": Kind.MEDIA,
    "document": Kind.MEDIA,
    "sticker": Kind.STICKER,
    "contacts": Kind.CONTACT,
    "contact": Kind.CONTACT,
    "location": Kind.LOCATION,
}


def parse(form: Sequence[tuple[str, str]]) -> InboundMessage:
    """Raises Malformed without MessageSid or From. Users without a phone number (`whatsapp:NL.…`) are as good as any."""
    fields = dict(form)
    sid, address = fields.get("MessageSid") or fields.get("SmsSid", ""), fields.get("From", "")
    if not sid or not address:
        raise Malformed("MessageSid and From are needed")
    location = _location(fields)
    text = fields.get("Body", "").replace("\0", "")
    payload = fields.get("ButtonPayload") or fields.get("ListId", "")
    return InboundMessage(
        provider_id=sid,
        channel=Channel.WHATSAPP if address.lower().startswith("whatsapp:") else Channel.SMS,
        address=address,
        sender=fields.get("ExternalUserId") or address,
        kind=_kind(fields, text, payload, location),
        text=text or fields.get("ButtonText", "") or fields.get("ListTitle", ""),
        payload=payload,
        location=location,
        opt_out=fields.get("OptOutType", "").upper(),
        files=_files(fields),
    )


def _kind(fields: dict[str, str], text: str, payload: str, location: Location | None) -> Kind:
    if payload:
        return Kind.CHOICE
    if location:
        return Kind.LOCATION
    named = KINDS.get(fields.get("MessageType", "").lower())
    if not _files(fields) and named not in (Kind.CONTACT, Kind.STICKER):
        return Kind.TEXT
    if fields.get("MediaContentType0", "").lower() in CONTACT_TYPES:
        return Kind.CONTACT
    if named not in (Kind.CONTACT, Kind.STICKER) and text.strip():
        return Kind.TEXT  # a picture with words: the words are what we can read
    return named if named and named is not Kind.LOCATION else Kind.MEDIA


def _files(fields: dict[str, str]) -> int:
    number = fields.get("NumMedia", "")
    return int(number) if number.isdecimal() and len(number) < 4 else 0


def _location(fields: dict[str, str]) -> Location | None:
    try:
        lat, lon = float(fields["Latitude"]), float(fields["Longitude"])
    except (KeyError, ValueError):
        return None
    return Location(lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None
