"""Many cases: read one at a time, made by many workers, each in the ledger once it is on disk.

`run.run()` is the way in; `runner` hands the cases out, `work` is what is done with one of them.
"""
