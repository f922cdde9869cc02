"""What people call the fields that no schema describes: what letters work out from the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import Text, text
from pipeline.law import quantities


@dataclass(frozen=True, slots=True)
class Words:
    """A field's title; how its value is written ("kroner", say), as formats of the schemas are named."""

    title: Text
    form: str = ""


def _kroner(title: Text) -> Words:
    return Words(title, "kroner")


_LETTER: Mapping[str, Words] = {
    "brev": Words(text("Brevet")),
    "brev.dato": Words(text("Brevets dato")),
    "brev.titel": Words(text("Brevets titel")),
    "brev.udkast": Words(text("Brevet er et udkast (ikke godkendt, eller høringen er i gang)")),
    "brev.variant": Words(text("Hvilken udgave af dokumentet det er")),
    "brev.kopi": Words(text("Hvem denne kopi er til, når den ikke er til modtageren selv")),
    "modtager": Words(text("Modtageren")),
    "modtager.id": Words(text("Modtagerens id i sagen")),
    "modtager.navn": Words(text("Modtagerens navn")),
    "modtager.fornavn": Words(text("Modtagerens fornavn")),
    "er_ung": Words(text("Brevet er til barnet eller den unge selv")),
    "er_kommune": Words(text("Brevet er til kommunen")),
    "kopi_til": Words(text("De andre, der får brevet")),
    "bilag": Words(text("Bilag til brevet")),
    "hjemmel": Words(text("Paragraffer, som de gælder på brevets dato")),
    "beskyttet": Words(text("Oplysningen er beskyttet og må ikke stå i brevet")),
    "godkendes_af": Words(text("Hvem der skal godkende brevet")),
}

_PEOPLE: Mapping[str, Words] = {
    "barnet": Words(text("Barnet på brevets dato")),
    "barnet.fornavn": Words(text("Barnets fornavn")),
    "foedselsdato": Words(text("Fødselsdato")),
    "barnet.foedselsdato": Words(text("Barnets fødselsdato")),
    "barnet.alder": Words(text("Barnets alder i hele år på brevets dato")),
    "barnet.fylder_18": Words(text("Den dag, barnet fylder 18 år")),
    "barnet.sidste_dag": Words(text("Den sidste dag, barnet er under 18 år")),
    "barnet.fylder_18_snart": Words(text("Barnet fylder 18 år inden for et år")),
    "barnet.i_skolealder": Words(text("Barnet er i den undervisningspligtige alder")),
    "tidligere_tilbud": Words(text("Dagtilbud og skoler, barnet har gået i")),
    "tidligere_tilbud.til": Words(text("Til og med")),
    "ansoegere": Words(text("De forældre, der har skrevet dokumentet")),
    "ansoeger": Words(text("Den forælder, der har skrevet dokumentet")),
    "flere_ansoegere": Words(text("Mere end én har skrevet dokumentet")),
    "rolle": Words(text("Rolle i sagen")),
    "fornavn": Words(text("Fornavn")),
    "navn": Words(text("Navn")),
    "samtykker": Words(text("Samtykker i ansøgningen")),
    "samtykker.givet": Words(text("Den dag, samtykket blev givet")),
    "underskrifter": Words(text("De, der skal skrive under")),
    "underskrifter.dato": Words(text("Den dag, der blev skrevet under")),
    "underskrifter.mangler": Words(text("Underskriften mangler endnu")),
    "mangler": Words(text("Det, der mangler i ansøgningen")),
}

