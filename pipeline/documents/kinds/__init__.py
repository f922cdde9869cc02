"""One module for each kind of document, with its `KIND`: a new one is a new file here.

`hjemmetraening documents` lists what stands here; docs/contributing.md says what a kind needs besides.
"""
