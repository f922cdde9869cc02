"""Who may see what, as a table that a person can read and sign for."""