_TRAINING: Mapping[str, Words] = {
    "elementer": Words(text("Træningens dele")),
    "elementer.maal": Words(text("De mål, delen arbejder med")),
    "elementer.sundhedsfagligt": Words(text("Delen har et fysisk sundhedsfagligt indhold")),
    "har_sundhedsfagligt": Words(text("Mindst én del har et fysisk sundhedsfagligt indhold")),
    "sundhedsfagligt": Words(text("Træningen har et fysisk sundhedsfagligt indhold")),
    "maalliste": Words(text("De mål, træningens dele arbejder med")),
    "tilbudte_maal": Words(text("De mål, tilbuddet sætter eller bygger på")),
    "nye_maal": Words(text("De mål, der begynder nu")),
    "maalstatus": Words(text("Hvert mål med dets status")),
    "fremgang": Words(text("Fremgang, hvor målet kan tælles")),
    "fremgang.procent": Words(text("Så meget af vejen er nået"), "procent"),
    "fremgang.fyldt": Words(text("Fyldte felter af 10 i en søjle")),
    "fremgang.tom": Words(text("Tomme felter af 10 i en søjle")),
    "fremgang.ord": Words(text("Fremgangen som en sætning")),
    "ugeskema": Words(text("Ugens træning i ugens rækkefølge")),
    "ugeskema.timer": Words(text("Rækkens timer"), "timer"),
    "ugedage": Words(text("Antal dage om ugen med træning")),
    "ugetimer": Words(text("Timer om ugen i alt"), "timer"),
    "moedested": Words(text("Hvor mødet er, som modtageren må se det")),
    "moedested.hjemme_hos_dig": Words(text("Mødet er hjemme hos modtageren")),
    "moedested.beskrivelse": Words(text("Stedet i ord")),
    "forrige": Words(text("Datoen for den forrige evaluering")),
}

_HEARINGS: Mapping[str, Words] = {
    "frist": Words(text("Frister i brevet")),
    "frist.hoering": Words(text("Sidste dag at svare på høringen")),
    "frist.klage": Words(text("Så lang tid har man til at klage")),
    "frist.genvurdering": Words(text("Så lang tid har kommunen til at se på klagen")),
    "frist.klage_senest": Words(text("Sidste dag at klage, når det vides, hvordan brevet blev sendt")),
    "frist.modtaget": Words(text("Den dag, brevet regnes for modtaget")),
    "frist.revurdering": Words(text("Den næste revurdering senest")),
    "frist.evaluering": Words(text("Den næste evaluering")),
    "frist.bevilling": Words(text("Bevillingens sidste dag")),
    "frist.foerste_kontakt": Words(text("Familien hører fra kommunen senest")),
    "frist.undersoegelse": Words(text("Undersøgelsen er færdig senest")),
    "hoering_af_rapport": Words(text("Høringen over rapporten, når den er sendt")),
    "hoering_foer": Words(text("Partshøringen før brevet")),
    "hoering_af_rapport.brevdato": Words(text("Den dag, høringen blev sendt")),
    "hoering_foer.brevdato": Words(text("Den dag, høringen blev sendt")),
    "hoering_af_rapport.frist": Words(text("Sidste dag at svare")),
    "hoering_af_rapport.afsluttet": Words(text("Høringen er slut")),
    "hoering_af_rapport.svar": Words(text("De høringssvar, der kom")),
    "hoering_af_rapport.uden_svar": Words(text("De, der ikke svarede")),
    "undtagelse": Words(text("Hvorfor der ikke blev hørt")),
    "rapport": Words(text("Den rapport, høringen handler om")),
    "rapport.dato": Words(text("Den dag, besøget var")),
    "svar": Words(text("Høringssvaret")),
    "for_sent": Words(text("Svaret kom efter fristen")),
    "kvittering": Words(text("Det, der kvitteres for")),
    "kvittering.modtaget": Words(text("Den dag, ansøgningen kom")),
    "kvittering.mangler": Words(text("Det, ansøgningen mangler")),
    "kvittering.mangler_senest": Words(text("Det, der mangler, sendes senest")),
    "soegt": Words(text("Det, der er søgt om, i korte linjer")),
    "undersoegelse": Words(text("Den børnefaglige undersøgelse")),
    "undersoegelse.frist": Words(text("Undersøgelsen skal være færdig senest")),
    "undersoegelse.afsluttet": Words(text("Den dag, undersøgelsen blev færdig")),
    "undersoegelse.overskredet": Words(text("Undersøgelsen tog længere tid end fristen")),
}

