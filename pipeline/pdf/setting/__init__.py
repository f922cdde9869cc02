"""The walk through a Word document: block by block set as Typst, which makes the PDF."""
