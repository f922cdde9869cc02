"""Spreadsheets as cases: one row a case, its lists in numbered columns or on sheets of their own."""
