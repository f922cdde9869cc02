"""How much of a foreign file is read, and why: every bound in one place."""

from __future__ import annotations

MAX_BYTES = 20 * 1024 * 1024
"""Of a file. The largest of 300 public forms has 11 MB; a scan of a form has 1 MB a page."""
MAX_PAGES = 200
"""The longest of 300 public forms has 16 pages; each page costs a look."""
MAX_WIDGETS = 5_000
"""The fullest of 300 public forms has 814 fields; 100,000 take 15 s and 700 MB."""
MAX_VALUE = 100 * 1024
"""Bytes of one value in UTF-8: fifty pages of writing. 40 MB in one field take 11 s."""
MAX_OPTIONS = 20_000
"""Of one choice; a list of every Danish postcode has 1,100."""
MAX_DEPTH = 64
"""Levels of a form's field tree; real ones have up to eight. A deeper one, or one that bites its own
tail, is cut there and told."""
MEMORY = 1024 * 1024 * 1024
"""Bytes of address space of the process that reads foreign files."""
CPU_SECONDS = 15
"""Of one task; the slowest of 300 public forms took 2.6 s."""
WALL_SECONDS = 20.0
"""Of one task from the moment a process takes it; more than the other, for a machine can be busy."""
START_SECONDS = 60.0
"""More for the first task of a process: it has to start, and a machine may have much else to do."""
GROWN = 400 * 1024 * 1024
"""Bytes in use at which the process makes room for a fresh one; at rest it takes about 80 MB."""
UNTIDY = 200 * 1024 * 1024
"""Bytes in use at which it first tidies up after earlier files: looking for what can go after each of
them would cost a third of the time."""
