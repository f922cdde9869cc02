"""Our own blank forms: asked for by a document's kind and the schemas, set as PDF and as Word.

A form is described once (`described.form`). Its PDF, its Word document, its mapping to the case and
the archive copy of a filled one are all made from that one value.
"""
