"""What a Word document says: its XML, its styles worked out, what is refused of it."""
