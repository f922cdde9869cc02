"""Links, fields, content controls and pictures; and the marks that change nothing."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from pipeline.pdf.proof.check import check_pdf
from pipeline.pdf.setting.images import Store


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def picture(alt: str = ' descr="Kommunens logo"', inner: str = "", place: str = "inline",
            shape: str = "", effect: str = "") -> str:
    return (f'<w:r><w:drawing><wp:{place}><wp:extent cx="1270000" cy="635000"/>'
            f'<wp:docPr id="1" name="b"{alt}/><a:graphic><a:graphicData uri="http://schemas.'
            'openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
            f'<a:blip r:embed="rIm">{effect}</a:blip>{inner}</pic:blipFill><pic:spPr>{shape}'
            '</pic:spPr></pic:pic></a:graphicData>'
            f"</a:graphic></wp:{place}></w:drawing></w:r>")


def image(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (20, 10), (200, 30, 30)).save(buffer, kind)
    return buffer.getvalue()


RELS = {"rIm": ("image", "media/b.png"), "rLi": ("hyperlink", "https://example.org/a?b=1"),
        "rJs": ("hyperlink", "javascript:alert(1)"), "rFi": ("hyperlink", "file:///etc/passwd")}


def links(pdf):
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        return [str(note.A.URI) if "/A" in note and "/URI" in note.A else "here"
                for page in document.pages for note in page.get("/Annots", [])]


def test_a_link_leads_where_it_says(make, typeset, tags):
    pdf = typeset(make(f'<w:p><w:hyperlink r:id="rLi">{run("siden")}</w:hyperlink></w:p>',
                       rels=RELS))
    assert links(pdf) == ["https://example.org/a?b=1"]
    assert tags(pdf) == "P(Link)"


def test_a_link_field_is_a_link(make, typeset):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = ("<w:p>" + mark.format("begin") + '<w:r><w:instrText>HYPERLINK "mailto:a@example.org"'
            "</w:instrText></w:r>" + mark.format("separate") + run("skriv")
            + mark.format("end") + "</w:p>")
    assert links(typeset(make(body))) == ["mailto:a@example.org"]


LOCKED = ('<w:r><w:fldChar w:fldCharType="begin" w:fldLock="{}"/></w:r><w:r><w:instrText> DATE '
          '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
          '<w:r><w:t>2. marts 2026</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')


@pytest.mark.parametrize("field", [
    LOCKED.format("1"), LOCKED.format("true"),
    '<w:fldSimple w:instr=" TIME " w:fldLock="on"><w:r><w:t>2. marts 2026</w:t></w:r></w:fldSimple>'])
def test_a_locked_field_says_what_it_was_locked_at(make, typeset, read, about, field):
    docx = make(f"<w:p>{run('Den ')}{field}</w:p>")
    pdf = typeset(docx)
    assert read(pdf)[0].split() == ["Den", "2.", "marts", "2026"]
    assert check_pdf(docx, pdf, about) == ()


def test_a_field_that_is_not_locked_is_another_thing_tomorrow(make, refusals):
    field = LOCKED.format("0").replace("DATE", "INCLUDETEXT x")
    assert refusals(make(f"<w:p>{field}</w:p>")) == [
        ("pdf-felt", "word/document.xml, afsnit 1")]


def test_a_link_inside_the_document_finds_its_bookmark(make, typeset):
    body = (f'<w:p><w:hyperlink w:anchor="maal">{run("se mål")}</w:hyperlink>'
            f'<w:hyperlink w:anchor="findes-ikke">{run(" intet")}</w:hyperlink></w:p>'
            f'<w:p><w:bookmarkStart w:id="0" w:name="maal"/>{run("Mål")}'
            '<w:bookmarkEnd w:id="0"/></w:p>')
    assert links(typeset(make(body))) == ["here"]


@pytest.mark.parametrize("relation", ["rJs", "rFi"])
def test_links_a_reader_should_not_follow_are_refused(make, refusals, relation):
    body = f'<w:p><w:hyperlink r:id="{relation}">{run("x")}</w:hyperlink></w:p>'
    assert refusals(make(body, rels=RELS)) == [("pdf-link", "word/document.xml, afsnit 1")]


def test_a_link_in_a_footer_is_plain_text(make, typeset, read):
    footer = f'<w:p><w:hyperlink r:id="rLi">{run("eksempel.dk")}</w:hyperlink></w:p>'
    pdf = typeset(make(f"<w:p>{run('x')}</w:p>", running={"footer default": footer}))
    assert "eksempel.dk" in read(pdf)[0]
    assert links(pdf) == []


def test_content_controls_and_tags_are_unwrapped(make, typeset, read):
    body = (f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('en ')}<w:smartTag>{run('to ')}"
            f"</w:smartTag><w:sdt><w:sdtContent>{run('tre')}</w:sdtContent></w:sdt></w:p>"
            "</w:sdtContent></w:sdt>")
    assert read(typeset(make(body)))[0].strip() == "en to tre"


def test_marks_that_change_nothing_are_passed_over(make, typeset, read):
    body = ('<w:p w:rsidR="00A1"><w:proofErr w:type="spellStart"/><w:commentRangeStart w:id="0"/>'
            '<w:r><w:lastRenderedPageBreak/><w:t>ord</w:t></w:r><w:commentRangeEnd w:id="0"/>'
            '<w:r><w:commentReference w:id="0"/></w:r><w:permStart w:id="1"/></w:p>')
    assert read(typeset(make(body)))[0].strip() == "ord"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_has_its_size_and_its_words(make, typeset, tags, kind):
    pdf = typeset(make(f"<w:p>{run('logo')}{picture()}</w:p>", rels=RELS,
                       media={"b.png": image(kind)}))
    assert tags(pdf) == "P(Figure)"
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        assert len(document.pages[0].get_images()) == 1
        figures = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)
                   and item.get("/S") == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["Kommunens logo"]


@pytest.mark.parametrize(("changed", "data", "code"), [
    ({"alt": ""}, "PNG", "pdf-billede-alternativ-tekst"),
    ({"inner": '<a:srcRect l="-10000"/>'}, "PNG", "pdf-billede-beskaaret"),
    ({"inner": '<a:srcRect l="60000" r="40000"/>'}, "PNG", "pdf-billede-beskaaret"),
    ({"shape": '<a:xfrm rot="5400000"/>'}, "PNG", "pdf-billede-drejet"),
    ({"shape": '<a:xfrm flipH="1"/>'}, "PNG", "pdf-billede-drejet"),
    ({"effect": "<a:grayscl/>"}, "PNG", "pdf-billede-virkning"),
    ({"shape": '<a:prstGeom prst="ellipse"/>'}, "PNG", "pdf-billede-virkning"),
    ({"shape": "<a:ln><a:solidFill/></a:ln>"}, "PNG", "pdf-billede-virkning"),
    ({"place": "anchor"}, "PNG", "pdf-placering"),
    ({}, "GIF", "pdf-billede-format"),
    ({}, None, "pdf-billede-mangler"),
])
def test_pictures_it_cannot_set_are_refused(make, refusals, changed, data, code):
    media = {"b.png": image(data)} if data else {}
    docx = make(f"<w:p>{picture(**changed)}</w:p>", rels=RELS, media=media)
    assert refusals(docx) == [(code, "word/document.xml, afsnit 1")]


def test_a_logo_in_the_header_needs_no_words(make, typeset, read):
    docx = make(f"<w:p>{run('x')}</w:p>", running={"header default": f"<w:p>{picture('')}</w:p>"},
                media={"b.png": image("PNG")})
    parts = dict(docx.parts)
    parts["word/_rels/header0.xml.rels"] = docx.parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", b'<Relationship Id="rIm" Type="http://x/image" '
        b'Target="media/b.png"/></Relationships>')
    pdf = typeset(type(docx)(docx.data, parts))
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        assert len(document.pages[0].get_images()) == 1


def test_the_store_keeps_by_content_and_forgets_when_told():
    store = Store()
    one = store.put(b"abc", "png")
    assert store.put(b"abc", "png") == one != store.put(b"abd", "png")
    assert (store.root / one[1:]).read_bytes() == b"abc"
    store.drop(one)
    assert not (store.root / one[1:]).exists()


def test_what_the_store_lends_room_gets_the_names_of_what_is_gone():
    store = Store()
    one, other = store.lend(b"abc"), store.lend(b"abc")
    assert one != other
    store.drop(one)
    assert not (store.root / one[1:]).exists()
    assert (store.root / other[1:]).read_bytes() == b"abc"
    assert store.lend(b"ny") == one
    assert (store.root / one[1:]).read_bytes() == b"ny"


def test_the_store_makes_room_and_says_what_it_keeps():
    store = Store(2)
    paths = [store.put(bytes([number]), "png") for number in range(3)]
    codes = [f'image("{path}")' for path in paths]
    assert [store.keeps(code) for code in codes] == [False, True, True]
    assert len(list(store.root.iterdir())) == 2


def test_another_logo_under_the_same_name_is_shown(make, typeset):
    def letter(colour):
        buffer = io.BytesIO()
        Image.new("RGB", (4, 4), colour).save(buffer, "PNG")
        docx = make(f"<w:p>{run('x')}</w:p>", running={"header default": f"<w:p>{picture()}</w:p>"},
                    media={"b.png": buffer.getvalue()})
        link = (b'<Relationship Id="rIm" Type="http://x/image" Target="media/b.png"/>'
                b"</Relationships>")
        rels = docx.parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", link)
        return type(docx)(docx.data, {**docx.parts, "word/_rels/header0.xml.rels": rels})

    assert typeset(letter("red")).data != typeset(letter("blue")).data
