"""A person's way through a form without JavaScript, as a browser sends it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

import httpx

LOST_EARNINGS: Mapping[str, str] = {
    "barn.navn": "Karla Prøve", "barn.cpr": "010118-4321", "barn.diagnose": "Spastisk lammelse",
    "parter.0.navn": "Mona Prøve", "parter.0.relation": "mor",
    "parter.0.kontakt.telefon": "70 10 20 30", "parter.0.foraeldremyndighed": "ja",
    "ansoegninger.0.variant": "ny", "ansoegninger.0.periode.fra": "1. februar 2027",
    "ansoegninger.0.timer_pr_uge": "12,5", "ansoegninger.0.traeningsplan": "Vi træner hver dag.",
    "ansoegninger.0.ugeskema.0.dag": "mandag", "ansoegninger.0.ugeskema.0.fra": "8.30",
    "ansoegninger.0.ugeskema.0.til": "11", "ansoegninger.0.ugeskema.0.aktivitet": "Vi kravler",
    "ansoegninger.0.arbejde.form": "loenmodtager", "ansoegninger.0.arbejde.bruttoloen": "31.500",
    "ansoegninger.0.arbejde.timer_pr_uge": "37", "ansoegninger.0.arbejde.arbejdsgiver": "Bageren",
    "ansoegninger.0.bilag": "Lønsedler", "ansoegninger.0.brevdato": "22-11-2026"}
PATH = "/da/skema/ansoegning-tabt-arbejdsfortjeneste"


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return html.unescape(found[1])


def fields(page: str) -> set[str]:
    """What a page asks."""
    return set(re.findall(r'name="([^"]+)"', page)) - {"gaa", "kladde", "trin", "viewport"}


def heading(page: str) -> str:
    found = re.search("<h1>(.*?)</h1>", page)
    assert found
    return html.unescape(found[1])


def state(page: str) -> dict[str, str]:
    return {"kladde": hidden(page, "kladde"), "trin": hidden(page, "trin")}


def send(client: httpx.Client, page: str, answers: Mapping[str, str], way: str = "frem",
         path: str = PATH) -> httpx.Response:
    """Fill in what the page asks, and press a button."""
    answered = {name: answers.get(name, "") for name in fields(page)}
    return client.post(path, data={**answered, **state(page), "gaa": way})


def walk(client: httpx.Client, answers: Mapping[str, str], path: str = PATH) -> list[httpx.Response]:
    """Every page to the summary, or to the first that is sent back."""
    pages = [client.get(path)]
    while "Kontrollér" not in heading(pages[-1].text):
        pages.append(send(client, pages[-1].text, answers, path=path))
        if pages[-1].status_code != 200:
            break
    return pages