_GRANTS: Mapping[str, Words] = {
    "bevilling": Words(text("De bevillinger, der gælder på brevets dato")),
    "gammel_lov": Words(text("Bevilget efter den lov, der gjaldt før 2024")),
    "bevilling.hjemmel": Words(text("Den paragraf, bevillingen bygger på")),
    "hjemmetraening.hjemmel": Words(text("Den paragraf, bevillingen bygger på")),
    "udgifter.hjemmel": Words(text("Den paragraf, bevillingen bygger på")),
    "tabt.hjemmel": Words(text("Den paragraf, bevillingen bygger på")),
    "bevilget.hjemmel": Words(text("Den paragraf, bevillingen bygger på")),
    "sats": Words(text("Satser på brevets dato")),
    "udgifter_maksimum": Words(text("Det højeste beløb til udgifter inden for 12 måneder")),
    "maksimum": Words(text("Det højeste beløb, der kan bevilges inden for 12 måneder")),
    "maksimum.beloeb": _kroner(text("Beløbet")),
    "udgifter_maksimum.beloeb": _kroner(text("Beløbet")),
    "maalt_mod.beloeb": _kroner(text("Beløbet")),
    "fra": Words(text("Fra og med")),
    "til": Words(text("Til og med")),
    "kilde": Words(text("Hvor beløbet eller reglen står")),
    "lokal": Words(text("Beløbet står i kommunens indstillinger, ikke i loven")),
    "afgoerelser": Words(text("Afgørelserne i brevet")),
    "afgoerelse_om": Words(text("Hver afgørelse i brevet ved sit navn")),
    "afgoerelser.hjemmel": Words(text("Den paragraf, afgørelsen bygger på")),
    "afgoerelse_om.hjemmetraening.hjemmel": Words(text("Den paragraf, afgørelsen bygger på")),
    "afgoerelse_om.udgifter.hjemmel": Words(text("Den paragraf, afgørelsen bygger på")),
    "afgoerelse_om.tabt.hjemmel": Words(text("Den paragraf, afgørelsen bygger på")),
    "fuldt_medhold": Words(text("Familien får det hele, der er søgt om")),
    "betingelser": Words(text("De tre betingelser med vurdering")),
    "betingelser.titel": Words(text("Betingelsen med almindelige ord")),
    "elementer_godkendt": Words(text("De dele af træningen, der er godkendt")),
    "elementer_afvist": Words(text("De dele af træningen, der ikke er godkendt")),
    "ansoegt_i_alt": _kroner(text("Det, der er søgt om, i alt")),
    "bevilget_i_alt": _kroner(text("Det, der er bevilget, i alt")),
    "imod_oenske": Words(text("Bevillingen slutter mod forældrenes ønske")),
    "tabt": Words(text("Modtagerens egen tabte arbejdsfortjeneste")),
    "slutter": Words(text("Det, der slutter")),
    "slutter.ydelse": Words(text("Hvad der slutter")),
    "slutter.slutdato": Words(text("Den sidste dag")),
    "slutter.hjemmel": Words(text("Den paragraf, det bygger på")),
    "grunde": Words(text("Grundene til afgørelsen")),
}

