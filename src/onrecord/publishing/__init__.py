"""Records to files that leave the collection."""
