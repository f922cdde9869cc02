"""The browser's door, thin: pages and an interface for programs over the same flow. It keeps nothing.

What a person has answered travels in the page's own form and comes back with the next; no rule of the
domain stands here. `app.application()` is the table of contents.
"""
