"""Runs in LibreOffice's Python: edits Word files as somebody would who got a letter to finish.

Each line on standard input names an edit, a file and where to save it; a line back gives the pages
LibreOffice shows of it. LibreOffice ends when standard input does.
"""

import contextlib
import pathlib
import subprocess
import sys
import time

import uno

FILTER = "MS Word 2007 XML"
PARAGRAPH, LINE = 0, 1
"""What Enter and Shift+Enter put in."""


def main(folder, program):
    """Serve until standard input ends."""
    pipe = pathlib.Path(folder).name
    office = subprocess.Popen(
        [program, f"-env:UserInstallation={pathlib.Path(folder, 'profile').as_uri()}", "--headless",
         "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        desktop = met(office, f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        for line in sys.stdin:
            name, source, target = line.rstrip("\n").split("\t")
            print(edited(desktop, EDITS[name], pathlib.Path(source), pathlib.Path(target)), flush=True)
        with contextlib.suppress(Exception):
            # The bridge goes with the office.
            desktop.terminate()
        office.wait(20)
    finally:
        office.kill()
        office.wait()


def met(office, address):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local)
    while office.poll() is None:
        try:
            context = resolver.resolve(address)
        except Exception:
            time.sleep(0.05)
            continue
        return context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context)
    raise SystemExit("LibreOffice did not start")


def edited(desktop, edit, source, target):
    """Open, edit and save one file; the pages it has when it is opened again."""
    document = opened(desktop, source)
    try:
        edit(document)
        document.storeToURL(target.as_uri(), values(FilterName=FILTER))
    finally:
        document.close(True)
    saved = opened(desktop, target)
    try:
        return saved.CurrentController.PageCount
    finally:
        saved.close(True)


def opened(desktop, path):
    return desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, values(Hidden=True))


def values(**named):
    return tuple(uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name=name, Value=value)
                 for name, value in named.items())


def paragraphs(document):
    found, reader = [], document.Text.createEnumeration()
    while reader.hasMoreElements():
        one = reader.nextElement()
        if one.supportsService("com.sun.star.text.Paragraph"):
            found.append(one)
    return found


def after(document, number):
    """A cursor after one of the paragraphs that are sentences."""
    body = [one for one in paragraphs(document) if len(one.String) > 60]
    return document.Text.createTextCursorByRange(body[number].End)


def put(document, cursor, words, **looks):
    """Type some words, looking otherwise than those before them."""
    before = {name: cursor.getPropertyValue(name) for name in looks}
    for name, value in looks.items():
        cursor.setPropertyValue(name, value)
    document.Text.insertString(cursor, words, False)
    for name, value in before.items():
        cursor.setPropertyValue(name, value)


def enter(document, cursor, mark=PARAGRAPH):
    document.Text.insertControlCharacter(cursor, mark, False)


def insert(document, cursor, service, **properties):
    made = document.createInstance(f"com.sun.star.text.{service}")
    for name, value in properties.items():
        setattr(made, name, value)
    document.Text.insertTextContent(cursor, made, False)
    return made


def corrected(document):
    """A sentence rewritten, words and a paragraph added, a list and a table longer by one."""
    cursor = after(document, 1)
    put(document, cursor, " Rettet i hånden: »æøå« – 1½ €.")
    enter(document, cursor)
    put(document, cursor, "Nyt afsnit med fed skrift", CharWeight=150.0)
    put(document, cursor, " og streg under.", CharUnderline=1)
    last = after(document, -1)
    last.gotoStartOfParagraph(False)
    last.gotoEndOfSentence(True)
    last.String = "Hele sætningen er skrevet om. "
    items = [one for one in paragraphs(document) if one.NumberingIsNumber and one.NumberingRules]
    for item in items[:1]:
        cursor = document.Text.createTextCursorByRange(item.End)
        enter(document, cursor)
        put(document, cursor, "Et punkt mere på listen.")
    for name in document.TextTables.ElementNames:
        table = document.TextTables.getByName(name)
        if table.Rows.Count > 2:
            table.Rows.insertByIndex(table.Rows.Count, 1)
            table.getCellByName(table.CellNames[-1]).String = "En række mere."
            break


def extended(document):
    """What Word offers beyond words: a link, a note, a comment, colours, a heading, a table."""
    cursor = after(document, 1)
    put(document, cursor, " solbaek.example.dk", HyperLinkURL="https://solbaek.example.dk/")
    put(document, cursor, " rød på gult", CharColor=0xC00000, CharBackColor=0xFFFF00)
    put(document, cursor, "2", CharEscapement=33, CharEscapementHeight=58)
    insert(document, cursor, "textfield.Annotation", Content="Skal det med?", Author="Ida")
    insert(document, cursor, "Footnote").String = "Noten er skrevet i hånden."
    enter(document, cursor, LINE)
    put(document, cursor, "Ny linje\tefter en tabulator.")
    insert(document, cursor, "textfield.DateTime", IsFixed=True, IsDate=True)
    enter(document, cursor)
    cursor.ParaStyleName = "Heading 2"
    put(document, cursor, "Overskrift skrevet i hånden")
    enter(document, cursor)
    cursor.ParaStyleName = "Standard"
    cursor.ParaAdjust = uno.Enum("com.sun.star.style.ParagraphAdjust", "BLOCK")
    put(document, cursor, "Lige margener i et afsnit, som nogen har skrevet selv. " * 4)
    enter(document, cursor)
    table = document.createInstance("com.sun.star.text.TextTable")
    table.initialize(3, 2)
    document.Text.insertTextContent(cursor, table, False)
    for name in table.CellNames:
        table.getCellByName(name).String = f"Celle {name}"


def turned(document):
    """A landscape page of its own at the end."""
    cursor = after(document, -1)
    enter(document, cursor)
    cursor.PageDescName = "Landscape"
    put(document, cursor, "En liggende side.")


def tracked(document):
    document.RecordChanges = True
    put(document, after(document, 1), " Ikke besluttet endnu.")


def framed(document):
    frame = insert(document, after(document, 1), "TextFrame", Width=5000, Height=1500)
    frame.Text.String = "Et løst notat midt i brevet."


EDITS = {edit.__name__: edit for edit in (corrected, extended, turned, tracked, framed)}

if __name__ == "__main__":
    main(*sys.argv[1:3])
