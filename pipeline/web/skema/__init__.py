"""A form answered in the browser, a section at a time."""
