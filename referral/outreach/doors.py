"""The addresses and numbers of this installation, from its settings."""

from referral.outreach.links.targets import Doors
from referral.settings import settings


def doors() -> Doors:
    s = settings()
    return Doors(s.outreach_url, s.referral_chat_url, s.referral_whatsapp_number, s.referral_sms_number)
