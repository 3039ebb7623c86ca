"""What a reader does in a real browser: a package, so that servers and browser start once for all of its tests."""
