"""What a letter carries with it: the case as its reader may see it, and what to make it again from."""
