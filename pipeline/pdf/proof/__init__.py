"""What a PDF and its Word document say, held against each other."""
