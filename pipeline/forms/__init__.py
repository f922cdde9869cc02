"""PDF forms (AcroForm): what is in one, filled by full field names, and set fast.

A form is somebody else's file: `pipeline.forms.room` reads it in a process of its own with a bound on
memory and time. What that process does stands in `inspect`, `fill` and `flatten`.
"""
