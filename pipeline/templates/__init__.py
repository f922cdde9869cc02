"""Word templates seen from their author: what they may name, and what is wrong before any letter."""
