"""Many cases, one document each: read one at a time, made one at a time, reported one at a time."""
