"""The other engine: LibreOffice, alone in a room of its own."""