_SUMS: Mapping[str, Words] = {
    "udgifter_i_alt": _kroner(text("Udgifterne i alt")),
    "sparet_i_alt": _kroner(text("Sparede udgifter i alt")),
    "linjer": Words(text("Udgifterne, linje for linje")),
    "linjer_i_alt": _kroner(text("Linjerne i alt")),
    "linjer.beloeb": _kroner(text("Linjens beløb")),
    "linjer.maal": Words(text("De mål, udgiften hører til")),
    "linjer.udleveres": Words(text("Det udleveres uden betaling")),
    "linjer.dokumenteret": Words(text("Der er en kvittering eller regning")),
    "regnskab": Words(text("Regnskab for udgifter i en periode")),
    "i_alt": _kroner(text("I alt")),
    "regnskab.dokumenteret": _kroner(text("Udgifter med kvittering eller regning")),
    "regnskab.udokumenteret": _kroner(text("Udgifter uden kvittering eller regning")),
    "pr_art": Words(text("Udgifterne fordelt på art")),
    "pr_art.art": Words(text("Udgiftens art")),
    "pr_art.beloeb": _kroner(text("I alt for arten")),
    "regnskab.bevilget": _kroner(text("Bevilget til 12 måneder")),
    "rest_af_bevilling": _kroner(text("Det, der er tilbage af bevillingen")),
    "bevillingsaar": Words(text("Det bevillingsår, perioden slutter i")),
    "brugt": _kroner(text("Brugt i perioden")),
    "tolv_maaneder": Words(text("De 12 måneder op til periodens sidste dag")),
    "rest_af_maksimum": _kroner(text("Det, der er tilbage af det højeste beløb")),
    "budget": Words(text("Budget for et år")),
    "momsfri_i_alt": _kroner(text("Heraf momsfri ydelser")),
    "sats_mangler_fra": Words(text("Den dag, fra hvilken det højeste beløb endnu ikke er fastsat")),
    "maalt_mod": Words(text("Det højeste beløb, budgettet sammenlignes med")),
    "budget.rest": _kroner(text("Det, der er tilbage op til det højeste beløb")),
}

_CALCULATION: Mapping[str, Words] = {
    "beregning": Words(text("Beregningen af ydelsen for en måned")),
    "beregning.form": Words(text("Hvordan forælderen tjente penge")),
    "beregning.grundlag": _kroner(text("Indtægt om måneden før træningen")),
    "beregning.arbejdstid": Words(text("Arbejdstid om ugen før træningen"), "timer"),
    "beregning.timer": Words(text("Bevilgede timer om ugen"), "timer"),
    "trin": Words(text("Beregningen trin for trin")),
    "trin.navn": Words(text("Hvad trinnet regner ud")),
    "trin.regnestykke": Words(text("Regnestykket")),
    "trin.beloeb": _kroner(text("Trinnets resultat")),
    "trin.kommunens_metode": Words(text("Trinnet er kommunens egen metode, ikke lovens")),
    "beregning.ydelse": _kroner(text("Ydelsen om måneden")),
    "beregning.loft": _kroner(text("Det højeste beløb for timerne")),
    "loft_brugt": Words(text("Ydelsen er sat ned til det højeste beløb")),
    "beregning.pension": _kroner(text("Pension om måneden")),
}

WORDS: Mapping[str, Words] = {
    **_LETTER, **_PEOPLE, **_TRAINING, **_HEARINGS, **_GRANTS, **_SUMS, **_CALCULATION}
"""By the end of a field's path without the marks of lists; the longest end counts."""


OWN: Mapping[str, Words] = {
    "bevilling.hjemmetraening": Words(text("Bevillingen til hjemmetræning")),
    "bevilling.udgifter": Words(text("Bevillingen til udgifter")),
    "bevilling.tabt": Words(text("Bevillingen til modtagerens tabte arbejdsfortjeneste")),
    "afgoerelse_om.hjemmetraening": Words(text("Afgørelsen om hjemmetræning")),
    "afgoerelse_om.udgifter": Words(text("Afgørelsen om udgifter")),
    "afgoerelse_om.tabt": Words(text("Afgørelsen om modtagerens tabte arbejdsfortjeneste")),
    "slutter[].bevilget": Words(text("Den bevilling, der slutter")),
    "regnskab.bevilling": Words(text("Den bevilling, regnskabet hører til")),
    "leverandoer": Words(text("Leverandøren")),
    "hoering": Words(text("Den høring, der svares på")),
}
"""By the whole path: what they are in a letter says more than what the schemas call them."""


def words_of(path: str) -> Words | None:
    """The words for a field that no schema describes; None where there are none."""
    steps = path.replace("[]", "").split(".")
    if steps[0] == "hjemmel" and len(steps) == 2:
        return Words(Text(quantities("hjemler")[steps[1]].titel))
    ends = (".".join(steps[start:]) for start in range(len(steps)))
    return next((WORDS[end] for end in ends if end in WORDS), None)
