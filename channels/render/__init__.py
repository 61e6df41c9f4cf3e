"""How a turn looks on each channel. Pure: text in, text out."""

from collections.abc import Sequence

from channels.messages import Channel, Reply
from channels.render import sms, whatsapp


def render(channel: Channel, replies: Sequence[Reply], footer: str = "") -> list[str]:
    """The texts to send (usually one). The web shows the replies themselves."""
    return sms.render(replies, footer) if channel is Channel.SMS else whatsapp.render(replies, footer)
