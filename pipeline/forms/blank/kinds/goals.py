"""A goal as providers are asked for it: letter by letter of SMART, with an example of each."""

from __future__ import annotations

from pipeline.errors import text
from pipeline.forms.blank.asked import UNAIDED, Ask, Say

SMART = (
    Say(text("Et godt mål er SMART. Det er:"), strong=True),
    Say(text("Specifikt: Det siger, hvad barnet skal kunne, hvor og med hvem.")),
    Say(text("Målbart: Det kan tælles eller ses, om det er nået.")),
    Say(text("Attraktivt: Barnet og familien vil det selv og har sagt ja til det.")),
    Say(text("Realistisk: Det kan nås med den træning, der er plads til.")),
    Say(text("Tidsbestemt: Der er en dag, hvor det skal være nået.")),
)
"""What the letters stand for."""

GOAL = (
    Ask("titel", help=text(
        "Specifikt og attraktivt: Skriv målet i én sætning. For eksempel: Barnet beder selv om noget "
        "ved spisebordet.")),
    Ask("omraade", help=text("Hvilket område hører det til?")),
    Ask("udgangspunkt", text("Hvad kan barnet nu?"), text(
        "Realistisk: Begynd med det, I har set. For eksempel: Beder om noget 2 gange på en halv time."),
        lines=2),
    Ask("oensket", text("Hvad skal barnet kunne?"), text(
        "Realistisk: Hvor langt kan barnet nå? For eksempel: Beder om noget mindst 15 gange på en halv "
        "time."), lines=2),
    Ask("maaling", text("Hvordan måler I det?"), text(
        "Målbart: Hvem ser eller tæller, og hvor tit? For eksempel: En forælder tæller en halv time "
        "hver søndag."), lines=2),
    Ask("frist", text("Hvornår skal det være nået?"), text("Tidsbestemt: Vælg en dag."), width=6),
    Ask("sat", text("Hvornår er det sat?"), UNAIDED, width=6),
    Ask("maaltal.enhed", text("Det tælles i"), text("Kun når det kan tælles: gange, ord, meter."),
        width=4),
    Ask("maaltal.udgangspunkt", help=text("Det, I har talt nu."), width=4),
    Ask("maaltal.oensket", help=text("Det, der skal tælles."), width=4),
)
"""The questions about one goal."""
