"""The caseworker's pages: cases come in, what is due is seen, letters are made and looked at."""
