"""Twilio's error codes and what they mean for us, as a table. Codes: https://www.twilio.com/docs/api/errors"""

from channels.provider import Fault

TRANSIENT = {
    "20429",  # too many requests: certainly not accepted
    "30001",  # queue overflow
    "30003",  # handset off or out of reach
    "30008",  # unknown error at the carrier
    "30017",  # carrier congestion
    "30022",  # rate exceeded
    "63012",  # WhatsApp's own error
    "63017",  # rate at the channel
    "63018",  # rate at WhatsApp
    "131056",  # pair rate: too many to the same person
}
REPAIRABLE = {
    "20003",  # wrong token
    "20404",  # wrong account or address of the API
    "21408",  # sending to that country is not switched on
    "21606",  # our number cannot send this
    "21659",  # our number is not of this account
    "21660",  # nor of this service
    "21703",  # the messaging service has no number
    "30002",  # account suspended
    "30034",  # our number is not registered
    "63007",  # no such WhatsApp sender
    "63020",  # the sender is not verified
    "63112",  # the WhatsApp account was switched off
}
OPTED_OUT = {"21610", "63033"}
WINDOW_CLOSED = {"63016", "63051"}
# the resource with the buttons is gone, broken or not allowed here; the same words as text may well go
CONTENT_REFUSED = {"20404", "21655", "21656", "63013", "63021", "63027", "63028", "63036", "63041", "63042"}


def fault(code: str, http_status: int = 0) -> Fault:
    """By Twilio's code; by the HTTP status where there is none. Unknown codes are permanent: trying again would not help."""
    if code in CONTENT_REFUSED and not http_status:  # told later on, in a callback
        return Fault.CONTENT
    if code in OPTED_OUT:
        return Fault.OPTED_OUT
    if code in WINDOW_CLOSED:
        return Fault.WINDOW_CLOSED
    if code in REPAIRABLE:
        return Fault.REPAIRABLE
    if code in TRANSIENT or http_status == 429:
        return Fault.TRANSIENT
    if http_status >= 500:
        return Fault.AMBIGUOUS
    return Fault.PERMANENT
