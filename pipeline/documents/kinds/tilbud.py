"""A provider's offer: goals, a year's plan and its budget."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind
from pipeline.errors import text
from pipeline.facts.budget import budget
from pipeline.facts.enclosures import own_enclosures
from pipeline.facts.goals import offered_goals, training_elements
from pipeline.facts.people import provider

KIND = DocumentKind(
    id="tilbud", titel=text("Tilbud fra leverandør"),
    forfatter="leverandoer", authors=("leverandoer",), liste="tilbud",
    event_name="tilbud", dates=("brevdato",),
    variant=lambda event: "revideret" if event["erstatter"] else "nyt",
    titles={"nyt": "Tilbud om støtte til hjemmetræning",
            "revideret": "Revideret tilbud om støtte til hjemmetræning"},
    uses=("maal", "afgoerelser"),
    rules=(*COMMON, provider, offered_goals, training_elements, budget, own_enclosures),
    needed={
        "tilbudte_maal.titel": text("Kommunen skal kunne se, hvad træningen skal føre til."),
        "budget.i_alt": text("Kommunen skal kunne se, hvad tilbuddet koster i alt."),
        "tilbud.gaelder_til": text("Kommunen skal vide, hvor længe tilbuddet gælder.")})
