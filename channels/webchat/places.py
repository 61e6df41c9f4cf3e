"""Where the chat is shown: on its own page, or in a frame on a municipality's site. The same chat, other cookies and other headers."""

from dataclasses import dataclass

from fastapi import Response

COOKIE = "wegwijzer_chat"
FRAME_COOKIE = "wegwijzer_frame"


@dataclass(frozen=True)
class Place:
    """`base`: the path of all its addresses. `framed_by`: the sites that may show it in a frame; none for the page of its own.

    `case_page`: where a worker opens his case with its code; empty when that has no public address.
    """

    base: str
    cookie: str
    framed_by: tuple[str, ...] = ()
    case_page: str = ""

    @property
    def framed(self) -> bool:
        return bool(self.framed_by)

    def remember(self, response: Response, token: str, *, secure: bool) -> None:
        """A cookie until the browser closes, for this place only."""
        if not self.framed:
            response.set_cookie(self.cookie, token, path=self.base, httponly=True, samesite="strict", secure=secure)
            return
        # in a frame "strict" is never sent; "partitioned" keeps it apart for each site around it, so that it follows nobody
        cookie = f"{self.cookie}={token}; Path={self.base}; HttpOnly; Secure; SameSite=None; Partitioned"
        response.headers.append("set-cookie", cookie)

    def forget(self, response: Response, *, secure: bool) -> None:
        if not self.framed:
            response.delete_cookie(self.cookie, path=self.base, httponly=True, samesite="strict", secure=secure)
            return
        cookie = f"{self.cookie}=; Path={self.base}; HttpOnly; Secure; SameSite=None; Partitioned; Max-Age=0"
        response.headers.append("set-cookie", cookie)


def own_page(case_page: str) -> Place:
    return Place("/chat", COOKIE, case_page=case_page)


def frame(sites: list[str], case_page: str) -> Place:
    return Place("/embed", FRAME_COOKIE, tuple(sites), case_page)
