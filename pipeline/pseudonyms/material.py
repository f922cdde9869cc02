"""What stand-ins are made of: all of it invented, or too common to be anybody's."""

from __future__ import annotations

GIRLS = (
    "Agnete", "Alberte", "Anette", "Asta", "Benedikte", "Birgit", "Bodil", "Cecilie", "Dagny",
    "Ditte", "Dorthe", "Ebba", "Edith", "Elin", "Ellinor", "Else", "Erna", "Esther", "Eva", "Filippa",
    "Gerda", "Gitte", "Grethe", "Gry", "Gudrun", "Hanne", "Helle", "Henny", "Henriette", "Herdis",
    "Hjørdis", "Inge", "Inger", "Irene", "Jette", "Jonna", "Josefine", "Jytte", "Kamma", "Karen",
    "Kirstine", "Kjerstin", "Lisbeth", "Lone", "Lærke", "Maren", "Margrethe", "Marianne", "Merete",
    "Mette", "Mie", "Nanna", "Nete", "Oda", "Olga", "Pernille", "Ragnhild", "Rigmor", "Rosa", "Runa",
    "Signe", "Sigrid", "Silke", "Sofie", "Stine", "Sussi", "Tara", "Thora", "Thyra", "Tilde", "Tove",
    "Ulla", "Vibeke", "Viola", "Vita", "Yrsa", "Åse", "Åsta")
BOYS = (
    "Aage", "Aksel", "Anker", "Arne", "Asger", "Axel", "Bent", "Bertil", "Birger", "Bjarke", "Bjørn",
    "Bo", "Børge", "Carsten", "Claus", "Dan", "Ebbe", "Egon", "Einar", "Ejnar", "Erling", "Esben",
    "Finn", "Flemming", "Folmer", "Frode", "Gorm", "Gunnar", "Hakon", "Halfdan", "Hans", "Harald",
    "Helge", "Henning", "Holger", "Ib", "Ivar", "Jeppe", "Jesper", "Jørgen", "Kaj", "Keld", "Kjeld",
    "Knud", "Kåre", "Leif", "Ludvig", "Lyder", "Mogens", "Niels", "Njal", "Oluf", "Orla", "Otto",
    "Palle", "Poul", "Preben", "Rasmus", "Regnar", "Rolf", "Rune", "Sejr", "Sigurd", "Skjold", "Steen",
    "Sune", "Svend", "Søren", "Tage", "Terkel", "Thor", "Torben", "Troels", "Tyge", "Uffe", "Ulrik",
    "Vagn", "Verner", "Viggo", "Øjvind", "Åge")
SURNAMES = (
    "Agerlund", "Almeborg", "Bakkendal", "Birkemose", "Bjergsted", "Brinkhøj", "Bøgeskov", "Dalbæk",
    "Damkilde", "Egemark", "Ellekrog", "Engbølle", "Enghave", "Fasandal", "Fuglevang", "Fynbohøj",
    "Granlide", "Græsholt", "Hasselbo", "Havelykke", "Hedegrøn", "Hestehave", "Hindbærdal", "Holmeskov",
    "Hybenlund", "Højbjærg", "Kaldred", "Kildemose", "Kirsebo", "Klitmark", "Klokkeris", "Krathus",
    "Kærbølling", "Langsø", "Lindeborg", "Lyngholt", "Lærkedal", "Løvhegn", "Markfred", "Mejselund",
    "Mosevang", "Mølgrav", "Nordlide", "Nøddebo", "Oksendal", "Piledam", "Poppelhøj", "Ravnsø",
    "Rosenmark", "Rugvang", "Rønnebjerg", "Sandkrog", "Sivhøj", "Skovlide", "Slåenborg", "Solvang",
    "Stenløkke", "Storkedal", "Strandeng", "Svanelund", "Syrenhøj", "Søndervig", "Tangbæk", "Tjørnelund",
    "Tornhøj", "Ulvedal", "Vandmose", "Vesterlide", "Vibehøj", "Vildmose", "Ærtekær", "Æblegård",
    "Østerkrog", "Ådalsmark", "Åkandedal", "Ålekiste")
