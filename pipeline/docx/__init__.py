"""From a Word template and a context to a Word document."""
