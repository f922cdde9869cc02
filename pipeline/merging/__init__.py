"""Another's document into a case: what differs, what is taken over, and where it came from."""
