"""The same letter, PDF, form and check by ourselves and by every program one might use instead.

A peer that is not installed is named as such, never left out in silence. `make bench-peers` installs
them: Python's in a virtual environment of their own (.venv-bench), so that their versions bind nobody,
and Node's in benchmarks/node.
"""
