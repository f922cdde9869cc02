"""Cases that are safe to share: invented people in the same story, with texts as long.

`sets.Pseudonyms` is the way in. `treatments` says from the schema what becomes of each value,
`drawn` how a key chooses the same stand-in for the same value every time, `material` what stand-ins
are made of, `moved` by how much a case's dates and amounts may move without changing its letters.
"""
