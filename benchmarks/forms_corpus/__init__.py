"""Other people's forms, filled by us and by plain pypdf, and looked at with neither's eyes."""
