"""How our PDFs of other people's Word documents compare with those LibreOffice makes."""