STREETS = (
    "Anemonestien", "Bregnegangen", "Bævrevænget", "Duehøjen", "Egernsvinget", "Fløjlsgræsset",
    "Fyrrekrogen", "Gyvelbakken", "Harepassagen", "Hønsetarmen", "Iriskæret", "Jordbærlysningen",
    "Kløverkilen", "Lupinlunden", "Lærketræsvinget", "Mirabelvangen", "Mosekonebakken", "Nældestien",
    "Okseøjet", "Pindsvinegangen", "Rævehiet", "Rørhattestien", "Skræppekrogen", "Snebærhaven",
    "Spurvesvinget", "Sværmeren", "Takshøjen", "Tranebærkæret", "Valmuehulen", "Vikkevangen",
    "Ærenprisstien", "Åkandekæret")
TOWNS = (
    "Agerlykke", "Blåkilde Strand", "Brændeborg", "Bølgerup", "Dyndbæk", "Fjeldsø Hede",
    "Gedebjerg Huse", "Grågåserup", "Havgus Mølle", "Kragelide", "Lyngmose Kirkeby", "Mågekøbing",
    "Nordre Sivlev", "Rørbølle", "Sandflugt By", "Skarnsø", "Stærekøbing", "Tangholt",
    "Tørvestrup", "Vandby Enge",
    "Ærholm By", "Ørneklit", "Åbrink", "Ålebæksted")
POSTCODES = tuple(str(number) for number in range(5991, 5999))
"""Codes that no town has."""
INSTITUTIONS = (
    "Humlebien", "Mælkebøtten", "Tudsebo", "Troldespejlet", "Kastanjetræet", "Regnormen", "Sneglehuset",
    "Pilefløjten", "Myretuen", "Grankoglen", "Nøddehegnet", "Vandhullet", "Ænderne", "Østersøen",
    "Løvspringet", "Edderfuglen")
FIRMS = (
    "Krydsfelt", "Tredje Etage", "Vestenvind", "Morgenrøde", "Fodaftryk", "Sidevognen", "Broen og Båden",
    "Langtursholdet", "Åben Dør", "Kompasrosen", "Ny Vinkel", "Mellemrummet", "Grøn Tråd", "Nordlyset",
    "Rygsækken", "Svinghjulet")
POSTS = (
    "medarbejder", "konsulent", "fagperson", "koordinator", "rådgiver", "assistent", "vejleder",
    "specialist", "teammedlem", "fuldmægtig")

WORDS = (
    "i", "å", "på", "en", "da", "om", "så", "to", "og", "den", "det", "der", "men", "før", "når", "vil",
    "kan", "mod", "få", "med", "blev", "hver", "dels", "godt", "lidt", "igen", "samt", "flere", "nogle",
    "gerne", "siden", "under", "efter", "stadig", "senere", "sammen", "mellem", "mindre", "rækker",
    "måneden", "formålet", "hverdage", "perioden", "øvrige", "ligeså", "fremover", "løbende",
    "undervejs", "almindelig", "ændringer", "anledning", "forskellig", "rækkefølge", "beskrivelse",
    "indholdet", "lejligheder", "gennemgangen", "omstændighed", "udformningen", "sammenhængen",
    "fremstillingen", "gentagelserne", "sædvanligvis", "forholdsmæssig", "eksempelteksten",
    "udfyldningsord", "standardteksten")
"""Words that say nothing, for the texts of a case."""

UNITS = frozenset({
    "stk", "stk.", "styk", "styks", "time", "timer", "dag", "dage", "uge", "uger", "måned", "måneder",
    "gang", "gange", "km", "kg", "sæt", "par", "møder", "besøg", "kurser", "minutter", "min."})
"""What things are counted in: nobody is known by it."""

GENERIC_IDS = frozenset({
    "mor", "far", "medmor", "stedmor", "stedfar", "vaerge", "anden", "ung", "barn", "kommune",
    "foraelder", "leverandoer", "hjaelper", "provider"})
"""Ids that name a part in the story and no person, with or without a number behind."""

EVERYTHING = " ".join((
    *GIRLS, *BOYS, *SURNAMES, *STREETS, *TOWNS, *INSTITUTIONS, *FIRMS, *POSTS, *WORDS)).casefold()
"""For a quick look at which values of a case could ever turn up in its stand-ins."""
