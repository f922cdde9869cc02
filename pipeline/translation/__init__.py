"""Reading copies: a template's Danish sentences as messages, and put back in another language."""
