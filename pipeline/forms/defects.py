"""What is wrong with a form before anybody has written in it: told, and what filling does about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pypdf.generic import DictionaryObject, NameObject, StreamObject

from pipeline.errors import Problem, Text, text
from pipeline.forms import scripts, told
from pipeline.forms.described import kind_of, states_of
from pipeline.forms.fields import FILLABLE, Field
from pipeline.forms.objects import acroform, got, raw, true
from pipeline.forms.walk import Node, Walked

NONE = text("Det er der taget højde for; du skal ikke gøre noget.")


def defects(walked: Walked, fields: Mapping[str, Field], *, locked: bool, signed: bool,
            tagged: bool, language: str, title: str) -> tuple[Problem, ...]:
    """Every defect worth knowing: those of the file first, then field by field."""
    form = acroform(walked.root) or DictionaryObject()
    nodes = [node for each in walked.nodes.values() for node in each]
    return (
        *([told.signed()] if signed else ()),
        *_of_the_file(walked, form, nodes, locked),
        *_of_access(fields, tagged, language, title),
        *_counted(nodes, form),
        *(found for each in fields.values() for found in _of_a_field(each, walked.nodes[each.name])),
    )


def _warning(code: str, message: Text, remedy: Text, path: str = "") -> Problem:
    return told.problem(code, message, remedy, path, "advarsel")


def _of_the_file(walked: Walked, form: DictionaryObject, nodes: Sequence[Node],
                 locked: bool) -> Iterator[Problem]:
    if got(form, "/XFA") is not None:
        yield _warning("xfa", text("Formularen har også en XFA-udgave, som ikke kan udfyldes her."),
                       text("Ved udfyldning fjernes XFA-udgaven, så alle programmer viser det samme."))
    if locked:
        yield _warning("laast", text("Filen er låst mod ændringer med en adgangskode."),
                       text("En udfyldt kopi er ikke låst. Lås den igen, hvis det er nødvendigt."))
    if got(walked.root, "/Perms") is not None:
        yield _warning("rettigheder", text("Filen har særlige rettigheder til Adobe Reader."),
                       text("De gælder ikke for en udfyldt kopi og fjernes fra den."))
    if scripts.has_scripts(walked.root, list(nodes)):
        yield _warning("script", text("Formularen har scripts (JavaScript). De bliver ikke kørt."),
                       text("Skriv tal og datoer, som formularen vil have dem."))
    if walked.knotted:
        yield _warning("kreds", text("Felternes træ går i ring eller er for dybt."),
                       text("Kontrollér, at alle felter er med på listen."))
    if walked.nameless:
        yield _warning("uden-navn", text("{antal} felter har intet navn og kan ikke udfyldes.",
                                         antal=walked.nameless),
                       text("Giv felterne navne i det program, formularen er lavet med."))


def _of_access(fields: Mapping[str, Field], tagged: bool, language: str,
               title: str) -> Iterator[Problem]:
    """What a person who has the form read aloud will miss."""
    silent = sum(not each.tooltip for each in fields.values() if each.kind in FILLABLE)
    if silent:
        yield _warning("uden-hjaelpetekst", text(
            "{antal} felter har ingen hjælpetekst. Et skærmlæserprogram kan ikke sige, hvad de er til.",
            antal=silent), text("Skriv hjælpetekster i det program, formularen er lavet med."))
    if not tagged:
        yield _warning("uden-tags", text("Filen er ikke opmærket for skærmlæsere."),
                       text("Lav formularen igen som tilgængelig PDF."))
    if not language:
        yield _warning("uden-sprog", text("Filen siger ikke, hvilket sprog den er på."),
                       text("Angiv sproget i det program, formularen er lavet med."))
    if not title:
        yield _warning("uden-titel", text("Filen har ingen titel."),
                       text("Giv filen en titel i det program, formularen er lavet med."))


def _counted(nodes: Sequence[Node], form: DictionaryObject) -> Iterator[Problem]:
    """What is so common that it is told once."""
    bare = sum(_lacks_appearance(node) for node in nodes)
    if bare:
        yield _warning("uden-udseende", text(
            "{antal} felter har intet udseende og kan være usynlige i nogle programmer.", antal=bare),
            NONE)
    if true(raw(form, "/NeedAppearances")):
        yield _warning("tegnes-af-laeseren", text(
            "Formularen lader læserens program tegne felterne, så de ikke ser ens ud overalt."), NONE)


def _lacks_appearance(node: Node) -> bool:
    return kind_of(node) in FILLABLE and any(
        not isinstance(got(place.dictionary, "/AP"), DictionaryObject) for place in node.places)


def is_broken(node: Node) -> bool:
    """Whether a dictionary of a field holds what it cannot: an /AP that is a text, a /DA a name."""
    for holder in (node.dictionary, *(place.dictionary for place in node.places)):
        looks, da = got(holder, "/AP"), got(holder, "/DA")
        if looks is not None and (not isinstance(looks, DictionaryObject) or (
                got(looks, "/N") is not None and not isinstance(
                    got(looks, "/N"), DictionaryObject | StreamObject))):
            return True
        if da is not None and (isinstance(da, NameObject) or not isinstance(da, str | bytes)):
            return True
    return False


def _of_a_field(field: Field, nodes: Sequence[Node]) -> Iterator[Problem]:
    name = field.name
    if len(nodes) > 1:
        yield _warning("dobbelt-navn", text("Formularen har flere felter med samme navn."),
                       text("De udfyldes med det samme. Kontrollér, at det er meningen."), name)
    if any(kind_of(node) != field.kind for node in nodes):
        yield _warning("dobbelt-slags", text("Felter med samme navn er af forskellig slags."), text(
            "Kun dem af samme slags som det første udfyldes. Ret formularen."), name)
    if any(node.lost is not None for node in nodes):
        yield _warning("tabt-felt", text("Feltet står på siden, men ikke i formularens liste."),
                       text("Ved udfyldning sættes det på listen."), name)
    if all(each.page < 0 for each in field.widgets):
        yield _warning("uden-plads", text("Feltet står ikke på nogen side."),
                       text("Det, der skrives i det, kan ingen se. Ret formularen."), name)
    if any(map(is_broken, nodes)):
        yield _warning("oedelagt-felt", text("Feltets beskrivelse er delvis ødelagt."), NONE, name)
    if field.kind in ("check", "radio"):
        yield from _of_a_button(field, nodes)
    if field.comb and field.max_length is None:
        yield _warning("kam-uden-laengde", text(
            "Feltet er delt i rubrikker, men siger ikke hvor mange."),
            text("Teksten sættes uden rubrikker."), name)
    if field.kind == "signature" and field.required:
        yield _warning("underskrift", text("Formularen skal underskrives digitalt."),
                       text("Underskriv den udfyldte fil i et PDF-program."), name)


def _of_a_button(field: Field, nodes: Sequence[Node]) -> Iterator[Problem]:
    if any(not state.isascii() for state in field.on_states):
        yield _warning("tilstand", text(
            "En af feltets tilstande har et navn med andre tegn end a-z, som ikke alle programmer kan "
            "læse."), NONE, field.name)
    if any(not states_of(place.dictionary) for node in nodes for place in node.places):
        yield _warning("uden-tilstand", text("Feltet siger ikke, hvordan det ser ud, når det er valgt."),
                       NONE, field.name)
