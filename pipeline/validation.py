"""Validation: every problem of a case at once, in words that say what is wrong and what to do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from jsonschema.exceptions import ValidationError

from pipeline import schemas
from pipeline.errors import DataError, Problem, Text, text
from pipeline.rules import RULES
from pipeline.rules.received import not_ours_to_judge
from pipeline.sag import Sag, shown_key

Steps = tuple[str | int, ...]

FORMAT_MESSAGES: Mapping[str, tuple[Text, Text]] = {
    "dato": (text("Datoen findes ikke eller er skrevet forkert."),
             text("Skriv datoen som ÅÅÅÅ-MM-DD, for eksempel 2026-03-31.")),
    "maaned": (text("Måneden er skrevet forkert."), text("Skriv måneden som ÅÅÅÅ-MM.")),
    "klokkeslaet": (text("Klokkeslættet er skrevet forkert."),
                    text("Skriv det som TT:MM, for eksempel 08:30.")),
    "kroner": (text("Beløbet har mere end to decimaler."),
               text("I JSON er punktum decimaltegn. Skriv hele tusinder uden punktum: 645867.")),
    "cpr": (text("CPR-nummeret er ikke gyldigt: det skal have ti cifre og begynde med en "
                 "fødselsdato, der findes, i det århundrede, som det syvende ciffer viser."),
            text("Kontrollér cifrene. Brug fødselsdatoen alene, hvis der ikke er et CPR-nummer.")),
    "cvr": (text("CVR-nummeret er ikke gyldigt."), text("Kontrollér de otte cifre.")),
    "postnummer": (text("Postnummeret er ikke gyldigt."),
                   text("Skriv fire cifre fra 0800 til 9990.")),
    "telefon": (text("Telefonnummeret er ikke gyldigt."),
                text("Skriv otte cifre, eller begynd med + og landekode.")),
    "e-mail": (text("E-mailadressen er ikke gyldig."),
               text("Skriv den som navn@example.dk.")),
    "tekst": (text("Teksten indeholder usynlige styretegn."),
              text("Slet teksten, og skriv den igen uden at kopiere.")),
    "linje": (text("Teksten indeholder usynlige styretegn eller linjeskift."),
              text("Skriv teksten på én linje uden at kopiere den.")),
}

TYPES: Mapping[str, Text] = {
    "string": text("tekst i citationstegn"), "number": text("et tal uden citationstegn"),
    "integer": text("et helt tal uden citationstegn"), "boolean": text("true eller false"),
    "array": text("en liste i kantede parenteser"), "object": text("felter i krøllede parenteser"),
}


def validate(sag: Sag, settings: Mapping[str, Any] | None = None) -> tuple[Problem, ...]:
    """All problems of a case, warnings included, sorted by place; empty when there are none.

    `settings` are a kommune's, in place of the case's own: their problems are found too, and rules
    that need a local time limit use what is right of them.
    """
    found = list(problems_of(sag.data, "sag"))
    usable = _without(sag.data, found)
    if settings is not None:
        theirs = list(problems_of(settings, "kommune", ("kommune",)))
        usable = {**usable, **_without({"kommune": settings}, theirs)}
        found += theirs
    for rule in RULES:
        found.extend(not_ours_to_judge(usable, rule(usable, usable.get("kommune") or {})))
    return ordered(found)


def validate_for(kind: str, data: Mapping[str, Any], liste: str, places: Sequence[tuple[int | str, ...]],
                 led: str | None = None) -> tuple[Problem, ...]:
    """What a document needs of the case and of its own events beyond the case's schema.

    Only the events at `places` are looked at ((3,) in the list, (3, 1) in the fourth's own list
    `led`): an older, thinner one does not stop a new letter.
    """
    own = [data[liste][place[0]] for place in places]
    if led:
        own = [{**host, led: [host[led][place[1]]]} for host, place in zip(own, places, strict=True)]
    found = problems_of({**data, liste: own}, f"dokumenter/{kind}")
    return ordered(_moved(problem, liste, places, led) for problem in found)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise DataError with all problems when one of them is more than a warning."""
    listed = tuple(problems)
    if any(problem.severity == "fejl" for problem in listed):
        raise DataError(listed)


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By place (numbers as numbers), each problem once."""
    def place(problem: Problem) -> tuple[list[tuple[int, str]], str, str, str]:
        parts = re.findall(r"\d+|\D+", problem.path)
        return ([(int(p), "") if p.isdigit() else (-1, p) for p in parts], problem.code,
                str(problem.message), str(problem.remedy))

    return tuple(sorted(dict.fromkeys(problems), key=place))


def problems_of(data: Any, schema: str, start: Steps = ()) -> Iterable[Problem]:
    """A schema's complaints about `data`, each as a Problem."""
    for error in schemas.validator(schema).iter_errors(data):
        yield from _explain(error, schema, start)


def path_text(path: Steps) -> str:
    """("tilsyn", 0, "dato") as "tilsyn[0].dato"."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else step
    return out


def _moved(problem: Problem, liste: str, places: Sequence[tuple[int | str, ...]],
           led: str | None) -> Problem:
    """The problem with its event's place in the whole case."""
    found = re.match(rf"{liste}\[(\d+)\](?:\.{led}\[0\])?", problem.path)
    if not found:
        return problem
    outer, *inner = places[int(found[1])]
    there = f"{liste}[{outer}]" + (f".{led}[{inner[0]}]" if "." in found[0] else "")
    return replace(problem, path=there + problem.path[found.end():])


