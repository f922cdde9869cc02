"""Which elements inside a paragraph change nothing, and by what name others are refused."""

from __future__ import annotations

from pipeline.pdf.word.xml import W14, W

IGNORED = frozenset(W + name for name in (
    "pPr", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd", "commentReference",
    "annotationRef", "lastRenderedPageBreak", "permStart", "permEnd", "sdtPr", "sdtEndPr",
    "smartTagPr", "customXmlPr", "fldData")) | {W14 + "conflictIns"}
CODES = {W + name: code for code, names in {
    "pdf-sporede-aendringer": "ins del moveFrom moveTo delText delInstrText moveFromRangeStart "
                              "moveFromRangeEnd moveToRangeStart moveToRangeEnd "
                              "customXmlInsRangeStart customXmlDelRangeStart",
    "pdf-tekstboks": "pict",
    "pdf-objekt": "object control",
    "pdf-note": "separator continuationSeparator",
    "pdf-hoejre-mod-venstre": "dir bdo",
    "pdf-udenfor": "subDoc contentPart altChunk",
}.items() for name in names.split()} | {
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}" + name: "pdf-formel"
    for name in ("oMath", "oMathPara")}
