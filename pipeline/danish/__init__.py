"""What people write, in cells and in forms, as the JSON values of a case's fields."""
