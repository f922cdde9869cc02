"""Texts with marks as Word's own paragraphs, lists, bold and italics."""
