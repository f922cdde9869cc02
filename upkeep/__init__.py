"""What keeps the project: the audit of its libraries, the bill of materials, the wheel, the API pages.

Nothing here is part of the program; `make` calls it.
"""
