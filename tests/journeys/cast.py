"""The cast of the journeys: a worker with a phone, an officer with a browser's cookie."""

import re
import time
from dataclasses import dataclass, field

import httpx

from deploy.launch.house import House
from tests.channels.twilio_double import TwilioDouble
from tests.journeys.lines import Lines

REPLY_SECONDS = 60.0
CODE = re.compile(r"\d{4}[ \u00a0]\d{4}[ \u00a0]\d{4}[ \u00a0]\d{4}")


@dataclass
class Worker:
    """Writes over WhatsApp through Twilio's double and reads what the double was asked to send back."""

    twilio: TwilioDouble
    number: str
    read: list[str] = field(default_factory=list)

    def says(self, text: str, **fields: str) -> str:
        """The reply, in one message. Raises when nothing comes back."""
        address = f"whatsapp:{self.number}"
        began = time.monotonic()
        response = self.twilio.text(address, text, **fields)
        assert response.status_code == 204, response.text
        assert time.monotonic() - began < 5, "the acknowledgement must not wait for the answer"
        before = len(self.read)
        self.read.append(self.twilio.wait_for(address, count=before + 1, seconds=REPLY_SECONDS).body)
        return self.read[-1]

    def reports(self, lines: Lines, contact: str = "", who: str = "") -> tuple[str, str]:
        """(the summary, the case code). `contact`: what is answered to "may the desk write back", default no; `who`: default skipped."""
        self.begins_to_report(lines)
        summary, filed = self.ends_the_report(lines, contact, who)
        found = CODE.search(filed)
        assert found, f"no case code in: {filed}"
        return summary, found.group()

    def begins_to_report(self, lines: Lines) -> None:
        self.says(lines.report)
        self.says(lines.story)

    def ends_the_report(self, lines: Lines, contact: str = "", who: str = "") -> tuple[str, str]:
        """(the summary, the last reply)."""
        self.says(lines.done)
        self.says("1")  # what it is mostly about: as guessed, or the first of the list
        self.says(lines.place)
        self.says(lines.yes)  # that is the place
        for answer in (lines.skip, who or lines.skip, lines.skip):  # when, who, how many
            self.says(answer)
        return self.says(contact or lines.no), self.says(lines.yes)


class Officer:
    """Signed in at a demo desk, with a password of her own after the first time."""

    def __init__(self, house: House, city: str) -> None:
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{house.ports.referral}", follow_redirects=True, timeout=30.0)
        row = next(r for r in house.demo if city in str(r["email"]))
        own = f"an-own-password-of-{city}"
        if self.signs_in(row["email"], own).url.path == "/log-in":
            self.signs_in(row["email"], row["password"])
            form = {"old": row["password"], "new": own, "again": own}
            self.client.post("/password", data=form | {"csrf": self.csrf(self.client.get("/password").text)})
        assert self.client.get("/").url.path == "/", "the officer is not signed in"

    def signs_in(self, email: str, password: str) -> httpx.Response:
        form = {"email": email, "password": password, "csrf": self.csrf(self.client.get("/log-in").text)}
        return self.client.post("/log-in", data=form)

    @staticmethod
    def csrf(page: str) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', page)
        assert found, page[:400]
        return found.group(1)

    def cases(self) -> list[str]:
        """References on the first page, the newest first."""
        return re.findall(r'href="/cases/([A-Z]-[A-Z0-9]+)"', self.client.get("/").text)

    def waits_for_a_case(self, known: list[str], seconds: float = 10.0) -> str:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            new = [c for c in self.cases() if c not in known]
            if new:
                return new[0]
            time.sleep(0.2)
        raise AssertionError("the desk got no case")

    def reads(self, reference: str) -> httpx.Response:
        return self.client.get(f"/cases/{reference}")

    def does(self, reference: str, action: str, **data: str) -> httpx.Response:
        token = self.csrf(self.client.get("/").text)
        return self.client.post(f"/cases/{reference}/{action}", data=data | {"csrf": token})