def _explain(error: ValidationError, schema: str, start: Steps) -> Iterable[Problem]:
    path: Steps = (*start, *error.absolute_path)
    keyword = "forbudt" if error.validator == "not" else str(error.validator)
    title = title_of("sag" if schema.startswith("dokumenter/") else schema, error.absolute_path)
    if keyword == "required":
        yield from _missing(error, schema, path)
    elif keyword in ("additionalProperties", "unevaluatedProperties"):
        yield from _unknown(error, path)
    else:
        message, remedy = _words(keyword, error)
        yield Problem(path_text(path), keyword, title, message, remedy)


def _missing(error: ValidationError, schema: str, path: Steps) -> Iterable[Problem]:
    wanted: Any = error.validator_value
    instance: Any = error.instance
    for name in wanted:
        if name not in instance:
            title = title_of("sag" if schema.startswith("dokumenter/") else schema,
                             (*error.absolute_path, name))
            yield Problem(path_text((*path, name)), "mangler", title,
                          text("Feltet mangler."), text("Udfyld feltet."))


def _unknown(error: ValidationError, path: Steps) -> Iterable[Problem]:
    schema: Any = error.schema
    instance: Any = error.instance
    allowed = list(schema.get("properties", {}))
    for name in instance:
        if name in allowed:
            continue
        close = difflib.get_close_matches(name, allowed, n=1)
        remedy = (text("Mente du {felt}?", felt=close[0]) if close
                  else text("Slet feltet, eller ret dets navn."))
        yield Problem(path_text((*path, shown_key(name))), "ukendt-felt", text("Ukendt felt"),
                      text("Feltet findes ikke i skemaet."), remedy)


def _words(keyword: str, error: ValidationError) -> tuple[Text, Text]:
    limit: Any = error.validator_value
    schema: Any = error.schema
    match keyword:
        case "format":
            return FORMAT_MESSAGES[limit]
        case "type" if schema.get("format") == "kroner":
            return (text("Beløbet skal være et tal."), text(
                "Skriv det uden citationstegn og uden tusindpunktum, med punktum foran øre: "
                "645867 eller 645867.50."))
        case "type":
            wanted = TYPES[limit if isinstance(limit, str) else limit[0]]
            return text("Værdien er af en forkert type."), text("Skriv {form}.", form=wanted)
        case "enum":
            return text("Værdien er ikke en af dem, der kan vælges."), text(
                "Vælg en af: {valg}.", valg=", ".join(str(v) for v in limit))
        case "const":
            return text("Værdien er en anden end den, der kræves."), text(
                "Skriv {vaerdi}.", vaerdi=str(limit))
        case "minimum":
            return text("Tallet er for lille."), text("Skriv mindst {graense}.", graense=limit)
        case "maximum":
            return text("Tallet er for stort."), text("Skriv højst {graense}.", graense=limit)
        case "maxLength":
            return text("Teksten er for lang."), text(
                "Skriv højst {graense} tegn.", graense=limit)
        case "minItems":
            return text("Listen er for kort."), text(
                "Skriv mindst {graense} i listen.", graense=limit)
        case "maxItems":
            return text("Listen er for lang."), text(
                "Skriv højst {graense} i listen.", graense=limit)
        case "uniqueItems":
            return text("Det samme står to gange i listen."), text("Slet det ene.")
        case "anyOf":
            either = [name for option in limit for name in option.get("required", ())]
            return text("Mindst ét af felterne mangler."), text(
                "Udfyld et af: {felter}.", felter=", ".join(either))
        case "forbudt":
            return text("Værdien hører ikke til her."), text(
                "Slet den, eller ret det, den hænger sammen med.")
    return text("Værdien er skrevet på en måde, som ikke kan bruges."), text(
        "Se, hvordan feltet er beskrevet i skemaet.")


def title_of(schema: str, path: Iterable[str | int]) -> Text:
    """The Danish title of the field at a path; the nearest one above where it has none."""
    node: Any = schemas.resolved(schema)
    title = str(node.get("title", ""))
    for step in path:
        node = node.get("items", {}) if isinstance(step, int) else \
            node.get("properties", {}).get(step, {})
        title = str(node.get("title", title))
    return Text(title)


def _without(data: Any, problems: Iterable[Problem]) -> Any:
    """The case without the values that have a problem, so that the rules can look at the rest.

    List items keep their places: what is wrong there becomes an empty object.
    """
    wrong = frozenset(problem.path for problem in problems)

    def kept(value: Any, path: Steps) -> Any:
        if isinstance(value, dict):
            return {key: kept(item, (*path, key)) for key, item in value.items()
                    if path_text((*path, key)) not in wrong}
        if isinstance(value, list):
            return [{} if path_text((*path, i)) in wrong else kept(item, (*path, i))
                    for i, item in enumerate(value)]
        return value

    return kept(data, ()) if wrong else data


