"""Which letters a changed template changes, and how: the same cases, made with the old and the new."""
