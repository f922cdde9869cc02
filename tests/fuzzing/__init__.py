"""Everything that comes in, broken at random or made up from the schema: `make fuzz`."""
