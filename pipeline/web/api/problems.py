"""What a program is told that something is wrong with: problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.requests import HTTPConnection
from starlette.responses import Response

from pipeline.errors import Problem, Text, text
from pipeline.locale import LANGUAGES
from pipeline.web.api.asked import in_words
from pipeline.web.languages import preferred

MEDIA_TYPE = "application/problem+json"
BEFORE = "/api/"
"""How every address for programs begins."""


@dataclass(frozen=True, slots=True)
class Type:
    """A type of problem: what its URI ends with, its title, and what to do."""

    name: str
    title: Text
    detail: Text

    @property
    def uri(self) -> str:
        """What names it to a program; nothing is found there."""
        return f"urn:hjemmetraening:problem:{self.name}"


TYPES: Mapping[int, Type] = {
    400: Type("forespoergsel", text("Forespørgslen er forkert"), text(
        "Forespørgslen er ikke, som den er beskrevet i /api/openapi.json. Ret det, der er nævnt.")),
    401: Type("login", text("Log ind"), text("Serveren skal kende dig: send brugernavn og kodeord.")),
    403: Type("adgang", text("Ingen adgang"), text(
        "Serveren tager ikke imod det derfra. Kald den fra et program, eller gennem den proxy, den er "
        "sat bag.")),
    404: Type("findes-ikke", text("Adressen findes ikke"), text(
        "/api/openapi.json viser de adresser, der findes.")),
    405: Type("metode", text("Adressen tager ikke den metode"), text(
        "Hovedet Allow viser dem, den tager.")),
    408: Type("for-langsomt", text("Forespørgslen kom for langsomt"), text(
        "Send den igen uden pauser.")),
    413: Type("for-meget", text("Der er sendt for meget på én gang"), text(
        "Send mindre ad gangen.")),
    415: Type("medietype", text("Forespørgslen er ikke JSON"), text(
        "Send den som application/json i UTF-8.")),
    421: Type("navn", text("Serveren svarer ikke på det navn"), text(
        "Start den med --name, hvis navnet er dit eget.")),
    422: Type("data", text("Det kan ikke lade sig gøre"), text(
        "Ret det, der er nævnt, og prøv igen.")),
    429: Type("for-mange-forsoeg", text("For mange forkerte forsøg"), text(
        "Vent så længe, som Retry-After siger.")),
    500: Type("vores-fejl", text("Der er sket en fejl hos os"), text(
        "Prøv igen. Sker det igen, så giv den, der driver serveren, det, der står i instance.")),
    503: Type("travl", text("Serveren kan ikke lige nu"), text("Prøv igen om lidt.")),
}
"""By status."""


def language_of(request: HTTPConnection) -> str:
    """The language asked for by ?lang=, else by Accept-Language."""
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else preferred(request.headers.get("accept-language", ""))


def refused(status: int, language: str, problems: Iterable[Problem] = (), *,
            headers: Mapping[str, str] | None = None, instance: str = "") -> Response:
    """A refusal; `instance` names this one time it happened, as the log does."""
    kind = TYPES.get(status, TYPES[500 if status >= 500 else 400])
    detail = {"type": kind.uri, "title": kind.title.in_language(language), "status": status,
              "detail": kind.detail.in_language(language),
              **({"instance": instance} if instance else {}),
              "problemer": in_words(problems, language)}
    return answer(json.dumps(detail, ensure_ascii=False).encode(), language, status, MEDIA_TYPE, headers)


def answer(body: bytes, language: str, status: int = 200, media_type: str = "application/json",
           headers: Mapping[str, str] | None = None) -> Response:
    """JSON in a language."""
    return Response(body, status, media_type=media_type, headers={
        "Content-Language": language, "Vary": "Accept-Language", **(headers or {})})
