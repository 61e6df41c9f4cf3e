"""Drives the whole house through its front door (signed webhooks) and waits for the replies at the provider's end."""

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from tests.bench.traffic import conversation
from tests.bench.wire import Client, Provider

URL, TOKEN, ACCOUNT = "https://wegwijzer.example", "bench-token-0123456789", "AC" + "1" * 32
PATH, OURS = "/twilio/inbound", "whatsapp:+3197010200001"
REPLY_SECONDS = 60.0


@dataclass
class Result:
    acks: list[float] = field(default_factory=list)  # seconds
    replies: list[float] = field(default_factory=list)  # seconds, message sent → reply at the provider
    seconds: float = 0.0
    silent: int = 0  # turns without any reply (stock Rasa only: the house never stays silent)

    @property
    def per_second(self) -> float:
        return len(self.replies) / self.seconds


class Driver:
    def __init__(self, port: int, provider: Provider) -> None:
        self.port, self.provider = port, provider
        self._waiting: dict[str, asyncio.Future[float]] = {}
        self._serial = int(time.time() * 1000) << 20
        provider.on_message = self._arrived

    def _arrived(self, to: str, _body: str) -> None:
        future = self._waiting.get(to)
        if future and not future.done():
            future.set_result(time.perf_counter())

    async def turn(self, client: Client, number: str, text: str, result: Result) -> None:
        """One message and its reply. Raises TimeoutError when nothing comes back."""
        self._serial += 1
        form = {
            "MessageSid": f"SM{self._serial:032x}",
            "AccountSid": ACCOUNT,
            "From": number,
            "To": OURS,
            "Body": text,
            "NumMedia": "0",
            "MessageType": "text",
            "ProfileName": "Bench",
            "WaId": number[-11:],
        }
        signature = RequestValidator(TOKEN).compute_signature(URL + PATH, form)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
        future = self._waiting[number] = asyncio.get_running_loop().create_future()
        began = time.perf_counter()
        status, _, seconds = await client.post(PATH, urlencode(form).encode(), headers)
        if status != 204:
            raise RuntimeError(f"the webhook answered {status}")
        result.acks.append(seconds)
        result.replies.append(await asyncio.wait_for(future, REPLY_SECONDS) - began)

    async def side_by_side(self, conversations: int, turns: int, seed: int) -> Result:
        """`conversations` people at once, each waiting for his answer before he writes again."""
        result = Result()

        async def person(index: int) -> None:
            client, number = Client(self.port), f"whatsapp:+4850{seed:02d}{index:05d}"
            for text in conversation(seed * 1000 + index, turns):
                await self.turn(client, number, text, result)
            client.close()

        began = time.perf_counter()
        await asyncio.gather(*(person(i) for i in range(conversations)))
        result.seconds = time.perf_counter() - began
        return result
