"""The next document's case from an earlier document: what is known is filled in, nothing is made up."""
