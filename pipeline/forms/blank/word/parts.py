"""The parts of the Word form that are the same in all of them: styles, settings, what names what."""

from __future__ import annotations

from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OURS = "https://hjemmetraening.invalid/blanket"
"""The namespace of what the form carries with it; an identifier only."""
CARRIED = "customXml/item1.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = f"""{HEAD}<Types xmlns="{PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>\
<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>\
<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/>\
<Override PartName="/docProps/core.xml" \
ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
<Override PartName="/customXml/itemProps1.xml" \
ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/></Types>"""


def _relations(*pairs: tuple[str, str]) -> str:
    """A part's relations, numbered from 1; the type is a whole name where it is not Word's own."""
    lines = "".join(
        f'<Relationship Id="rId{nr}" Type="{kind if "://" in kind else f"{R}/{kind}"}" '
        f'Target="{target}"/>'
        for nr, (kind, target) in enumerate(pairs, 1))
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


_ITEM = f"""{HEAD}<ds:datastoreItem \
xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" \
ds:itemID="{{6B0F9A52-7D3C-4E18-9B64-2A1C5D7E8F90}}"><ds:schemaRefs>\
<ds:schemaRef ds:uri="{OURS}"/></ds:schemaRefs></ds:datastoreItem>"""

# Whoever fills it in can write in the controls, and change nothing else; no password is needed to.
_SETTINGS = f"""{HEAD}<w:settings xmlns:w="{W}">\
<w:documentProtection w:edit="forms" w:enforcement="1"/><w:defaultTabStop w:val="567"/><w:compat>\
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" \
w:val="15"/></w:compat></w:settings>"""


def _style(name: str, title: str, paragraph: str, run: str = "", *, based: str = "Normal",
           more: str = "") -> str:
    return (f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/>'
            f'<w:basedOn w:val="{based}"/><w:next w:val="Normal"/><w:qFormat/>'
            f'<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr>{more}</w:style>')


_LINE = '<w:{side} w:val="single" w:sz="6" w:space="{space}" w:color="4A4A4A"/>'
_BOX = "".join(_LINE.format(side=side, space=4 if side in ("left", "right") else 3)
               for side in ("top", "left", "bottom", "right"))


def _styles(tag: str) -> str:
    heading = '<w:keepNext/><w:spacing w:before="{before}" w:after="80"/><w:outlineLvl w:val="{level}"/>'
    blue = '<w:b/><w:color w:val="1F4E79"/><w:sz w:val="{size}"/>'
    return "".join((
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="21"/>'
        f'<w:szCs w:val="21"/><w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="60"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>'
        '<w:rPr><w:color w:val="595959"/></w:rPr></w:style>',
        _style("Title", "Title", '<w:spacing w:after="120"/>', '<w:b/><w:sz w:val="38"/>'),
        _style("Heading1", "heading 1", heading.format(before=320, level=0), blue.format(size=28)),
        _style("Heading2", "heading 2", heading.format(before=200, level=1), '<w:b/><w:sz w:val="23"/>'),
        _style("Label", "Blanket spørgsmål", '<w:keepNext/><w:spacing w:before="140" w:after="0"/>',
               "<w:b/>"),
        _style("Hint", "Blanket hjælp", '<w:keepNext/><w:spacing w:after="0"/>',
               '<w:color w:val="333333"/><w:sz w:val="20"/>'),
        _style("Answer", "Blanket svar", f'<w:pBdr>{_BOX}</w:pBdr><w:shd w:val="clear" w:color="auto" '
               'w:fill="F6F8FA"/><w:spacing w:before="60" w:after="60" w:line="340" '
               'w:lineRule="atLeast"/>'),
        "</w:styles>"))


def _footer(title: str, page: str, of: str) -> str:
    def number(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    return (f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="9638"/>'
            f'</w:tabs></w:pPr><w:r><w:t>{title}</w:t></w:r><w:r><w:tab/>'
            f'<w:t xml:space="preserve">{page} </w:t></w:r>{number("PAGE")}'
            f'<w:r><w:t xml:space="preserve"> {of} </w:t></w:r>{number("NUMPAGES")}'
            '</w:p></w:ftr>')


def _core(title: str, author: str, tag: str) -> str:
    return (f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f'<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
            f'<dc:language>{tag}</dc:language></cp:coreProperties>')


def parts(title: str, author: str, tag: str, labels: Mapping[str, str]) -> dict[str, bytes]:
    """Every part but the text and what it carries; the words come ready for XML."""
    return {name: content.encode() for name, content in {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("settings", "settings.xml"), ("footer", "footer1.xml"),
            ("customXml", f"../{CARRIED}")),
        "customXml/_rels/item1.xml.rels": _relations(("customXmlProps", "itemProps1.xml")),
        "customXml/itemProps1.xml": _ITEM, "word/settings.xml": _SETTINGS,
        "word/styles.xml": _styles(tag), "docProps/core.xml": _core(title, author, tag),
        "word/footer1.xml": _footer(title, labels["side"], labels["af"]),
    }.items()}
