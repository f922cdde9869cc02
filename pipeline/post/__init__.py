"""The post room: what becomes of finished letters, on paper or as Digital Post. Nothing is sent.

`channel.channel` says which way a copy goes, and why; `plan.entry` and `plan.plan` list what goes
that way; `print_run.write` merges the paper into one file; `memo.message` makes a MeMo message.
"""
