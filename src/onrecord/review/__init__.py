"""What people judge of the acts that were coded."""
